package winofuzz.compiler.symbolic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static winofuzz.compiler.symbolic.RuleTable.X;
import static winofuzz.compiler.symbolic.RuleTable.Y;
import static winofuzz.compiler.symbolic.RuleTable.c;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import winofuzz.compiler.rewrite.RewriteLog;
import winofuzz.ir.UOp;

class SimplifyTest {

  @Test
  void aFlatIndexComesApartAgain() {
    UOp flat = X.times(10).plus(Y);
    assertSame(X, Simplify.simplify(flat.divide(10)));
    assertSame(Y, Simplify.simplify(flat.modulo(10)));
  }

  @Test
  void termsAreOrderedAndCounted() {
    assertSame(
        X.times(3).plus(Y.times(2)).plus(5),
        Simplify.simplify(c(2).plus(X).plus(Y).plus(3).plus(X.times(2)).plus(Y)));
  }

  @Test
  void conditionsAreResolvedWhereBoundsAllow() {
    assertTrue(Simplify.resolve(X.lessThan(10), false));
    assertFalse(Simplify.resolve(X.lessThan(0), true));
    assertTrue(Simplify.resolve(X.lessThan(5), true));
    assertFalse(Simplify.resolve(X.lessThan(5), false));
  }

  @Test
  void constantsAreRecognized() {
    assertEquals(OptionalLong.of(7), Simplify.constant(X.plus(7).minus(X)));
    assertEquals(OptionalLong.empty(), Simplify.constant(X));
    assertEquals(OptionalLong.empty(), Simplify.constant(UOp.invalid(1)));
  }

  @Test
  void commutingChangesNothingButTheOrder() {
    UOp x = c(2).times(Y.plus(X));
    assertSame(X.plus(Y).times(2), Simplify.commute(x));
  }

  @Test
  void aLogSeesWhatWasRememberedToo() {
    UOp x = X.plus(0);
    assertSame(X, Simplify.simplify(x));
    List<String> seen = new ArrayList<>();
    RewriteLog log = (pass, rule, before, after) -> seen.add(rule.name());
    assertSame(X, ScopedValue.where(RewriteLog.CURRENT, log).call(() -> Simplify.simplify(x)));
    assertEquals(List.of("x + 0 -> x"), seen);
  }

  @Test
  void anIndexTooLargeForALongIsLeftAlone() {
    UOp large = c(2).times(c(Long.MAX_VALUE));
    assertSame(large, Simplify.simplify(large));
  }
}
