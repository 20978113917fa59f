package winofuzz.compiler.lower;

import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** What is known of the divisors of an index. */
final class Alignment {
  private Alignment() {}

  /** Whether an index is seen to be a multiple of a power of two: false means nothing is known. */
  static boolean isMultiple(UOp index, int power) {
    if (power == 1) {
      return true;
    }
    return switch (index.op()) {
      case CONST -> index.intValue() % power == 0;
      case ADD, SUB -> isMultiple(index.src(0), power) && isMultiple(index.src(1), power);
      case MUL -> isMultiple(index.src(0), power) || isMultiple(index.src(1), power);
      case NEG, CAST -> isMultiple(index.src(0), power);
      case SHL -> index.src(1).is(Op.CONST) && 1L << index.src(1).intValue() >= power;
      // Nothing is known of any other operation.
      default -> false;
    };
  }
}
