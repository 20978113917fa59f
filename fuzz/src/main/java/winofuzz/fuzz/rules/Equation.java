package winofuzz.fuzz.rules;

import java.util.List;
import winofuzz.ir.Formula;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * A claim that two scalar expressions of the same unknowns are equal.
 *
 * @param before the expression that a rule matched
 * @param after the expression that took its place
 * @param given the condition under which they are claimed to be equal
 * @param unknowns all that the three are computed from
 */
record Equation(UOp before, UOp after, UOp given, List<Unknown> unknowns) {
  private static final int SHOWN = 160;

  Equation {
    unknowns = List.copyOf(unknowns);
  }

  /** Whether it is about integers and bools only. */
  boolean isDiscrete() {
    return !before.dtype().isFloat()
        && UOp.sink(before, after, given).toposort().stream()
            .noneMatch(node -> node.dtype().isFloat());
  }

  /** Whether one side is the other, so that there is nothing to prove. */
  boolean isTrivial() {
    return before == after || given.isConst(0);
  }

  /**
   * Returns the equation where no dividend of an index in the matched expression is negative: the
   * index of an access that is made is none, and no other needs to keep its value.
   */
  Equation ofUsedIndices() {
    UOp condition = given;
    for (UOp node : before.toposort()) {
      boolean divides = node.is(Op.IDIV) || node.is(Op.MOD);
      if (divides && node.dtype().isIndex() && node.src(0).is(Op.CONST)) {
        continue;
      }
      if (divides && node.dtype().isIndex()) {
        UOp dividend = node.src(0).atLeast(0);
        condition = condition.isConst(1) ? dividend : condition.and(dividend);
      }
    }
    return new Equation(before, after, condition, unknowns);
  }

  /** Returns the equation as text. */
  String text() {
    String equation = Formula.of(before, SHOWN) + " = " + Formula.of(after, SHOWN);
    return given.is(Op.CONST) ? equation : equation + ", given " + Formula.of(given, SHOWN);
  }
}
