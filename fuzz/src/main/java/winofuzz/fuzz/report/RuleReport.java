package winofuzz.fuzz.report;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import winofuzz.fuzz.lowering.LoweredCase.PassCount;
import winofuzz.fuzz.lowering.LoweredCase.RuleCount;

/** A compiler's rules, by pass, and how often each was applied. */
public final class RuleReport {
  private RuleReport() {}

  /** A line for each pass, and one for each of its rules, in the order in which they are tried. */
  public static String text(List<PassCount> passes) {
    StringBuilder text = new StringBuilder();
    Set<String> all = new HashSet<>();
    Set<String> applied = new HashSet<>();
    for (PassCount pass : passes) {
      text.append(String.format(Locale.ROOT, "%s: %d rules%n", pass.name(), pass.rules().size()));
      for (RuleCount rule : pass.rules()) {
        text.append(
            String.format(Locale.ROOT, "%8d  %s%n", rule.applications(), rule.description()));
        all.add(rule.id());
        if (rule.applications() > 0) {
          applied.add(rule.id());
        }
      }
    }
    text.append(String.format(Locale.ROOT, "%d of %d rules applied%n", applied.size(), all.size()));
    return text.toString();
  }
}
