package winofuzz.fuzz.oracle;

import java.util.List;
import winofuzz.fuzz.finding.Concern;

/** Everything that must hold, in the order it is asked: cheapest first. */
public final class Assertions {
  /**
   * The list. Of the violations of one path that share a {@link Concern} the first is the finding,
   * so that causes come before consequences: values wrong in algebra before values wrong in floats,
   * on a device, and between paths.
   */
  public static final List<Assertion> ALL =
      List.of(
          new FireAssertion(),
          new AlgebraAssertion(),
          new LoweringAssertion(),
          new SafetyAssertion(),
          new DeviceAssertion(),
          new CrossPathAssertion());

  private Assertions() {}
}
