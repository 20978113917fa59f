package winofuzz.fuzz.rules;

import winofuzz.ir.UOp;

/**
 * A scalar that may be no index at all.
 *
 * @param value the number, of any value where it is not valid
 * @param valid whether it is a number, and not the index of an access that must not happen
 */
record Gated(UOp value, UOp valid) {
  static final UOp ALWAYS = UOp.bool(true);

  static Gated of(UOp value) {
    return new Gated(value, ALWAYS);
  }

  boolean isAlwaysValid() {
    return valid.isConst(1);
  }

  /** Returns the conjunction of two conditions. */
  static UOp both(UOp a, UOp b) {
    return a.isConst(1) ? b : b.isConst(1) || a == b ? a : a.and(b);
  }

  /** Returns a choice between two conditions. */
  static UOp choice(UOp condition, UOp yes, UOp no) {
    return yes == no ? yes : condition.where(yes, no);
  }
}
