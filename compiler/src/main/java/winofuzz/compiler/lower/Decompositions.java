package winofuzz.compiler.lower;

import static winofuzz.compiler.rewrite.Pattern.any;
import static winofuzz.compiler.rewrite.Pattern.op;
import static winofuzz.compiler.rewrite.Pattern.scalarConstant;

import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Match;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;
import winofuzz.number.Rational;

/** Rules that replace operations which Metal lacks, or which are slow there, by others. */
final class Decompositions {
  private static final Pattern X = any("x");
  private static final Pattern Y = any("y");
  private static final Pattern INT = any("x").dtype(DType::isInteger);
  private static final Pattern C = scalarConstant("c");

  private Decompositions() {}

  private static final RuleSet<Object> DIVISION =
      RuleSet.of(
          "division",
          // x % 2^k = x & (2^k - 1), x >= 0
          Rule.of(
              "modulo-power-of-two",
              INT.modulo(C),
              m ->
                  isPowerOfTwo(m) && m.get("x").min() >= 0
                      ? m.get("x").and(m.get("x").constLike(m.intOf("c") - 1))
                      : null),
          // x / 2^k = (x + (x < 0 ? 2^k - 1 : 0)) >> k
          Rule.of("divide-by-power-of-two", INT.divide(C), Decompositions::shiftRight),
          // x / d = (x * m) >> s
          Rule.of(
              "divide-by-constant",
              INT.divide(C),
              m -> IntegerDivision.divide(m.get("x"), m.intOf("c"))),
          // x % d = x - d * (x / d)
          Rule.of("modulo-by-constant", INT.modulo(C), Decompositions::remainder),
          // x * 2^k = x << k, x >= 0
          Rule.of(
              "multiply-by-power-of-two",
              INT.times(C),
              m ->
                  isPowerOfTwo(m) && m.intOf("c") > 1 && m.get("x").min() >= 0
                      ? m.get("x").alu(Op.SHL, m.get("x").constLike(log2(m)))
                      : null));

  private static final RuleSet<Object> SIGN =
      RuleSet.of(
          "sign",
          // x * -1 = -x
          Rule.of("negate", X.times(-1), m -> m.get("x").alu(Op.NEG)),
          // x + -y = x - y
          Rule.of("subtract", X.plus(Y.alu(Op.NEG)), m -> m.get("x").alu(Op.SUB, m.get("y"))));

  private static final RuleSet<Object> COMPARISON =
      RuleSet.of(
          "comparison",
          // max(x, y) = x < y ? y : x
          Rule.of(
              "maximum",
              X.max(Y),
              m -> m.get("x").lessThan(m.get("y")).where(m.get("y"), m.get("x"))),
          // !x & !y = !(x | y)
          Rule.of(
              "de-morgan",
              any("x").dtype(DType::isBool).not().and(any("y").dtype(DType::isBool).not()),
              m -> m.get("x").or(m.get("y")).not()),
          // !(x < c) = c - 1 < x
          Rule.of(
              "not-below",
              INT.lessThan(C).not(),
              m ->
                  m.intOf("c") > m.get("c").dtype().kind().minValue()
                      ? m.get("c").constLike(m.intOf("c") - 1).lessThan(m.get("x"))
                      : null),
          // !(c < x) = x < c + 1
          Rule.of(
              "not-above",
              C.lessThan(INT).not(),
              m ->
                  m.intOf("c") < m.get("c").dtype().kind().maxValue()
                      ? m.get("x").lessThan(m.intOf("c") + 1)
                      : null),
          // c < x & x < d = (x == c + 1), d = c + 2
          Rule.of(
              "between",
              C.lessThan(INT).and(INT.lessThan(scalarConstant("d"))),
              m ->
                  m.intOf("c") + 1 == m.intOf("d") - 1
                      ? m.get("x").alu(Op.CMPEQ, m.get("x").constLike(m.intOf("c") + 1))
                      : null),
          // !(x != y) = (x == y)
          Rule.of("equal", X.notEqual(Y).not(), m -> m.get("x").alu(Op.CMPEQ, m.get("y"))));

  private static final RuleSet<Object> FUNCTIONS =
      RuleSet.of(
          "functions",
          // x ** y
          Rule.of("power", X.alu(Op.POW, Y), m -> power(m.get("x"), m.get("y"))),
          // mulacc(x, y, z) = x * y + z
          Rule.of(
              "multiply-accumulate",
              X.alu(Op.MULACC, Y, any("z")),
              m -> m.get("x").times(m.get("y")).plus(m.get("z"))),
          // f(x), x bfloat16 = bfloat16(f(float(x)))
          Rule.of(
              "bfloat16-function",
              op(Op.SQRT, Op.EXP2, Op.LOG2, Op.SIN).dtype(DType.BFLOAT16::equals).src(X),
              m -> m.get("x").cast(DType.FLOAT32).alu(m.root().op()).cast(DType.BFLOAT16)));

  static final RuleSet<Object> RULES =
      RuleSet.join("decompositions", DIVISION, COMPARISON, SIGN, FUNCTIONS);

  private static boolean isPowerOfTwo(Match m) {
    long c = m.intOf("c");
    return c > 0 && Long.bitCount(c) == 1;
  }

  private static int log2(Match m) {
    return Long.numberOfTrailingZeros(m.intOf("c"));
  }

  private static @Nullable UOp shiftRight(Match m) {
    if (!isPowerOfTwo(m) || m.intOf("c") == 1) {
      return null;
    }
    UOp x = m.get("x");
    UOp shift = x.constLike(log2(m));
    if (x.min() >= 0) {
      return x.alu(Op.SHR, shift);
    }
    UOp round = x.constLike(m.intOf("c") - 1);
    return x.plus(x.max() < 0 ? round : x.lessThan(0).where(round, x.constLike(0)))
        .alu(Op.SHR, shift);
  }

  private static @Nullable UOp remainder(Match m) {
    UOp x = m.get("x");
    UOp quotient = isPowerOfTwo(m) ? shiftRight(m) : IntegerDivision.divide(x, m.intOf("c"));
    return quotient == null ? null : x.minus(quotient.times(m.intOf("c")));
  }

  /**
   * Returns a power by way of {@code 2 ** (y * log2 |x|)}: for negative x with the sign of an odd
   * y, and not a number unless y is an integer; {@code 0 ** 0} is 1.
   */
  private static UOp power(UOp x, UOp y) {
    UOp one = x.constLike(1);
    UOp minusOne = x.constLike(-1);
    UOp nan = UOp.of(Op.CONST, x.dtype(), Arg.Special.NAN);
    UOp magnitude = magnitude(x).alu(Op.LOG2).times(y).alu(Op.EXP2);
    UOp isFraction = y.notEqual(y.cast(DType.INT32).cast(y.dtype()));
    UOp isOdd = magnitude(y).cast(DType.INT32).modulo(2).notEqual(UOp.constant(DType.INT32, 0));
    UOp sign = isFraction.where(nan, isOdd.where(minusOne, one));
    UOp signed = magnitude.times(x.lessThan(0).where(sign, one));
    return x.equal(0).and(y.equal(0)).where(one, signed);
  }

  private static UOp magnitude(UOp x) {
    return x.lessThan(0).where(x.times(UOp.real(x.dtype(), Rational.of(-1))), x);
  }
}
