package winofuzz.fuzz.fault;

import winofuzz.ir.UOp;

/**
 * An instruction that a text does not say.
 *
 * @param node the instruction, or the innermost of its operands that is not said
 * @param manner what the text does wrongly
 * @param seen what is there in its place, in a few words
 */
record Mismatch(UOp node, WrongLine.Manner manner, String seen) {
  static Mismatch computes(UOp node, String seen) {
    return new Mismatch(node, WrongLine.Manner.COMPUTES, seen);
  }

  /** Returns the same in what gives the place of an access. */
  Mismatch inPlaceOf(WrongLine.Manner access) {
    return new Mismatch(node, access, seen);
  }
}
