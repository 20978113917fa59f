package winofuzz.fuzz.finding;

import java.util.Locale;

/** What kind of thing is wrong. */
public enum Concern {
  /** No program came out. */
  LOWERING,
  /** The rewrite was made where it should not be, or the other way round. */
  REWRITE,
  /** A value is wrong. */
  VALUES,
  /** Memory is used wrongly. */
  MEMORY,
  /** An index, an integer or a launch is out of its bounds for some thread. */
  BOUNDS,
  /** An engine broke while it was asked. */
  ENGINE,
  /** The case exceeded a limit. */
  LIMIT;

  /** The name in results. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
