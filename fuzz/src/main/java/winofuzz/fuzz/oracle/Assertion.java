package winofuzz.fuzz.oracle;

import java.util.List;
import java.util.Set;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Concern;

/** Something that must hold of every path of every case. */
public interface Assertion {
  /** The name in results. */
  String name();

  /** What its violations can be about, {@link Concern#ENGINE} apart. */
  Set<Concern> concerns();

  /** Whether it is asked of a case: as a rule, of those that are evaluated as a whole. */
  default boolean isFor(ConvCase c) {
    return !c.isLarge();
  }

  /** The paths it is asked of. */
  default List<LoweringPath> paths(Setting setting) {
    return setting.paths();
  }

  /**
   * Whether it holds of a path that was lowered.
   *
   * @param subject the case, whose evaluations are shared between assertions
   */
  Verdict check(Subject subject, LoweringPath path);

  /** What it says of a path that could not be lowered. */
  default Verdict checkFailure(Subject subject, LoweringPath path) {
    return new Verdict.Skipped("the path does not lower");
  }
}
