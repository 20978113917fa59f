package winofuzz.compiler.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.UOp;

/** Applies the first rule of a set that changes a node. */
final class RuleStep<C> implements NodeStep {
  private static final int REMEMBERED = 8;

  private final RuleSet<C> rules;
  private final Scratch<C> scratch;
  private final Rewriter rewriter;
  private final @Nullable Rule<? super C>[] fired = newArray();
  private int firedCount;

  RuleStep(RuleSet<C> rules, C context, Rewriter rewriter) {
    this.rules = rules;
    this.scratch = new Scratch<>(context, rewriter);
    this.rewriter = rewriter;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // no array of a generic type can be made otherwise
  private static <C> @Nullable Rule<? super C>[] newArray() {
    return (Rule<? super C>[]) new Rule[REMEMBERED];
  }

  @Override
  public @Nullable UOp apply(UOp node) {
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
  public String latest() {
    List<String> names = new ArrayList<>();
    for (int i = Math.max(0, firedCount - REMEMBERED); i < firedCount; i++) {
      names.add(String.valueOf(fired[i % REMEMBERED]));
    }
    return rules.name() + ": the rules applied last were " + names;
  }
}
