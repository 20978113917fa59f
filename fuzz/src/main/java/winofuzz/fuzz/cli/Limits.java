package winofuzz.fuzz.cli;

import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.ConvCase;

/** The largest case that this process has memory for. */
final class Limits {
  /** Bytes that evaluating a case takes for each element of its activation, weight and output. */
  private static final long BYTES_PER_ELEMENT = 100;

  private Limits() {}

  /**
   * Refuses a case that is to be judged if its evaluation would not fit in the heap. A large case
   * is judged without being evaluated.
   */
  static void requireJudged(ConvCase c) {
    if (!c.isLarge()) {
      requireFits(c);
    }
  }

  /** Refuses a case whose evaluation would not fit in the heap. */
  static void requireFits(ConvCase c) {
    long most = Runtime.getRuntime().maxMemory() / BYTES_PER_ELEMENT;
    if (c.elements() > most) {
      throw new BadInputException(
          "case '%s': expected at most %d elements in all to fit in the %d MiB of memory, found %d"
              .formatted(c, most, Runtime.getRuntime().maxMemory() >> 20, c.elements()));
    }
  }
}
