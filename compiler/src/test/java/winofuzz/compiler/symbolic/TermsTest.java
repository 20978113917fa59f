package winofuzz.compiler.symbolic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static winofuzz.compiler.symbolic.RuleTable.U;
import static winofuzz.compiler.symbolic.RuleTable.X;
import static winofuzz.compiler.symbolic.RuleTable.Y;
import static winofuzz.compiler.symbolic.RuleTable.Z;
import static winofuzz.compiler.symbolic.RuleTable.c;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.ir.UOp;

class TermsTest {

  private static @Nullable UOp simplified(@Nullable UOp x) {
    return x == null ? null : Simplify.simplify(x, Rewriter.PLAIN);
  }

  @Test
  void theConstantFactorDividesEveryTerm() {
    assertEquals(6, Terms.constFactor(X.times(12).plus(Y.times(18))));
    assertEquals(1, Terms.constFactor(X.times(12).plus(Y)));
    assertEquals(-4, Terms.constFactor(X.times(-4)));
    assertEquals(2, Terms.constFactor(UOp.indices(List.of(4, 6))));
  }

  @Test
  void divisionByAConstantIsExactOrNotDone() {
    UOp sum = X.times(12).plus(Y.times(18)).plus(6);
    assertSame(
        Simplify.simplify(X.times(4).plus(Y.times(6)).plus(2), Rewriter.PLAIN),
        simplified(Terms.divides(sum, 3)));
    assertNull(Terms.divides(sum, 4));
    assertNull(Terms.divides(X, 2));
    assertNull(Terms.divides(X, 0));
    assertSame(X, Terms.divides(X, 1));
  }

  @Test
  void divisionByAnExpressionIsExactOrNotDone() {
    UOp product = X.times(Y).times(6);
    assertSame(
        Simplify.simplify(X.times(2), Rewriter.PLAIN),
        simplified(Terms.divideExact(product, Y.times(3))));
    assertSame(c(1), Terms.divideExact(product, product));
    assertNull(Terms.divideExact(product, Z));
    assertNull(Terms.divideExact(product, Y.times(4)));
    assertSame(
        Simplify.simplify(X.plus(Z), Rewriter.PLAIN),
        simplified(Terms.divideExact(X.times(Y).plus(Z.times(Y)), Y)));
  }

  @Test
  void theCommonDivisorHasAllCommonFactors() {
    assertSame(
        Simplify.simplify(X.times(2), Rewriter.PLAIN),
        Terms.gcd(List.of(X.times(Y).times(6), X.times(Z).times(4), X.times(2)), Rewriter.PLAIN));
    assertSame(c(3), Terms.gcd(List.of(X.times(6), Y.times(9), c(12)), Rewriter.PLAIN));
    assertSame(c(1), Terms.gcd(List.of(X, Y), Rewriter.PLAIN));
    assertEquals(6, Terms.gcd(-12, 18));
    assertEquals(5, Terms.gcd(0, -5));
  }

  @Test
  void trailingConstantsArePopped() {
    assertEquals(new Terms.Split(X, 3), Terms.popAddend(X.plus(3)));
    assertEquals(new Terms.Split(X, 0), Terms.popAddend(X));
    assertEquals(new Terms.Split(X, 3), Terms.popFactor(X.times(3)));
    assertEquals(new Terms.Split(X, 1), Terms.popFactor(X));
  }

  @Test
  void sumsOfRangesWithPositiveFactorsIncrease() {
    assertTrue(Terms.isIncreasing(X.times(3).plus(Y.divide(2)).plus(1)));
    assertFalse(Terms.isIncreasing(X.times(-1)));
    assertFalse(Terms.isIncreasing(X.modulo(3)));
    assertTrue(Terms.isIncreasing(U));
  }

  @Test
  void sumsOfBoolsAreDisjunctionsAndProductsConjunctions() {
    UOp a = X.lessThan(3);
    UOp b = Y.lessThan(3);
    assertSame(a.or(b), Terms.sum(List.of(a, b)));
    assertSame(a.and(b), Terms.product(List.of(a, b)));
    assertSame(X.plus(Y).plus(Z), Terms.sum(List.of(X, Y, Z)));
    assertSame(X.times(Y), Terms.product(List.of(X, Y)));
  }

  @Test
  void whatDoesNotFitALongIsNotComputed() {
    assertThrows(ArithmeticException.class, () -> Terms.divides(c(Long.MIN_VALUE), -1));
  }
}
