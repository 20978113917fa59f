package winofuzz.fuzz.oracle;

import java.util.Set;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.finding.Concern;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.interpret.Values;
import winofuzz.ir.Stage;

/**
 * {@code algebra}: in rational numbers, every stage of every path equals the direct convolution. No
 * tolerance, any finite input. Reads out of bounds count as zero here; {@link SafetyAssertion}
 * reports them.
 */
final class AlgebraAssertion implements Assertion {
  static final String NAME = "algebra";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Concern> concerns() {
    return Set.of(Concern.VALUES);
  }

  @Override
  public Verdict check(Subject subject, LoweringPath path) {
    if (!subject.isFinite()) {
      return new Verdict.Skipped("infinities and NaNs have no exact value");
    }
    if (subject.lowered(path).stages().isEmpty()) {
      return new Verdict.Skipped("the compiler gives no stages");
    }
    Values expected = subject.direct();
    for (Stage stage : subject.lowered(path).stages()) {
      Values found = subject.exact(path, stage).output();
      if (!Values.exactlyEqual(expected, found)) {
        return new Verdict.Violated(
            new Symptom.WrongStage(stage),
            Differences.exact(expected, found, "direct", stage.label()));
      }
    }
    return new Verdict.Holds(subject.lowered(path).stages().size() + " stages");
  }
}
