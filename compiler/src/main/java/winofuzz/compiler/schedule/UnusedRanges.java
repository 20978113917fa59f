package winofuzz.compiler.schedule;

import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.Arg;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Reductions over ranges that the reduced value does not depend on. */
public final class UnusedRanges {
  private UnusedRanges() {}

  public static final RuleSet<Object> RULES =
      RuleSet.of(
          "unused ranges",
          // sum over r of x = x * size(r), max over r of x = x, where x does not depend on r
          Rule.of("reduce-unused-range", Pattern.op(Op.REDUCE), m -> withoutUnused(m.root())));

  private static @Nullable UOp withoutUnused(UOp reduce) {
    Op fold = ((Arg.Fold) reduce.arg()).op();
    if (fold != Op.ADD && fold != Op.MAX) {
      return null;
    }
    UOp value = reduce.src(0);
    List<UOp> used = reduce.srcFrom(1).stream().filter(value::dependsOn).toList();
    if (used.size() == reduce.arity() - 1) {
      return null;
    }
    UOp result = used.isEmpty() ? value : value.reduce(fold, used);
    if (fold == Op.ADD) {
      for (UOp range : reduce.srcFrom(1)) {
        if (!value.dependsOn(range)) {
          UOp size = range.src(0).cast(result.dtype().scalar());
          result = result.times(size.broadcast(result.dtype().count()));
        }
      }
    }
    return result;
  }
}
