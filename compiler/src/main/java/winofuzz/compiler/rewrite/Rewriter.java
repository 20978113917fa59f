package winofuzz.compiler.rewrite;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.Op;
import winofuzz.ir.OpSet;
import winofuzz.ir.UOp;

/**
 * Applies rules to all nodes of a graph until none applies.
 *
 * <p>The order of visits is a contract for rules with a context, because passes number ranges,
 * buffers and accumulators as their rules meet them. Operands are visited left to right, depth
 * first, each node once; an operand with several users is visited where the outermost of them has
 * it. {@linkplain #rewrite Operands first}: when all operands of a node are final, either the node
 * is rebuilt on them and the new node visited in its place, or, if they are unchanged, the first
 * rule that applies is applied and its result visited in its place. {@linkplain #rewriteRootFirst
 * Root first}: rules are applied to a node until none applies, then its operands are visited, and a
 * node rebuilt on changed operands is visited again.
 *
 * <p>Every node is shown to the rules at most once in one run, so a rule may keep state in the
 * context. A graph in which no rule can match is passed over.
 *
 * <p>What rules without a context make of a node must follow from the node. They are asked in
 * another order, in which a node never waits for one that was begun before; and a graph that an
 * earlier rewrite has left as it was is passed over.
 *
 * <p>A rewriter may be observed, and may count applications. Whoever rewrites on behalf of another,
 * as replacements do, uses the rewriter that it was given, so that these are seen and counted too.
 */
public final class Rewriter {
  /** The rewriter that nobody observes and that counts nothing. */
  public static final Rewriter PLAIN = new Rewriter(null, null);

  /** Visits of nodes in one run, far more than the largest graph needs. */
  private static final int STEP_BUDGET = 8_000_000;

  /** Rules that replace nodes as the context says, to be joined with others. */
  public static final RuleSet<Map<UOp, UOp>> SUBSTITUTION =
      RuleSet.<Map<UOp, UOp>>of(
          "substitution",
          Rule.<Map<UOp, UOp>>with(
              "substitute", Pattern.any(), (match, map) -> map.get(match.root())));

  private final @Nullable RewriteObserver observer;
  private final @Nullable RuleHits hits;

  private Rewriter(@Nullable RewriteObserver observer, @Nullable RuleHits hits) {
    this.observer = observer;
    this.hits = hits;
  }

  /** Returns this rewriter with one more observer, which is asked after those it has. */
  public Rewriter observedBy(RewriteObserver other) {
    return new Rewriter(observer == null ? other : observer.then(other), hits);
  }

  /** Returns this rewriter with its applications counted, and counted nowhere else. */
  public Rewriter counting(RuleHits counts) {
    return new Rewriter(observer, counts);
  }

  /**
   * Whether every application is to be seen, because any may be refused or replaced: then nothing
   * may be taken from memory or computed by a shorter way than the rules.
   */
  public boolean isObserved() {
    return observer != null;
  }

  /** Returns where applications are counted; null if they are not. */
  public @Nullable RuleHits hits() {
    return hits;
  }

  /** Whether a rule may be applied; if so, the application is counted. */
  boolean allows(RuleSet<?> rules, Rule<?> rule, UOp before, UOp after) {
    if (observer != null && !observer.allows(rules.name(), rule, before, after)) {
      return false;
    }
    if (hits != null) {
      hits.add(rules.name(), rule, 1);
    }
    return true;
  }

  /** Returns what is put in the place of a node that a rule was applied to. */
  UOp replacement(RuleSet<?> rules, Rule<?> rule, UOp before, UOp after) {
    return observer == null ? after : observer.replacement(rules.name(), rule, before, after);
  }

  /** Returns the graph after rules have been applied, operands first. */
  public <C> UOp rewrite(UOp root, RuleSet<? super C> rules, C context) {
    return new Traversal(new RuleStep<>(rules, context, this), false, STEP_BUDGET).run(root);
  }

  /**
   * Returns the graph after rules have been applied, operands first.
   *
   * @param settled nodes that the rules are known not to change, nor anything below them
   */
  public <C> UOp rewrite(UOp root, RuleSet<? super C> rules, C context, Iterable<UOp> settled) {
    Traversal traversal = new Traversal(new RuleStep<>(rules, context, this), false, STEP_BUDGET);
    settled.forEach(traversal::settle);
    return traversal.run(root);
  }

  /** Returns the graph after rules that need no context have been applied, operands first. */
  public UOp rewrite(UOp root, RuleSet<Object> rules) {
    return new Traversal(RuleStep.of(rules, this), false, STEP_BUDGET).run(root);
  }

  /** Starts rewriting many graphs, operands first, by rules that need no context. */
  public Session session(RuleSet<Object> rules) {
    return new Session(rules, this);
  }

  /**
   * Rewrites many graphs, operands first, and remembers from one to the next what has become of a
   * node, so that a graph that grows from its leaves is rewritten in time linear in its size.
   */
  public static final class Session {
    private final Traversal traversal;
    private final Rewriter rewriter;

    private Session(RuleSet<Object> rules, Rewriter rewriter) {
      this.rewriter = rewriter;
      this.traversal = new Traversal(RuleStep.of(rules, rewriter), false, STEP_BUDGET);
    }

    /** Returns the rewriter that this session is of. */
    public Rewriter rewriter() {
      return rewriter;
    }

    /** Returns the graph after the rules have been applied. */
    public UOp rewrite(UOp root) {
      return traversal.run(root);
    }
  }

  /** Returns the graph after rules have been applied, root first. */
  public <C> UOp rewriteRootFirst(UOp root, RuleSet<? super C> rules, C context) {
    return new Traversal(new RuleStep<>(rules, context, this), true, STEP_BUDGET).run(root);
  }

  /** Returns the graph after rules that need no context have been applied, root first. */
  public UOp rewriteRootFirst(UOp root, RuleSet<Object> rules) {
    return new Traversal(RuleStep.of(rules, this), true, STEP_BUDGET).run(root);
  }

  /**
   * Returns the graph with nodes replaced, and nodes in their replacements too, until no key of the
   * map is left. A node mapped to itself stays.
   */
  public static UOp substitute(UOp root, Map<UOp, UOp> replacements) {
    if (replacements.entrySet().stream().allMatch(e -> e.getKey() == e.getValue())) {
      return root;
    }
    List<Op> replaced =
        replacements.entrySet().stream()
            .filter(e -> e.getKey() != e.getValue())
            .map(e -> e.getKey().op())
            .toList();
    return new Traversal(new MapStep(replacements, new OpSet(replaced)), true, STEP_BUDGET)
        .run(root);
  }

  /**
   * @param replaced the operations of nodes that are replaced
   */
  private record MapStep(Map<UOp, UOp> replacements, OpSet replaced) implements NodeStep {
    @Override
    public boolean dependsOnOrder() {
      return false;
    }

    @Override
    public boolean isSettled(UOp node) {
      return !replaced.mayBeIn(node);
    }

    @Override
    public boolean settles() {
      return false;
    }

    @Override
    public void settle(UOp node) {}

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
