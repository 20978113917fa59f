package winofuzz.fuzz.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.finding.Concern;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.lowering.LoweredCase.MissingStage;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.interpret.Values;
import winofuzz.ir.Stage;

/**
 * {@code algebra}: in rational numbers, every stage of every path equals the direct convolution. No
 * tolerance, any finite input. Reads out of bounds count as zero here; {@link SafetyAssertion}
 * reports them. A stage that nothing is known of is remarked upon.
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
    if (!subject.asksForStages()) {
      return new Verdict.Skipped("stages are asked for on some of the cases");
    }
    List<Stage> stages = subject.stages(path);
    List<MissingStage> missing = new ArrayList<>(subject.missingStages(path));
    if (stages.isEmpty() && missing.isEmpty()) {
      return new Verdict.Skipped("the compiler gives no stages");
    }
    Values expected = subject.direct();
    int equal = 0;
    for (Stage stage : stages) {
      Values found;
      try {
        found = subject.exact(path, stage).output();
      } catch (UnsupportedCaseException e) {
        missing.add(
            new MissingStage(
                stage, "its graph has no exact value", String.valueOf(e.getMessage())));
        continue;
      }
      if (!Values.exactlyEqual(expected, found)) {
        return new Verdict.Violated(
            new Symptom.WrongStage(stage),
            Differences.exact(expected, found, "direct", stage.label()));
      }
      equal++;
    }
    return verdict(equal, missing);
  }

  /** What is said where no stage is wrong, and nothing is known of some. */
  private static Verdict verdict(int equal, List<MissingStage> missing) {
    String judged = equal + (equal == 1 ? " stage" : " stages");
    if (missing.isEmpty()) {
      return new Verdict.Holds(judged);
    }
    String remark = joined(missing, MissingStage::remark);
    if (equal == 0) {
      return new Verdict.Skipped(remark);
    }
    String details =
        joined(missing.stream().filter(m -> !m.detail().isEmpty()).toList(), MissingStage::detail);
    return new Verdict.HoldsWithRemark(
        remark, details.isEmpty() ? judged : judged + "; " + details);
  }

  private static String joined(
      List<MissingStage> missing, Function<MissingStage, String> described) {
    return missing.stream().map(described).collect(Collectors.joining("; "));
  }
}
