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

  /**
   * The graphs of its stages.
   *
   * @param without the rules that it is lowered without, in order
   */
  record Stages(List<String> without) implements Inquiry {
    public Stages {
      without = List.copyOf(without);
    }
  }

  /** Which rules are wrong. */
  record Blame() implements Inquiry {}

  /**
   * A script that shows what comes of a convolution.
   *
   * @param activation in row-major order
   * @param weight in row-major order
   * @param tolerance how far rounding can take an element; perhaps infinite
   */
  record Script(List<Double> activation, List<Double> weight, double tolerance) implements Inquiry {
    public Script {
      activation = List.copyOf(activation);
      weight = List.copyOf(weight);
    }
  }
}
