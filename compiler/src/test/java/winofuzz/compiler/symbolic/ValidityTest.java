package winofuzz.compiler.symbolic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static winofuzz.compiler.symbolic.RuleTable.A;
import static winofuzz.compiler.symbolic.RuleTable.BUFFER;
import static winofuzz.compiler.symbolic.RuleTable.X;
import static winofuzz.compiler.symbolic.RuleTable.Y;
import static winofuzz.compiler.symbolic.RuleTable.f;

import org.junit.jupiter.api.Test;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.DType;
import winofuzz.ir.UOp;

class ValidityTest {

  @Test
  void comparisonsWithConstantsAreBounds() {
    assertEquals(new Validity.Bound(X, true, 4), Validity.parse(X.lessThan(5)));
    assertEquals(new Validity.Bound(X, false, 5), Validity.parse(X.atLeast(5)));
    assertNull(Validity.parse(A));
    assertNull(Validity.parse(X.notEqual(Y)));
    assertNull(Validity.parse(f("1").lessThan(f("2"))));
  }

  @Test
  void aValueIsSimplifiedByWhatTheConditionBounds() {
    UOp shifted = X.plus(-3);
    assertSame(X.plus(-3), Validity.given(X.atLeast(3), shifted.modulo(8), false, Rewriter.PLAIN));
    assertSame(
        UOp.index(1),
        Validity.given(X.atLeast(4).and(X.lessThan(8)), X.divide(4), false, Rewriter.PLAIN));
    assertSame(X.divide(4), Validity.given(X.lessThan(9), X.divide(4), false, Rewriter.PLAIN));
    assertSame(X.divide(4), Validity.given(A, X.divide(4), false, Rewriter.PLAIN));
  }

  @Test
  void aBoundOnASumIsABoundOnTheSumWhereverItStands() {
    UOp sum = X.plus(Y);
    UOp value = sum.modulo(7).plus(X);
    assertSame(
        Simplify.simplify(sum.plus(X), Rewriter.PLAIN),
        Simplify.simplify(
            Validity.given(sum.lessThan(7), value, false, Rewriter.PLAIN), Rewriter.PLAIN));
  }

  @Test
  void ofAPositiveSumEverySummandMayBeThePositiveOne() {
    UOp positive = X.plus(Y).lessThan(1).not();
    // Whichever of x and y is positive, x + y + 3 is above 3.
    UOp value = X.plus(Y).plus(3).lessThan(4);
    assertSame(UOp.bool(false), Validity.given(positive, value, true, Rewriter.PLAIN));
  }

  @Test
  void gatesOfNestedLoadsAreLeftAlone() {
    UOp nested = BUFFER.at(X.valid(X.lessThan(5))).load().cast(DType.INDEX);
    assertSame(nested, Validity.given(X.lessThan(5), nested, true, Rewriter.PLAIN));
  }

  @Test
  void conditionsAreSimplifiedByThoseBeforeThem() {
    UOp both = X.lessThan(3).and(X.plus(Y).lessThan(12)).and(X.lessThan(5));
    assertSame(
        Rewriter.PLAIN.rewrite(X.lessThan(3), SymbolicRules.SYMBOLIC),
        Rewriter.PLAIN.rewrite(
            both, RuleSet.<Object>join("conditions", SymbolicRules.SYMBOLIC, SymbolicRules.VALID)));
  }
}
