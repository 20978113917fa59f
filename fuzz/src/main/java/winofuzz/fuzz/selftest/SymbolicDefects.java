package winofuzz.fuzz.selftest;

import static winofuzz.fuzz.selftest.PlantedDefect.everyRule;
import static winofuzz.fuzz.selftest.PlantedDefect.rule;

import java.util.List;
import winofuzz.ir.Arg;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Defects of simplification. */
final class SymbolicDefects {
  private SymbolicDefects() {}

  static final List<PlantedDefect> ALL =
      List.of(
          rule(
              "constant-term-lost",
              Area.SYMBOLIC,
              "(x + c) + y is x + y",
              "initial symbolic",
              "add-constant-last",
              (before, after) -> after.src(0)),
          everyRule(
              "shifted-bound-too-high",
              Area.SYMBOLIC,
              "c0 + x < c1 is x < c1 - c0 + 1",
              "less-add-constant",
              (before, after) -> GraphEdits.with(after, 1, after.src(1).plus(1))),
          everyRule(
              "lifted-division-bound-too-low",
              Area.SYMBOLIC,
              "x//d < c is x < c*d - 1",
              "less-of-quotient",
              (before, after) -> GraphEdits.with(after, 1, GraphEdits.larger(after.src(1), -1))),
          everyRule(
              "constants-divided-upwards",
              Area.SYMBOLIC,
              "a quotient of constants is rounded up",
              "fold-binary",
              (before, after) -> before.is(Op.IDIV) ? upwards(before, after) : after),
          everyRule(
              "negated-choice-keeps-its-arms",
              Area.SYMBOLIC,
              "!c ? t : f is c ? t : f",
              "where-not",
              (before, after) -> GraphEdits.exchanged(after, 1, 2)),
          everyRule(
              "double-counted-once",
              Area.SYMBOLIC,
              "y + x + x is y + x",
              "add-self-after-term",
              (before, after) -> GraphEdits.with(after, 1, after.src(1).src(0))),
          everyRule(
              "product-of-constants-lost",
              Area.SYMBOLIC,
              "(x * c1) * c2 is x * c1",
              "two-stage-mul",
              (before, after) -> before.src(0)),
          everyRule(
              "factor-out-of-sum-lost",
              Area.SYMBOLIC,
              "a sum of x * y with y constant is the sum of x",
              "factors-out-of-fold",
              (before, after) -> after.is(Op.MUL) ? after.src(0) : after),
          everyRule(
              "half-negated",
              Area.SYMBOLIC,
              "-(x + y) is -x + y",
              "negate-add",
              (before, after) -> GraphEdits.with(after, 1, sum(before).src(1))),
          everyRule(
              "half-distributed",
              Area.SYMBOLIC,
              "d*(x + c) is d*x + c",
              "distribute-over-constant",
              SymbolicDefects::halfDistributed),
          rule(
                  "second-divisor-lost",
                  Area.SYMBOLIC,
                  "x//c1//c2 is x//c1",
                  "simplify scheduled",
                  "div-twice",
                  (before, after) -> before.src(0))
              .needing(KernelDefects.MATRIX_UNIT),
          everyRule(
              "scaled-bound-rounded-down",
              Area.SYMBOLIC,
              "c0*x < c1 is x < floor(c1/c0)",
              "less-positive-scale",
              SymbolicDefects::boundRoundedDown),
          everyRule(
              "remainder-of-remainder-lost",
              Area.SYMBOLIC,
              "x % y % y is x",
              "mod-twice",
              (before, after) -> after.src(0)),
          everyRule(
              "rest-of-quotient-lost",
              Area.SYMBOLIC,
              "(y*x + r) // y is x, whatever r",
              "divmod-exact-terms-apart",
              (before, after) -> before.is(Op.IDIV) && after.is(Op.ADD) ? after.src(0) : after),
          everyRule(
              "recombined-scale-one-too-large",
              Area.SYMBOLIC,
              "y + (x%c1)*c2 + (x//c1)*c1*c2 is y + x*(c2+1)",
              "recombine-scaled-after-remainder",
              (before, after) -> GraphEdits.with(after, 1, after.src(1).plus(after.src(1).src(0)))),
          everyRule(
              "less-than-itself",
              Area.SYMBOLIC,
              "x < x is true",
              "less-self",
              (before, after) -> after.constLike(1)),
          everyRule(
              "second-multiple-lost",
              Area.SYMBOLIC,
              "y + x*c0 + x*c1 is y + x*c0",
              "combine-multiples-after-term",
              (before, after) -> before.src(0)),
          everyRule(
              "small-terms-shift-the-bound",
              Area.SYMBOLIC,
              "d*x + rest < c is x < c//d + 1",
              "less-drop-rest",
              (before, after) -> GraphEdits.with(after, 1, GraphEdits.larger(after.src(1), 1))));

  private static UOp upwards(UOp before, UOp after) {
    return before.src(0).arg() instanceof Arg.Int(long x)
            && before.src(1).arg() instanceof Arg.Int(long y)
            && y > 0
            && x % y != 0
        ? GraphEdits.larger(after, 1)
        : after;
  }

  private static UOp boundRoundedDown(UOp before, UOp after) {
    long scale =
        before.src(0).split(Op.MUL).stream()
            .filter(factor -> factor.is(Op.CONST))
            .mapToLong(UOp::intValue)
            .findFirst()
            .orElseThrow();
    boolean isRounded = before.src(1).intValue() % scale != 0;
    return isRounded ? GraphEdits.with(after, 1, GraphEdits.larger(after.src(1), -1)) : after;
  }

  private static UOp halfDistributed(UOp before, UOp after) {
    return GraphEdits.with(after, 1, sum(before).src(1));
  }

  /** The sum among the factors of a product. */
  private static UOp sum(UOp product) {
    return product.src().stream().filter(u -> u.is(Op.ADD)).findFirst().orElseThrow();
  }
}
