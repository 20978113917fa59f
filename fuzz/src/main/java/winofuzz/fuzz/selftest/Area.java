package winofuzz.fuzz.selftest;

import java.util.Locale;

/** What part of the engines a defect is planted in. */
public enum Area {
  /** The tensor graph and its ranges. */
  RANGEIFY,
  /** The rewrite on the ranged graph and its gates. */
  WINOGRAD,
  /** Folding, buffer removal and the kernel split. */
  SCHEDULER,
  /** Simplification, in whatever pass asks for it. */
  SYMBOLIC,
  /** Ranges merged and split, lanes, threads, matrix units. */
  OPTIMIZER,
  /** From a schedule to instructions and a launch. */
  LOWERING,
  /** The Metal text. */
  RENDERER,
  /** What runs it. */
  SIMULATOR;

  /** The name in results. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
