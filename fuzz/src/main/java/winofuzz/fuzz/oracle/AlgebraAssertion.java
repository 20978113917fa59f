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
import winofuzz.fuzz.prove.Identity;
import winofuzz.interpret.Values;
import winofuzz.ir.Stage;

/**
 * {@code algebra}: every stage of every path equals the direct convolution, for all inputs. No
 * tolerance. Reads out of bounds count as zero here; {@link SafetyAssertion} reports them. A stage
 * that nothing is known of is remarked upon.
 *
 * <p>The last stage is evaluated at a point of a field, where equality is proof. The others are
 * evaluated in rational numbers, on the inputs of the case, where it is not equal, where the field
 * tells nothing, and on some cases anyway: two mistakes may cancel.
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
    if (!subject.asksForStages()) {
      return new Verdict.Skipped("stages are asked for on some of the cases");
    }
    if (subject.stages(path).isEmpty() && subject.missingStages(path).isEmpty()) {
      return new Verdict.Skipped("the compiler gives no stages");
    }
    return new Judging(subject, path).verdict();
  }

  /** The stages of a path under the eyes of the assertion. */
  private static final class Judging {
    private final Subject subject;
    private final LoweringPath path;
    private final List<Stage> stages;
    private final List<MissingStage> missing;

    Judging(Subject subject, LoweringPath path) {
      this.subject = subject;
      this.path = path;
      stages = subject.stages(path);
      missing = new ArrayList<>(subject.missingStages(path));
    }

    Verdict verdict() {
      if (subject.hasChosenInputs() || stages.isEmpty()) {
        return onInputs("");
      }
      Stage last = stages.getLast();
      Identity identity = identity(last);
      boolean isProven = identity instanceof Identity.Proven;
      String proven = isProven ? last.label() + " for all inputs" : "";
      if (isProven && !(subject.judgesEachStage() && subject.isFinite())) {
        return holds(proven);
      }
      Verdict verdict = onInputs(proven);
      return verdict instanceof Verdict.Violated || !identity.isRefuted()
          ? verdict
          : ofWrongStage();
    }

    private Identity identity(Stage stage) {
      try {
        return subject.claims().ofStage(path, stage);
      } catch (NoValueException e) {
        // A stage before it may be the first without.
        return new Identity.NoValue(String.valueOf(e.getMessage()));
      }
    }

    /**
     * Judges each stage on the inputs of the case.
     *
     * @param besides what holds besides; may be empty
     */
    private Verdict onInputs(String besides) {
      if (!subject.isFinite()) {
        return new Verdict.Skipped("infinities and NaNs have no exact value");
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
      return equal == 0
          ? new Verdict.Skipped(joined(missing, MissingStage::remark))
          : holds(
              equal
                  + (equal == 1 ? " stage" : " stages")
                  + (besides.isEmpty() ? "" : "; " + besides));
    }

    /** Finds the first wrong stage where the inputs of the case hide it. */
    private Verdict ofWrongStage() {
      for (Stage stage : stages) {
        Identity identity = subject.claims().ofStage(path, stage);
        if (identity.isRefuted()) {
          return Verdict.Violated.onOtherInputs(
              new Symptom.WrongStage(stage), stage.label() + " " + identity.described());
        }
      }
      throw new AssertionError("the last stage of " + path + " was refuted, and is not");
    }

    /** What is said where no stage is wrong, and nothing is known of some. */
    private Verdict holds(String judged) {
      if (missing.isEmpty()) {
        return new Verdict.Holds(judged);
      }
      String details =
          joined(
              missing.stream().filter(m -> !m.detail().isEmpty()).toList(), MissingStage::detail);
      return new Verdict.HoldsWithRemark(
          joined(missing, MissingStage::remark),
          details.isEmpty() ? judged : judged + "; " + details);
    }

    private static String joined(
        List<MissingStage> missing, Function<MissingStage, String> described) {
      return missing.stream().map(described).collect(Collectors.joining("; "));
    }
  }
}
