package winofuzz.compiler.symbolic;

import static winofuzz.compiler.rewrite.Pattern.any;
import static winofuzz.compiler.rewrite.Pattern.constant;
import static winofuzz.compiler.rewrite.Pattern.op;
import static winofuzz.compiler.rewrite.Pattern.scalarConstant;

import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Match;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Quotients and remainders of indices. Division truncates; several rules reason with division
 * rounded down, which is the same where the numerator is not negative. The numerator of an index
 * that is used never is; where it may be, beside padding for instance, the value of the index is
 * not used and need not be kept.
 */
final class DivModRules {
  private DivModRules() {}

  private static final Pattern X = any("x");
  private static final Pattern D = any("d");
  private static final Pattern INDEX = X.dtype(DType::isIndex);
  private static final Pattern RANGE = op(Op.RANGE).srcEvery(any("end")).named("r");
  private static final Pattern QUOTIENT = op(Op.IDIV).dtype(DType::isIndex);
  private static final Pattern REMAINDER = op(Op.MOD).dtype(DType::isIndex);
  private static final Pattern EITHER = op(Op.IDIV, Op.MOD).dtype(DType::isIndex);
  private static final Pattern Y = any("y");
  private static final Pattern C = scalarConstant("y");
  private static final Pattern SHIFTED =
      INDEX.plus(scalarConstant("c")).named("n").divide(scalarConstant("d"));

  /** In this order: a rule relies on those before it having failed. */
  static final RuleSet<Object> RULES =
      RuleSet.of(
          "quotients and remainders",
          Exact.rule(
              "div-of-div-plus",
              "(x//c + a)//d -> (x + a*c)//(c*d), if c, d > 0 and x, a have one sign",
              X.divide(constant("c")).plus(constant("a")).divide(constant("d")),
              DivModRules::nestedQuotient),
          Rule.of(
              "range-mod-size",
              "range(n) % n -> range(n)",
              RANGE.modulo(any("end")),
              m -> m.get("r")),
          Rule.of(
              "range-div-size",
              "range(n) // n -> 0",
              RANGE.divide(any("end")),
              m -> m.get("r").constLike(0)),
          Exact.rule(
              "divmod-one-quotient",
              "x / y, one quotient for all x and y",
              EITHER.src(X, Y),
              DivMod::cancel),
          Rule.of(
              "div-by-negative",
              "x // d -> -(x // -d), if d < 0",
              INDEX.divide(D),
              m -> m.get("d").max() < 0 ? m.get("x").divide(m.get("d").negate()).negate() : null),
          Exact.rule(
              "divmod-two-values", "x / c, two values of x", EITHER.src(X, C), DivMod::ofTwoValues),
          Exact.rule(
              "divmod-congruence", "x / c, by congruence", EITHER.src(X, C), DivMod::byCongruence),
          Exact.rule(
              "divmod-common-divisor",
              "x / y, common divisor",
              EITHER.src(X, Y),
              DivMod::byCommonDivisor),
          Exact.rule(
              "divmod-common-divisor-with-rest",
              "x / c, common divisor of all but a constant",
              EITHER.src(X, C),
              DivMod::byCommonDivisorWithRest),
          Exact.rule(
              "mod-of-nested-mod",
              "(x%(n*c) + y) % c -> (x + y) % c",
              REMAINDER.src(X, C),
              DivMod::withoutNestedRemainders),
          Exact.rule(
              "div-in-two-steps",
              "x // (a*b) -> x//a//b, if x//a simplifies",
              QUOTIENT.src(X, C),
              DivMod::nested),
          Exact.rule(
              "divmod-exact-terms-apart",
              "(y*x + r) / y, exact terms apart",
              EITHER.src(X, Y),
              DivMod::exactTermsApart),
          Rule.of(
              "div-of-negative",
              "x // d -> -(-x // d), if x <= 0",
              INDEX.divide(D),
              m -> m.get("x").max() <= 0 ? m.get("x").negate().divide(m.get("d")).negate() : null),
          Exact.rule(
              "div-shift-positive",
              "(x + c)//d -> (x + c%d)//d + c//d, if x >= 0",
              SHIFTED,
              DivModRules::shiftPositive),
          Exact.rule(
              "div-shift-negative",
              "(x + c)//d -> c//d - (d-1 - c%d - x)//d, if x <= 0",
              SHIFTED,
              DivModRules::shiftNegative),
          Rule.of(
              "mod-of-negative",
              "x % d -> -(-x % d), if x <= 0",
              INDEX.modulo(D),
              m -> m.get("x").max() <= 0 ? m.get("x").negate().modulo(m.get("d")).negate() : null),
          Rule.of(
              "mod-by-negative",
              "x % d -> x % -d, if d < 0",
              INDEX.modulo(D),
              m -> m.get("d").max() < 0 ? m.get("x").modulo(m.get("d").negate()) : null));

  private static @Nullable UOp nestedQuotient(Match m) {
    UOp x = m.get("x");
    UOp c = m.get("c");
    UOp a = m.get("a");
    UOp d = m.get("d");
    boolean oneSign = (x.min() >= 0 && a.min() >= 0) || (x.max() <= 0 && a.max() <= 0);
    UOp sum = x.plus(a.times(c));
    DType.Kind kind = sum.dtype().kind();
    boolean fits = kind.minValue() <= sum.min() && sum.max() <= kind.maxValue();
    return c.min() > 0 && d.min() > 0 && oneSign && fits ? sum.divide(c.times(d)) : null;
  }

  private static @Nullable UOp shiftPositive(Match m) {
    UOp x = m.get("x");
    long c = m.intOf("c");
    long d = m.intOf("d");
    if (d <= 0 || Math.floorMod(c, d) == c || x.min() < 0 || m.get("n").min() < 0) {
      return null;
    }
    return x.plus(Math.floorMod(c, d)).divide(m.get("d")).plus(Math.floorDiv(c, d));
  }

  private static @Nullable UOp shiftNegative(Match m) {
    UOp x = m.get("x");
    long c = m.intOf("c");
    long d = m.intOf("d");
    if (d <= 0 || x.max() > 0 || m.get("n").min() < 0) {
      return null;
    }
    UOp numerator = x.constLike(Math.floorMod(c, d)).plus(x).minus(d - 1);
    return numerator.negate().divide(m.get("d")).negate().plus(Math.floorDiv(c, d));
  }
}
