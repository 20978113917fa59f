package winofuzz.compiler.symbolic;

import static winofuzz.compiler.rewrite.Pattern.any;
import static winofuzz.compiler.rewrite.Pattern.op;
import static winofuzz.compiler.rewrite.Pattern.scalarConstant;
import static winofuzz.compiler.rewrite.Pattern.value;

import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Neutral and absorbing elements, and operations of a value with itself. */
final class IdentityRules {
  private IdentityRules() {}

  private static final Pattern X = any("x");
  private static final Pattern B = any("x").dtype(DType::isBool);
  private static final Pattern OTHER_B = any("y").dtype(DType::isBool);

  static final RuleSet<Object> NEUTRAL =
      RuleSet.of(
          "neutral",
          Rule.of("add-zero", "x + 0 -> x", X.plus(0), m -> m.get("x")),
          Rule.of("mul-one", "x * 1 -> x", X.times(1), m -> m.get("x")),
          Rule.of(
              "xor-zero",
              "x ^ 0 -> x",
              X.dtype(IdentityRules::isDiscrete).xor(value(0)),
              m -> m.get("x")),
          Rule.of("div-self", "x // x -> 1", X.divide(X), m -> m.get("x").constLike(1)),
          Rule.of("div-one", "x // 1 -> x", X.divide(1), m -> m.get("x")),
          Rule.of("div-minus-one", "x // -1 -> -x", X.divide(-1), m -> m.get("x").negate()),
          Rule.of(
              "mod-twice",
              "x % y % y -> x % y",
              any().modulo(any("y")).named("base").modulo(any("y")),
              m -> m.get("base")));

  static final RuleSet<Object> BOOLEAN =
      RuleSet.of(
          "boolean constants",
          Rule.of(
              "and-constant",
              "x & c -> c ? x : c",
              B.and(scalarConstant("c")),
              m -> isTrue(m.get("c")) ? m.get("x") : m.get("c")),
          Rule.of(
              "or-constant",
              "x | c -> c ? c : x",
              B.or(scalarConstant("c")),
              m -> isTrue(m.get("c")) ? m.get("c") : m.get("x")),
          Rule.of(
              "idempotent",
              "x & x -> x, also | and max",
              op(Op.OR, Op.AND, Op.MAX).src(X, X),
              m -> m.get("x")),
          Rule.of("not-not", "!!x -> x", B.not().not(), m -> m.get("x")),
          Rule.of(
              "where-true-false",
              "x ? true : false -> x",
              B.where(truth(true), truth(false)),
              m -> m.get("x")),
          Rule.of(
              "where-false-true",
              "x ? false : true -> !x",
              B.where(truth(false), truth(true)),
              m -> m.get("x").not()),
          Rule.of(
              "trunc-integer",
              "trunc x -> x, of integers",
              X.dtype(IdentityRules::isDiscrete).trunc(),
              m -> m.get("x")));

  static final RuleSet<Object> SELF =
      RuleSet.of(
          "self",
          Rule.of("less-self", "x < x -> false", X.lessThan(X), m -> falseLike(m.get("x"))),
          Rule.of("mod-self", "x % x -> 0", X.modulo(X), m -> m.get("x").constLike(0)),
          Rule.of(
              "not-equal-self",
              "x != x -> false, of integers",
              X.dtype(IdentityRules::isDiscrete).notEqual(X),
              m -> falseLike(m.get("x"))));

  /** Arithmetic on bools: their product is AND, their sum and maximum are OR. */
  static final RuleSet<Object> BOOL_ARITHMETIC =
      RuleSet.of(
          "arithmetic of bools",
          Rule.of("bool-mul", "x * y -> x & y", B.times(OTHER_B), m -> m.get("x").and(m.get("y"))),
          Rule.of("bool-add", "x + y -> x | y", B.plus(OTHER_B), m -> m.get("x").or(m.get("y"))),
          Rule.of(
              "bool-max", "max(x, y) -> x | y", B.max(OTHER_B), m -> m.get("x").or(m.get("y"))));

  /** Wrong for a zero or NaN x that is only known when the kernel runs, as is customary. */
  static final RuleSet<Object> CANCELLATION =
      RuleSet.of(
          "cancellation",
          Rule.of(
              "real-div-self", "x / x -> 1", X.times(X.reciprocal()), m -> m.get("x").constLike(1)),
          Rule.of(
              "mul-div-cancel",
              "x * y / y -> x",
              X.times(any("y")).times(any("y").reciprocal()),
              m -> m.get("x")),
          Rule.of(
              "mul-zero",
              "x * 0 -> 0",
              X.times(0),
              m -> isFinite(m.get("x")) ? zero(m.get("x")) : nan(m.get("x"))));

  /** Integers and bools: types without NaN. */
  private static boolean isDiscrete(DType type) {
    return type.isInteger() || type.isBool();
  }

  private static Pattern truth(boolean value) {
    return value(value ? 1 : 0).dtype(DType::isBool);
  }

  private static boolean isTrue(UOp constant) {
    return constant.intValue() != 0;
  }

  private static UOp falseLike(UOp x) {
    return UOp.constant(DType.BOOL.vector(x.dtype().count()), 0);
  }

  private static boolean isFinite(UOp x) {
    return !(x.is(Op.CONST)
        && x.arg() instanceof Arg.Special special
        && !RealArithmetic.isFinite(special));
  }

  private static UOp zero(UOp x) {
    return x.constLike(0);
  }

  private static UOp nan(UOp x) {
    return UOp.of(Op.CONST, x.dtype(), Arg.Special.NAN);
  }
}
