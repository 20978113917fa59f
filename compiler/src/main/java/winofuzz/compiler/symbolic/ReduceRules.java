package winofuzz.compiler.symbolic;

import static winofuzz.compiler.rewrite.Pattern.any;
import static winofuzz.compiler.rewrite.Pattern.op;
import static winofuzz.compiler.rewrite.Pattern.scalarConstant;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Match;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.Arg;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Rules that take out of a reduction what does not depend on its ranges, and unused ranges. */
final class ReduceRules {
  private ReduceRules() {}

  static final RuleSet<Object> RULES =
      RuleSet.of(
          "factors out of reductions",
          Rule.of(
              "constant-out-of-sum",
              "sum(x * c) -> sum(x) * c",
              any("x").times(scalarConstant("c")).reduce(Op.ADD),
              m -> {
                UOp sum = withFolded(m.root(), m.get("x"));
                return sum.times(UOp.of(Op.CONST, sum.dtype(), m.get("c").arg()));
              }),
          Rule.of(
              "factors-out-of-fold",
              "fold(x * y) -> fold(x) * y, if y is constant in the ranges",
              op(Op.REDUCE).srcStarting(op(Op.MUL)),
              ReduceRules::constantFactorsOut));

  static final RuleSet<Object> UNUSED_RANGES =
      RuleSet.of(
          "unused ranges",
          Rule.of(
              "unused-range",
              "sum over unused r of x -> x * size(r)",
              op(Op.REDUCE),
              m -> withoutUnusedRanges(m.root())));

  /**
   * Returns the reduction over the ranges that its value depends on. For each other range a sum is
   * multiplied by its size, a product raised to it, and a maximum left as it is.
   */
  private static @Nullable UOp withoutUnusedRanges(UOp reduce) {
    Op fold = ((Arg.Fold) reduce.arg()).op();
    UOp value = reduce.src(0);
    List<UOp> used = new ArrayList<>();
    List<UOp> unused = new ArrayList<>();
    for (UOp range : reduce.srcFrom(1)) {
      (value.dependsOn(range) ? used : unused).add(range);
    }
    if (unused.isEmpty() || (fold != Op.ADD && fold != Op.MAX && fold != Op.MUL)) {
      return null;
    }
    boolean reduces = !used.isEmpty() || !reduce.dtype().equals(value.dtype());
    UOp result = reduces ? value.reduce(fold, used).withDType(reduce.dtype()) : value;
    for (UOp range : unused) {
      UOp size = range.src(0).cast(result.dtype().scalar()).broadcast(result.dtype().count());
      if (fold == Op.ADD) {
        result = result.times(size);
      } else if (fold == Op.MUL) {
        result = result.alu(Op.POW, size);
      }
    }
    return result;
  }

  private static UOp withFolded(UOp reduce, UOp value) {
    List<UOp> operands = new ArrayList<>(reduce.src());
    operands.set(0, value);
    return reduce.withSrc(operands);
  }

  private static @Nullable UOp constantFactorsOut(Match m) {
    UOp reduce = m.root();
    Op fold = ((Arg.Fold) reduce.arg()).op();
    UOp folded = reduce.src(0);
    if ((fold != Op.ADD && fold != Op.MAX) || !reduce.dtype().equals(folded.dtype())) {
      return null;
    }
    List<UOp> inside = new ArrayList<>();
    List<UOp> outside = new ArrayList<>();
    for (UOp factor : folded.split(Op.MUL)) {
      boolean leaves =
          !usesAny(factor, reduce.srcFrom(1)) && (fold == Op.ADD || isNonNegative(factor));
      (leaves ? outside : inside).add(factor);
    }
    if (outside.isEmpty()) {
      return null;
    }
    UOp rest = inside.isEmpty() ? folded.constLike(1) : Terms.product(inside);
    return withFolded(reduce, rest).times(Terms.product(outside));
  }

  private static boolean isNonNegative(UOp factor) {
    return factor.arg() instanceof Arg.Real real ? real.value().signum() >= 0 : factor.min() >= 0;
  }

  private static boolean usesAny(UOp value, List<UOp> nodes) {
    return value.toposort().stream().anyMatch(nodes::contains);
  }
}
