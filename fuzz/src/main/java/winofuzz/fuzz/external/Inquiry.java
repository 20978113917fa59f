package winofuzz.fuzz.external;

import java.util.List;

/** What is asked about something on a path. */
sealed interface Inquiry {
  /** What it is lowered to. */
  record Lower() implements Inquiry {}

  /**
   * What it is lowered to without some rules, and which others are applied.
   *
   * @param rules in order, so that what is asked twice is known
   */
  record LowerWithout(List<String> rules) implements Inquiry {
    public LowerWithout {
      rules = List.copyOf(rules);
    }
  }

  /** Which rules are wrong. */
  record Blame() implements Inquiry {}
}
