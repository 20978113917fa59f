package winofuzz.ir;

/**
 * Where nodes come from, so that structurally equal nodes are one object: each thread asks the
 * arena that it is in, and outside of arenas the table that all threads share.
 *
 * <p>Nodes without operands are in the shared table always, so that they are one object everywhere
 * and may be used in any arena. A node with operands may be there once in each arena.
 */
final class Interner {
  private static final SharedNodes SHARED = new SharedNodes();

  private Interner() {}

  /** The one node with these parts; the operands are copied if it is new. */
  static UOp intern(Op op, DType dtype, Arg arg, UOp[] src) {
    int hash = UOp.hash(op, dtype, arg, src);
    if (src.length > 0 && NodeArena.CURRENT.isBound()) {
      UOp node = NodeArena.CURRENT.get().intern(hash, op, dtype, arg, src);
      if (node != null) {
        return node;
      }
    }
    return SHARED.intern(hash, op, dtype, arg, src);
  }
}
