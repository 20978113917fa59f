package winofuzz.ir;

/**
 * Makes every node. Equal parts give one object within an arena, and one within the table that all
 * threads share outside of arenas.
 *
 * <p>Nodes without operands always come from the shared table, so that any arena may use them. A
 * node with operands may exist once in each arena and once outside.
 */
final class Interner {
  private static final SharedNodes SHARED = new SharedNodes();

  private Interner() {}

  /** Returns the one node with these parts; the operands are copied if it is new. */
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
