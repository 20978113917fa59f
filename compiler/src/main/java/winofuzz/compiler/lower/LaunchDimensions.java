package winofuzz.compiler.lower;

import java.util.Map;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Every range that the launch enumerates becomes an expression of the position in the grid
 * (gidx0..gidx2) and in the threadgroup (lidx0..lidx2).
 */
final class LaunchDimensions {
  /** The context has the value of each range that is launched. */
  static final RuleSet<Map<UOp, UOp>> RULES =
      RuleSet.of(
          "launch dimensions",
          Rule.<Map<UOp, UOp>>with(
              "range-from-launch",
              "range -> its value in terms of the launch",
              Pattern.op(Op.RANGE),
              (match, positions) -> positions.get(match.root())));

  private LaunchDimensions() {}

  static UOp apply(UOp kernel, Map<UOp, UOp> positions, Rewriter rewriter) {
    return positions.isEmpty() ? kernel : rewriter.rewriteRootFirst(kernel, RULES, positions);
  }
}
