package winofuzz.compiler.rewrite;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/**
 * One step of compilation: a graph in, a graph that computes the same out.
 *
 * @param name as logs, reports and findings have it
 * @param form the stage whose constraints the result meets; null on the way between two
 * @param rewrite the graph after it, from the graph before it
 */
public record Pass(String name, @Nullable Stage form, UnaryOperator<UOp> rewrite) {

  /** A pass that applies rules, operands first; it has their name. */
  public static Pass of(Stage form, RuleSet<Object> rules) {
    return new Pass(rules.name(), form, graph -> Rewriter.rewrite(graph, rules));
  }

  /** The graph after this pass, as the {@linkplain PassLog log} of this thread leaves it. */
  public UOp apply(UOp graph) {
    UOp result = rewrite.apply(graph);
    return PassLog.CURRENT.isBound() ? PassLog.CURRENT.get().after(this, graph, result) : result;
  }

  /** The graph after several passes, one after the other. */
  public static UOp applyAll(List<Pass> passes, UOp graph) {
    UOp result = graph;
    for (Pass pass : passes) {
      result = pass.apply(result);
    }
    return result;
  }
}
