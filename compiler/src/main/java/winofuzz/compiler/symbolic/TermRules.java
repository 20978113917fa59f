package winofuzz.compiler.symbolic;

import static winofuzz.compiler.rewrite.Pattern.any;
import static winofuzz.compiler.rewrite.Pattern.constant;
import static winofuzz.compiler.rewrite.Pattern.op;
import static winofuzz.compiler.rewrite.Pattern.value;

import java.util.List;
import java.util.Locale;
import winofuzz.compiler.rewrite.Match;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Sums and products: equal terms are counted, constants gather at the right end. */
final class TermRules {
  private TermRules() {}

  private static final Pattern X = any("x");
  private static final Pattern Y = any("y");
  private static final Pattern C = constant("c");
  private static final Pattern C0 = constant("c0");
  private static final Pattern C1 = constant("c1");
  private static final Pattern C2 = constant("c2");

  /** One order of operands for each commutative operation on indices. */
  static final RuleSet<Object> COMMUTATIVE =
      RuleSet.of(
          "commutative",
          Rule.of(
              "commute",
              "x op y -> y op x, if y comes first",
              op(ConstantRules.ops(Op::isCommutative)).dtype(DType::isIndex).src(X, Y),
              m ->
                  m.get("y").compareTo(m.get("x")) < 0
                      ? m.root().withSrc(m.get("y"), m.get("x"))
                      : null));

  static final RuleSet<Object> ABSORPTION =
      RuleSet.of(
          "absorption",
          Rule.of("absorb", "x | x&y -> x", X.or(X.and(any())), m -> m.get("x")),
          Rule.of(
              "or-not-self",
              "x | !x -> true",
              X.dtype(DType::isBool).or(X.not()),
              m -> m.get("x").constLike(1)));

  static final RuleSet<Object> COMBINE =
      RuleSet.of(
          "equal terms",
          Rule.of(
              "combine-multiples",
              "x*c0 + x*c1 -> x*(c0+c1)",
              X.times(C0).plus(X.times(C1)),
              m -> m.get("x").times(m.get("c0").plus(m.get("c1")))),
          Rule.of(
              "combine-multiples-after-term",
              "y + x*c0 + x*c1 -> y + x*(c0+c1)",
              Y.plus(X.times(C0)).plus(X.times(C1)),
              m -> m.get("y").plus(m.get("x").times(m.get("c0").plus(m.get("c1"))))),
          Rule.of(
              "combine-with-multiple",
              "x + x*c -> x*(c+1)",
              X.plus(X.times(C)),
              m -> m.get("x").times(m.get("c").plus(1))),
          Rule.of(
              "combine-with-multiple-after-term",
              "y + x + x*c -> y + x*(c+1)",
              Y.plus(X).plus(X.times(C)),
              m -> m.get("y").plus(m.get("x").times(m.get("c").plus(1)))),
          Rule.of(
              "combine-multiple-with-after-term",
              "y + x*c + x -> y + x*(c+1)",
              Y.plus(X.times(C)).plus(X),
              m -> m.get("y").plus(m.get("x").times(m.get("c").plus(1)))),
          Rule.of("add-self", "x + x -> x*2", X.plus(X), m -> m.get("x").times(2)),
          Rule.of(
              "add-self-after-term",
              "y + x + x -> y + x*2",
              Y.plus(X).plus(X),
              m -> m.get("y").plus(m.get("x").times(2))),
          Rule.of(
              "real-div-twice",
              "x / y / z -> x / (y*z)",
              X.times(Y.reciprocal()).times(any("z").reciprocal()),
              m ->
                  m.get("y") == m.get("z")
                      ? null
                      : m.get("x").times(m.get("y").times(m.get("z")).alu(Op.RECIP))),
          Rule.of(
              "negate-add-constant",
              "-(x + c) -> -x + -c",
              value(-1).times(X.plus(C)),
              m -> m.get("x").negate().plus(m.get("c").negate())),
          Rule.of(
              "distribute-over-constant",
              "d*(x + c) -> d*x + d*c, of indices",
              constant("d").times(X.dtype(DType::isIndex).plus(C)),
              m -> m.get("d").times(m.get("x")).plus(m.get("d").times(m.get("c")))));

  /** Two constants meet. */
  static final RuleSet<Object> TWO_STAGE =
      RuleSet.of(
          "two constants",
          List.of(
              twoStage(Op.ADD),
              twoStage(Op.MUL),
              twoStage(Op.AND),
              twoStage(Op.OR),
              twoStage(Op.MAX),
              Rule.of(
                  "less-add-constant",
                  "c0 + x < c1 -> x < c1 - c0",
                  C0.plus(X).lessThan(C1),
                  m -> m.get("x").lessThan(m.get("c1").minus(m.get("c0")))),
              Rule.of(
                  "div-twice",
                  "x//c1//c2 -> x//(c1*c2)",
                  X.divide(C1).divide(C2),
                  m -> m.get("x").divide(m.get("c1").times(m.get("c2"))))));

  private static Rule<Object> twoStage(Op op) {
    return Rule.of(
        "two-stage-" + op.name().toLowerCase(Locale.ROOT),
        "(x " + op + " c1) " + op + " c2 -> x " + op + " (c1 " + op + " c2)",
        X.alu(op, C1).alu(op, C2),
        m -> m.get("x").alu(op, m.get("c1").alu(op, m.get("c2"))));
  }

  /** Constants move to the right end. */
  static final RuleSet<Object> CONSTANTS_LAST =
      RuleSet.of(
          "constants last",
          Rule.of(
              "add-constant-last",
              "(x + c) + y -> (x + y) + c",
              X.plus(C).plus(Y),
              m -> m.get("x").plus(m.get("y")).plus(m.get("c"))),
          Rule.of(
              "mul-constant-last",
              "(x * c) * y -> (x * y) * c",
              X.times(C).times(Y),
              m -> m.get("x").times(m.get("y")).times(m.get("c"))));

  /** Products of sums multiplied out. */
  static final RuleSet<Object> DISTRIBUTION =
      RuleSet.of(
          "distribution",
          Rule.of(
              "negate-add", "-(x + y) -> -x + -y", value(-1).times(X.plus(Y)), m -> negateBoth(m)),
          // Of floats, inf * 0 could become NaN.
          Rule.of(
              "distribute",
              "(x + y)*c -> x*c + y*c, of indices",
              X.dtype(DType::isIndex).plus(Y).times(C),
              m -> m.get("x").times(m.get("c")).plus(m.get("y").times(m.get("c")))));

  private static UOp negateBoth(Match m) {
    return m.get("x").negate().plus(m.get("y").negate());
  }
}
