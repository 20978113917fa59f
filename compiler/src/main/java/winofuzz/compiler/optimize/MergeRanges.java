package winofuzz.compiler.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.compiler.symbolic.SymbolicRules;
import winofuzz.ir.Op;
import winofuzz.ir.OpSet;
import winofuzz.ir.UOp;

/**
 * Two ranges {@code r0}, {@code r1} that a STORE or REDUCE closes side by side become one, {@code
 * m} with {@code r0 = m / s1} and {@code r1 = m % s1}, where that leaves no more divisions than
 * before.
 */
final class MergeRanges {
  static final RuleSet<Object> RULES =
      RuleSet.of(
          "simplify ranges",
          Rule.of(
              "merge-ranges",
              "r0, r1 -> m / s1, m % s1",
              Pattern.op(Op.STORE, Op.REDUCE),
              match -> merge(match.root(), match.rewriter())));

  static final RuleSet<Map<UOp, UOp>> SUBSTITUTE_AND_SIMPLIFY =
      RuleSet.<Map<UOp, UOp>>join(
          "merge two ranges", Rewriter.SUBSTITUTION, SymbolicRules.FLAT, FlattenRanges.RULES);

  private static final OpSet REDUCTIONS = OpSet.of(Op.REDUCE);
  private static final OpSet DIVISIONS = OpSet.of(Op.IDIV, Op.MOD);

  private MergeRanges() {}

  static UOp apply(UOp sink, Rewriter rewriter) {
    return rewriter.rewrite(sink, RULES);
  }

  private static UOp merge(UOp node, Rewriter rewriter) {
    List<UOp> reductions = node.toposort(REDUCTIONS);
    UOp result = node;
    int divisions = divisions(node);
    int i = node.op().closedRangesStart();
    while (i < result.arity() - 1) {
      UOp outer = result.src(i);
      UOp inner = result.src(i + 1);
      UOp merged = result;
      if (ScheduleRanges.type(outer) == ScheduleRanges.type(inner)
          && reductions.stream().allMatch(r -> r.dependsOn(outer) == r.dependsOn(inner))) {
        merged = merged(result, outer, inner, rewriter);
      }
      int mergedDivisions = merged == result ? divisions : divisions(merged);
      if (merged != result && mergedDivisions <= divisions) {
        result = merged;
        divisions = mergedDivisions;
      } else {
        i++;
      }
    }
    return result;
  }

  private static UOp merged(UOp node, UOp outer, UOp inner, Rewriter rewriter) {
    UOp size = inner.src(0);
    UOp range = outer.withSrc(outer.src(0).times(size));
    return rewriter.rewrite(
        node,
        SUBSTITUTE_AND_SIMPLIFY,
        Map.of(outer, range.divide(size), inner, range.modulo(size)),
        independent(node, outer, inner));
  }

  /** Where a walk from a node first meets what depends on neither range: it is simple already. */
  private static List<UOp> independent(UOp node, UOp outer, UOp inner) {
    List<UOp> result = new ArrayList<>();
    node.toposort(
        u -> {
          boolean dependent = u == node || u.dependsOn(outer) || u.dependsOn(inner);
          if (!dependent) {
            result.add(u);
          }
          return dependent;
        });
    return result;
  }

  private static int divisions(UOp node) {
    return node.toposort(DIVISIONS).size();
  }
}
