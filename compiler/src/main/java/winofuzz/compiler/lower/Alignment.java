package winofuzz.compiler.lower;

import winofuzz.ir.UOp;

/** What is known of the divisors of an index. */
final class Alignment {
  private Alignment() {}

  /** Whether an index is seen to be a multiple of a number: false means that nothing is known. */
  static boolean isMultiple(UOp index, int of) {
    if (of == 1) {
      return true;
    }
    return switch (index.op()) {
      case CONST -> index.intValue() % of == 0;
      case ADD -> index.src().stream().allMatch(term -> isMultiple(term, of));
      case MUL -> index.src().stream().anyMatch(factor -> isMultiple(factor, of));
      default -> false;
    };
  }
}
