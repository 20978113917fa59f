package winofuzz.fuzz.rules;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import winofuzz.fuzz.rules.RuleVerdict.Claim;

/**
 * What is known of the rules.
 *
 * @param seed decided what was drawn
 * @param compilations whose applications were judged
 */
public record RuleVerdicts(long seed, int compilations, List<RuleVerdict> rules) {
  public RuleVerdicts {
    rules = List.copyOf(rules);
  }

  /** Whether a rule is wrong. */
  @JsonProperty("refuted")
  public boolean isRefuted() {
    return count(Claim.REFUTED) > 0;
  }

  /** Returns of how many rules something is claimed. */
  public long count(Claim claim) {
    return rules.stream().filter(rule -> rule.claim() == claim).count();
  }

  /** Returns a line for each rule, then the counterexamples, then a line of totals. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (RuleVerdict rule : rules) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-32s %-9s %s%n",
              rule.id(),
              rule.claim().name().toLowerCase(Locale.ROOT),
              rule.how()));
      RuleVerdict.Counterexample wrong = rule.counterexample();
      if (wrong != null) {
        text.append("  ").append(wrong.application()).append(System.lineSeparator());
        text.append(
            String.format(
                Locale.ROOT,
                "  does not hold: %s%n  at %s: before is %s, after %s%n",
                wrong.equation(),
                wrong.values().isEmpty() ? "all values" : wrong.values(),
                wrong.before(),
                wrong.after()));
      }
    }
    return text.append(totals()).append(System.lineSeparator()).toString();
  }

  private String totals() {
    return String.format(
        Locale.ROOT,
        "%d rules: %d proven for all values, %d validated, %d refuted, %d unreached%s;"
            + " %d applications in %d compilations",
        rules.size(),
        count(Claim.PROVEN),
        count(Claim.VALIDATED),
        count(Claim.REFUTED),
        count(Claim.UNREACHED),
        count(Claim.MARKS) == 0 ? "" : ", %d only marking others".formatted(count(Claim.MARKS)),
        rules.stream().mapToLong(RuleVerdict::applications).sum(),
        compilations);
  }
}
