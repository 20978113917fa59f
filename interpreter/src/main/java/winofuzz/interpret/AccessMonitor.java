package winofuzz.interpret;

import java.util.function.IntFunction;
import winofuzz.ir.Formula;
import winofuzz.ir.UOp;

/** Checks every index of an evaluation against its buffer, and counts reads outside. */
final class AccessMonitor {
  /** How much of the node that reads outside is shown, in characters. */
  private static final int SHOWN = 60;

  private final BoundsPolicy policy;
  private long outside;
  private String first = "";

  AccessMonitor(BoundsPolicy policy) {
    this.policy = policy;
  }

  /** Returns the value of a read outside. */
  double garbage() {
    return switch (policy) {
      case BoundsPolicy.Trap ignored -> 0;
      case BoundsPolicy.Substitute r -> r.garbage();
    };
  }

  OutsideReads report() {
    return outside == 0 ? OutsideReads.NONE : new OutsideReads(outside, first);
  }

  /**
   * Replaces each index outside of the buffer by a mark or ends the evaluation, as the policy says.
   * Marks stay.
   *
   * @param where names the point at a position of the array
   */
  void checkReads(UOp node, long[] indices, long size, IntFunction<String> where) {
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= size) {
        indices[i] = outsideOrMark(node, indices[i], size, i, where);
      }
    }
  }

  /** Returns the mark for one index that is not inside. */
  long outsideOrMark(UOp node, long index, long size, int position, IntFunction<String> where) {
    if (index == Access.OUTSIDE) {
      return index;
    }
    if (Access.isInvalid(index)) {
      return Access.NONE;
    }
    if (policy instanceof BoundsPolicy.Trap) {
      throw new EvaluationException(message("read", node, index, size, where.apply(position)));
    }
    if (outside++ == 0) {
      first = message("read", node, index, size, where.apply(position));
    }
    return Access.OUTSIDE;
  }

  /** Ends the evaluation if a write is outside of the buffer; {@link Access#NONE} passes. */
  void checkWrites(UOp node, long[] indices, long size, IntFunction<String> where) {
    for (int i = 0; i < indices.length; i++) {
      long index = indices[i];
      if (Access.isInvalid(index)) {
        indices[i] = Access.NONE;
      } else if (index < 0 || index >= size) {
        throw new EvaluationException(message("write", node, index, size, where.apply(i)));
      }
    }
  }

  private static String message(String what, UOp node, long index, long size, String where) {
    return Formula.of(node, SHOWN)
        + ": "
        + what
        + " at index "
        + index
        + ", expected 0 to "
        + (size - 1)
        + (where.isEmpty() ? "" : ", where " + where);
  }
}
