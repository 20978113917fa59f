package winofuzz.compiler;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;

/** Every rewrite rule of the compiler, as its passes have them. */
public final class Rules {
  private Rules() {}

  /** Returns the sets of rules that passes apply, in the order of the passes. */
  public static List<RuleSet<?>> sets() {
    return Pipeline.STANDARD.ruleSets();
  }

  /** Returns the different rules; most simplifications are tried by several passes. */
  public static Set<Rule<?>> all() {
    Set<Rule<?>> result = new LinkedHashSet<>();
    sets().forEach(set -> result.addAll(set.rules()));
    return result;
  }

  /** Returns how many different rules there are. */
  public static int count() {
    return all().size();
  }

  /**
   * Returns the id of the rule that a finding or baseline knows by its description, as those did
   * before rules had ids; empty if no rule is described so.
   */
  public static Optional<String> idOfDescription(String description) {
    return all().stream()
        .filter(rule -> rule.description().equals(description))
        .map(Rule::id)
        .findFirst();
  }
}
