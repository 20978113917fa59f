package winofuzz.fuzz.oracle;

import java.util.List;

/** Everything that must hold, in the order it is asked: cheapest first. */
public final class Assertions {
  /**
   * The list. Of several violations of one bug the first is the finding, so causes come before
   * consequences: values wrong in algebra before values wrong in floats, on a device, and between
   * paths. See {@link Violations} for what is one bug.
   */
  public static final List<Assertion> ALL =
      List.of(
          new FireAssertion(),
          new SizesAssertion(),
          new LargeAssertion(),
          new AlgebraAssertion(),
          new LoweringAssertion(),
          new SafetyAssertion(),
          new DeviceAssertion(),
          new PrecisionAssertion(),
          new CrossPathAssertion());

  private Assertions() {}

  /** Returns the place in the list of the assertion of a name; after all of them if it is none. */
  public static int order(String name) {
    return (int) ALL.stream().takeWhile(assertion -> !assertion.name().equals(name)).count();
  }
}
