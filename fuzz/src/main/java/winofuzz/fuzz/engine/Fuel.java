package winofuzz.fuzz.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import winofuzz.compiler.rewrite.RewriteObserver;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.ir.UOp;

/**
 * Allows so many applications of the rules of some sets and refuses rules after them. As a
 * rewriting that lacks a rule may have no end, it is broken off when there are many more
 * applications than usual.
 */
final class Fuel implements RewriteObserver {
  private final Predicate<String> counted;
  private final Refusal refused;
  private final int most;
  private final long patience;
  private final List<Spent> spent = new ArrayList<>();
  private long applications;

  /** What is refused once there is no fuel. */
  private interface Refusal {
    boolean test(String set, Rule<?> rule, UOp before);
  }

  private Fuel(Predicate<String> counted, Refusal refused, int most, long patience) {
    this.counted = counted;
    this.refused = refused;
    this.most = most;
    this.patience = patience;
  }

  /** Returns fuel that has no end, and counts the applications of all rules. */
  static Fuel unlimited() {
    return new Fuel(set -> true, (set, rule, before) -> false, 0, Long.MAX_VALUE);
  }

  /**
   * Returns fuel for so many applications of the rules of some sets; those of others are allowed.
   *
   * @param sets by name
   * @param patience how many applications of any rules there may be
   */
  static Fuel of(Predicate<String> sets, int most, long patience) {
    return new Fuel(sets, (set, rule, before) -> sets.test(set), most, patience);
  }

  /**
   * Returns fuel for so many applications of the rules of some sets, and for those that others were
   * made within.
   *
   * @param outer applications whose replacements are computed by rewriting
   */
  static Fuel of(Predicate<String> sets, int most, long patience, List<Spent> outer) {
    return new Fuel(
        sets,
        (set, rule, before) -> sets.test(set) && outer.stream().noneMatch(s -> s.is(rule, before)),
        most,
        patience);
  }

  /** Returns fuel that refuses one rule after so many applications of the rules of some sets. */
  static Fuel without(Rule<?> refused, Predicate<String> sets, int after, long patience) {
    return new Fuel(sets, (set, rule, before) -> rule.equals(refused), after, patience);
  }

  /** Returns fuel that refuses a rule everywhere. */
  static Fuel without(String refused, long patience) {
    return new Fuel(set -> false, (set, rule, before) -> rule.id().equals(refused), 0, patience);
  }

  /** An application that was allowed and counted. */
  record Spent(Rule<?> rule, UOp before, UOp after) {
    private boolean is(Rule<?> other, UOp node) {
      return rule.equals(other) && before == node;
    }
  }

  /** A rewriting that seems to have no end. */
  static final class EndlessRewritingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private EndlessRewritingException(Rule<?> rule) {
      super("no end is seen, at rule " + rule.id());
    }
  }

  @Override
  public boolean allows(String rules, Rule<?> rule, UOp before, UOp after) {
    return spent.size() < most || !refused.test(rules, rule, before);
  }

  @Override
  public UOp replacement(String rules, Rule<?> rule, UOp before, UOp after) {
    if (++applications > patience) {
      throw new EndlessRewritingException(rule);
    }
    if (counted.test(rules)) {
      spent.add(new Spent(rule, before, after));
    }
    return after;
  }

  /** Whether some applications were made after so many. */
  boolean reaches(List<Spent> outer, int most) {
    return spent.size() >= most
        && outer.stream()
            .allMatch(o -> spent.stream().skip(most).anyMatch(s -> o.is(s.rule, s.before)));
  }

  /** The applications that were allowed and counted, in order. */
  List<Spent> spent() {
    return Collections.unmodifiableList(spent);
  }
}
