package winofuzz.fuzz.selftest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What part of the engines a defect is planted in, or what kind of mistake it is. */
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
  /** What is given to the simulator and taken from it. */
  SIMULATOR,
  /** How the simulator computes. */
  ARITHMETIC,
  /** How the interpreter computes, under one semantics alone. */
  INTERPRETER,
  /** Whatever shows only where several rare properties of a case meet. */
  RARE,
  /** How often, and in which type, numbers are rounded. */
  PRECISION,
  /** How large memories and launches are. */
  SIZES,
  /** Which elements are read and written, by whom, and when. */
  MEMORY,
  /** Infinities, NaNs and signed zeros. */
  SPECIAL,
  /** Two defects at once. */
  PAIRS;

  /** The name in results. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the names of all. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(Area::label).toList();
  }
}
