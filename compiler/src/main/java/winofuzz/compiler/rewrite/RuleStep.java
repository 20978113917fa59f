package winofuzz.compiler.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.NodeMark;
import winofuzz.ir.UOp;

/** Applies the first rule of a set that changes a node. */
final class RuleStep<C> implements NodeStep {
  private static final int REMEMBERED = 8;

  private final RuleSet<C> rules;
  private final Scratch<C> scratch;
  private final Rewriter rewriter;
  private final @Nullable Rule<? super C>[] fired = newArray();
  private int firedCount;

  /** Null where what the rules do to a node does not follow from the node alone. */
  private final @Nullable NodeMark settled;

  private final boolean ordered;

  private boolean quiet;

  /** Applies rules with a context, which may say what nodes they have seen. */
  RuleStep(RuleSet<C> rules, C context, Rewriter rewriter) {
    this(rules, context, rewriter, null, true);
  }

  private RuleStep(
      RuleSet<C> rules, C context, Rewriter rewriter, @Nullable NodeMark settled, boolean ordered) {
    this.rules = rules;
    this.settled = settled;
    this.ordered = ordered;
    this.scratch = new Scratch<>(context, rewriter);
    this.rewriter = rewriter;
  }

  /** Applies rules that need no context. */
  static RuleStep<Object> of(RuleSet<Object> rules, Rewriter rewriter) {
    NodeMark settled = rewriter.isObserved() ? null : rules.settled();
    return new RuleStep<>(rules, rules, rewriter, settled, false);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // no array of a generic type can be made otherwise
  private static <C> @Nullable Rule<? super C>[] newArray() {
    return (Rule<? super C>[]) new Rule[REMEMBERED];
  }

  @Override
  public @Nullable UOp apply(UOp node) {
    if (!rules.mayMatch(node)) {
      quiet = true;
      return null;
    }
    RuleHits hits = rewriter.hits();
    long before = hits == null ? 0 : hits.additions();
    UOp result = applied(node);
    quiet = hits != null && hits.additions() == before;
    return result;
  }

  private @Nullable UOp applied(UOp node) {
    for (Rule<? super C> rule : rules.rulesFor(node)) {
      UOp result = rule.apply(node, scratch);
      if (result != null && result != node && rewriter.allows(rules, rule, node, result)) {
        fired[firedCount++ % REMEMBERED] = rule;
        return rewriter.replacement(rules, rule, node, result);
      }
    }
    return null;
  }

  @Override
  public boolean dependsOnOrder() {
    return ordered;
  }

  @Override
  public boolean isSettled(UOp node) {
    return !rules.mayMatchIn(node) || (settled != null && settled.isOn(node));
  }

  @Override
  public boolean settles() {
    return settled != null && quiet;
  }

  @Override
  public void settle(UOp node) {
    if (settled != null) {
      settled.put(node);
    }
  }

  @Override
  public String latest() {
    List<String> names = new ArrayList<>();
    for (int i = Math.max(0, firedCount - REMEMBERED); i < firedCount; i++) {
      names.add(String.valueOf(fired[i % REMEMBERED]));
    }
    return rules.name() + ": the rules applied last were " + names;
  }
}
