package winofuzz.fuzz.report;

import java.util.Locale;
import winofuzz.compiler.Rules;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleHits;
import winofuzz.compiler.rewrite.RuleSet;

/** The compiler's rules, by the set they are applied as one of, and how often each was applied. */
public final class RuleReport {
  private RuleReport() {}

  /**
   * Returns a line for each set, and one for each of its rules, in the order in which they are
   * tried.
   */
  public static String text(RuleHits hits) {
    StringBuilder text = new StringBuilder();
    for (RuleSet<?> set : Rules.sets()) {
      text.append(String.format(Locale.ROOT, "%s: %d rules%n", set.name(), set.rules().size()));
      for (Rule<?> rule : set.rules()) {
        text.append(
            String.format(Locale.ROOT, "%8d  %s%n", hits.of(set, rule), rule.description()));
      }
    }
    text.append(
        String.format(
            Locale.ROOT, "%d of %d rules applied%n", hits.applied().size(), Rules.count()));
    return text.toString();
  }
}
