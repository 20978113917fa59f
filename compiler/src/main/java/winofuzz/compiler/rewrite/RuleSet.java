package winofuzz.compiler.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.NodeMark;
import winofuzz.ir.OpSet;
import winofuzz.ir.UOp;

/**
 * Rules in order, looked up by the operations they match. The first rule that changes a node wins.
 *
 * @param <C> the context that their replacements need; Object where none does
 */
public final class RuleSet<C> {
  private final String name;
  private final List<Rule<? super C>> rules;
  private final Candidates<C> candidates;
  private final OpSet rootOps;
  private volatile @Nullable NodeMark settled;

  private RuleSet(String name, List<Rule<? super C>> rules) {
    this.name = name;
    this.rules = List.copyOf(rules);
    this.candidates = new Candidates<>(this.rules);
    this.rootOps =
        new OpSet(this.rules.stream().flatMap(r -> r.pattern().rootOps().stream()).toList());
  }

  /** These rules, in order. */
  @SafeVarargs
  public static <C> RuleSet<C> of(String name, Rule<? super C>... rules) {
    List<Rule<? super C>> all = new ArrayList<>();
    for (Rule<? super C> rule : rules) {
      all.add(rule);
    }
    return new RuleSet<C>(name, all);
  }

  /** These rules, in order. */
  public static <C> RuleSet<C> of(String name, List<? extends Rule<? super C>> rules) {
    return new RuleSet<C>(name, List.<Rule<? super C>>copyOf(rules));
  }

  /** Returns the rules of all these sets, one set after the other. */
  @SafeVarargs
  public static <C> RuleSet<C> join(String name, RuleSet<? super C>... sets) {
    List<Rule<? super C>> all = new ArrayList<>();
    for (RuleSet<? super C> set : sets) {
      all.addAll(set.rules());
    }
    return new RuleSet<C>(name, all);
  }

  /** These rules, then those of another set; the name stays. */
  public RuleSet<C> plus(RuleSet<? super C> other) {
    return join(name, this, other);
  }

  /** Returns what the set is called in counts and reports. */
  public String name() {
    return name;
  }

  /** Returns the rules that need no context, in order; the name stays. */
  public RuleSet<Object> withoutContext() {
    return of(name, rules.stream().flatMap(rule -> rule.withoutContext().stream()).toList());
  }

  /** All rules, in order. */
  public List<Rule<? super C>> rules() {
    return rules;
  }

  /** Returns the rules that may match a node, in order; not to be changed. */
  Rule<? super C>[] rulesFor(UOp node) {
    return candidates.of(node);
  }

  /** Whether a rule may match a node, as far as its operation tells. */
  boolean mayMatch(UOp node) {
    return rootOps.has(node);
  }

  /** Whether a rule may match a node in a graph. */
  boolean mayMatchIn(UOp graph) {
    return rootOps.mayBeIn(graph);
  }

  /**
   * Returns the mark of nodes that these rules leave, with all below. It is made when first asked
   * for, as there are few marks, and rules that need a context have no use for one.
   */
  NodeMark settled() {
    NodeMark known = settled;
    if (known == null) {
      synchronized (this) {
        known = settled;
        if (known == null) {
          known = new NodeMark();
          settled = known;
        }
      }
    }
    return known;
  }
}
