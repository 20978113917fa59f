package winofuzz.compiler.lower;

import java.util.HashSet;
import java.util.Set;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.AxisType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Every loop that a kernel's store closes becomes a dimension of the launch, so that a kernel that
 * nobody scheduled computes one output element a thread.
 */
final class PlainAxes {
  /** The context has the loops that the kernel's stores close. */
  static final RuleSet<Set<UOp>> RULES =
      RuleSet.of(
          "plain axes",
          Rule.<Set<UOp>>with(
              "loop-to-global",
              "loop -> global axis",
              Pattern.op(Op.RANGE),
              (match, loops) -> loops.contains(match.root()) ? global(match.root()) : null));

  private PlainAxes() {}

  static UOp apply(UOp kernel, Rewriter rewriter) {
    Set<UOp> loops = new HashSet<>();
    for (UOp store : kernel.src()) {
      for (UOp range : KernelRanges.closedBy(store)) {
        if (range.axis().type() == AxisType.LOOP) {
          loops.add(range);
        }
      }
    }
    return loops.isEmpty() ? kernel : rewriter.rewriteRootFirst(kernel, RULES, loops);
  }

  private static UOp global(UOp loop) {
    return loop.withArg(loop.axis().withType(AxisType.GLOBAL));
  }
}
