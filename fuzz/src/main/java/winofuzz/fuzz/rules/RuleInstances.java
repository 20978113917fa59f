package winofuzz.fuzz.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import winofuzz.compiler.rewrite.PatternInstances;
import winofuzz.compiler.rewrite.RewriteLimitError;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.UOp;

/**
 * Draws nodes that a rule applies to, from its pattern. They are rewritten by the sets that have
 * the rule, as a pass does: what a rule before it changes never comes to it.
 */
final class RuleInstances {
  private static final int TRIES = 600;
  private static final int WANTED = 12;

  private final Rule<?> rule;
  private final RuleSet<Object> alone;
  private final List<RuleSet<Object>> sets = new ArrayList<>();
  private final SplittableRandom random;

  private RuleInstances(Rule<?> rule, Rule<Object> free, List<RuleSet<?>> all, long seed) {
    this.rule = rule;
    this.alone = RuleSet.of("alone", List.of(free));
    this.random = new SplittableRandom(seed * 31 + rule.id().hashCode());
    for (RuleSet<?> set : all) {
      if (set.rules().contains(rule)) {
        sets.add(set.withoutContext());
      }
    }
  }

  /**
   * Hands on applications of a rule to drawn nodes, kind by kind, as long as they are wanted. There
   * are none for a rule that needs what its pass keeps.
   *
   * @param sets of the rules of all passes
   * @param seed decides the draw
   * @param receiver says whether it wants those of another kind
   */
  static void of(
      Rule<?> rule,
      List<RuleSet<?>> sets,
      long seed,
      BiPredicate<OperandKind, List<Application>> receiver) {
    Optional<Rule<Object>> free = rule.withoutContext();
    if (free.isPresent()) {
      RuleInstances instances = new RuleInstances(rule, free.get(), sets, seed);
      if (!instances.draw(instances.sets, receiver)) {
        // Rules before it, or of which it is a special case, always come first.
        boolean _ = instances.draw(List.of(instances.alone), receiver);
      }
    }
  }

  /** Returns whether there was any. */
  private boolean draw(
      List<RuleSet<Object>> by, BiPredicate<OperandKind, List<Application>> receiver) {
    boolean any = false;
    for (OperandKind kind : OperandKind.values()) {
      List<Application> drawn = draw(kind, by);
      any |= !drawn.isEmpty();
      if (!drawn.isEmpty() && !receiver.test(kind, drawn)) {
        return true;
      }
    }
    return any;
  }

  private List<Application> draw(OperandKind kind, List<RuleSet<Object>> by) {
    List<Application> result = new ArrayList<>();
    int wanted = kind == OperandKind.EXPRESSION ? 2 * WANTED : WANTED;
    int tries = kind == OperandKind.EXPRESSION ? 4 * TRIES : TRIES;
    for (int i = 0; i < tries && result.size() < wanted; i++) {
      DrawnOperands operands = new DrawnOperands(random, kind);
      PatternInstances.draw(rule.pattern(), operands.type(), operands)
          .flatMap(node -> application(node, by))
          .filter(drawn -> result.stream().noneMatch(a -> a.before() == drawn.before()))
          .ifPresent(result::add);
    }
    return result;
  }

  /** Returns the first application of the rule when a node is rewritten; empty if there is none. */
  private Optional<Application> application(UOp node, List<RuleSet<Object>> by) {
    if (first(node, alone).isEmpty()) {
      return Optional.empty();
    }
    for (RuleSet<Object> set : by) {
      Optional<Application> found = first(node, set);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Application> first(UOp node, RuleSet<Object> set) {
    List<Application> found = new ArrayList<>();
    try {
      Rewriter.PLAIN
          .observedBy(
              (name, applied, before, after) -> {
                boolean isSought = applied.id().equals(rule.id());
                if (isSought && found.isEmpty()) {
                  found.add(new Application(rule, before, after));
                }
                return !isSought || !name.equals(alone.name());
              })
          .rewrite(node, set);
    } catch (RuntimeException | RewriteLimitError e) {
      // No pass would show it such a node.
      return Optional.empty();
    }
    return found.stream().findFirst();
  }
}
