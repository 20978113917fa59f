package winofuzz.compiler.symbolic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static winofuzz.compiler.symbolic.RuleTable.X;
import static winofuzz.compiler.symbolic.RuleTable.Y;
import static winofuzz.compiler.symbolic.RuleTable.c;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.ir.UOp;

class SimplifyTest {

  @Test
  void aFlatIndexComesApartAgain() {
    UOp flat = X.times(10).plus(Y);
    assertSame(X, Simplify.simplify(flat.divide(10), Rewriter.PLAIN));
    assertSame(Y, Simplify.simplify(flat.modulo(10), Rewriter.PLAIN));
  }

  @Test
  void termsAreOrderedAndCounted() {
    assertSame(
        X.times(3).plus(Y.times(2)).plus(5),
        Simplify.simplify(c(2).plus(X).plus(Y).plus(3).plus(X.times(2)).plus(Y), Rewriter.PLAIN));
  }

  @Test
  void commutingChangesNothingButTheOrder() {
    UOp x = c(2).times(Y.plus(X));
    assertSame(X.plus(Y).times(2), Simplify.commute(x, Rewriter.PLAIN));
  }

  @Test
  void anObserverSeesWhatWasRememberedToo() {
    UOp x = X.plus(0);
    assertSame(X, Simplify.simplify(x, Rewriter.PLAIN));
    List<String> seen = new ArrayList<>();
    Rewriter watched =
        Rewriter.PLAIN.observedBy((rules, rule, before, after) -> seen.add(rule.description()));
    assertSame(X, Simplify.simplify(x, watched));
    assertEquals(List.of("x + 0 -> x"), seen);
  }

  @Test
  void anIndexTooLargeForALongIsLeftAlone() {
    UOp large = c(2).times(c(Long.MAX_VALUE));
    assertSame(large, Simplify.simplify(large, Rewriter.PLAIN));
  }
}
