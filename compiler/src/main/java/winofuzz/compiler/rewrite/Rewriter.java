package winofuzz.compiler.rewrite;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.UOp;

/**
 * Applies rules to all nodes of a graph until none applies.
 *
 * <p>The order of visits is a contract, because passes number ranges, buffers and accumulators as
 * their rules meet them. Operands are visited left to right, depth first, each node once; an
 * operand with several users is visited where the outermost of them has it. {@linkplain #rewrite
 * Operands first}: when all operands of a node are final, either the node is rebuilt on them and
 * the new node visited in its place, or, if they are unchanged, the first rule that applies is
 * applied and its result visited in its place. {@linkplain #rewriteRootFirst Root first}: rules are
 * applied to a node until none applies, then its operands are visited, and a node rebuilt on
 * changed operands is visited again.
 *
 * <p>Every node is shown to the rules at most once in one run, so a rule may keep state in the
 * context.
 */
public final class Rewriter {
  /** Visits of nodes in one run, far more than the largest graph needs. */
  private static final int STEP_BUDGET = 8_000_000;

  /** Rules that replace nodes as the context says, to be joined with others. */
  public static final RuleSet<Map<UOp, UOp>> SUBSTITUTION =
      RuleSet.<Map<UOp, UOp>>of(
          "substitution",
          Rule.<Map<UOp, UOp>>with(
              "substitute", Pattern.any(), (match, map) -> map.get(match.root())));

  private Rewriter() {}

  /** The graph after rules have been applied, operands first. */
  public static <C> UOp rewrite(UOp root, RuleSet<? super C> rules, C context) {
    return new Traversal(new RuleStep<>(rules, context), false, STEP_BUDGET).run(root);
  }

  /**
   * The graph after rules have been applied, operands first.
   *
   * @param settled nodes that the rules are known not to change, nor anything below them
   */
  public static <C> UOp rewrite(
      UOp root, RuleSet<? super C> rules, C context, Iterable<UOp> settled) {
    Traversal traversal = new Traversal(new RuleStep<>(rules, context), false, STEP_BUDGET);
    settled.forEach(traversal::settle);
    return traversal.run(root);
  }

  /** The graph after rules that need no context have been applied, operands first. */
  public static UOp rewrite(UOp root, RuleSet<Object> rules) {
    return rewrite(root, rules, rules);
  }

  /**
   * Operands first, over many graphs: what has become of a node is remembered from one to the next,
   * so that a graph that grows from its leaves is rewritten in time linear in its size.
   */
  public static final class Session {
    private final Traversal traversal;

    /** A session that has seen nothing yet. */
    public Session(RuleSet<Object> rules) {
      this.traversal = new Traversal(new RuleStep<>(rules, rules), false, STEP_BUDGET);
    }

    /** The graph after the rules have been applied. */
    public UOp rewrite(UOp root) {
      return traversal.run(root);
    }
  }

  /** The graph after rules have been applied, root first. */
  public static <C> UOp rewriteRootFirst(UOp root, RuleSet<? super C> rules, C context) {
    return new Traversal(new RuleStep<>(rules, context), true, STEP_BUDGET).run(root);
  }

  /** The graph after rules that need no context have been applied, root first. */
  public static UOp rewriteRootFirst(UOp root, RuleSet<Object> rules) {
    return rewriteRootFirst(root, rules, rules);
  }

  /**
   * The graph with nodes replaced, and nodes in their replacements too, until no key of the map is
   * left. A node mapped to itself stays.
   */
  public static UOp substitute(UOp root, Map<UOp, UOp> replacements) {
    if (replacements.entrySet().stream().allMatch(e -> e.getKey() == e.getValue())) {
      return root;
    }
    return new Traversal(new MapStep(replacements), true, STEP_BUDGET).run(root);
  }

  private record MapStep(Map<UOp, UOp> replacements) implements NodeStep {
    @Override
    public @Nullable UOp apply(UOp node) {
      UOp result = replacements.get(node);
      return result == node ? null : result;
    }

    @Override
    public String latest() {
      return "a substitution of " + replacements.size() + " nodes";
    }
  }
}
