package winofuzz.fuzz.fleet;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.oracle.Distance;
import winofuzz.fuzz.oracle.Judgement;
import winofuzz.fuzz.oracle.Verdict;

/**
 * What one assertion says of one path, as it is sent.
 *
 * @param kind of the verdict
 * @param text the detail of what holds or is violated, what was seen besides a remark, or the
 *     reason for which nothing can be said
 * @param remark what is remarked upon; null where nothing is
 * @param distance how far apart results are; null where that was not asked
 * @param symptom how a violation shows; null where there is none
 * @param onOtherInputs whether only other inputs show a violation; null where there is none
 */
record JudgementDocument(
    String assertion,
    LoweringPath path,
    Kind kind,
    String text,
    @Nullable String remark,
    @Nullable Distance distance,
    @Nullable Symptom symptom,
    @Nullable Boolean onOtherInputs) {

  /** The kinds of verdicts. */
  enum Kind {
    HOLDS,
    REMARK,
    VIOLATED,
    SKIPPED;

    /** The name in the document. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static JudgementDocument of(Judgement judgement) {
    String assertion = judgement.assertion();
    LoweringPath path = judgement.path();
    return switch (judgement.verdict()) {
      case Verdict.Holds(String detail, Distance distance) ->
          new JudgementDocument(assertion, path, Kind.HOLDS, detail, null, distance, null, null);
      case Verdict.HoldsWithRemark(String remark, String seen) ->
          new JudgementDocument(assertion, path, Kind.REMARK, seen, remark, null, null, null);
      case Verdict.Violated(Symptom symptom, String detail, boolean isOnOtherInputs) ->
          new JudgementDocument(
              assertion, path, Kind.VIOLATED, detail, null, null, symptom, isOnOtherInputs);
      case Verdict.Skipped(String reason) ->
          new JudgementDocument(assertion, path, Kind.SKIPPED, reason, null, null, null, null);
    };
  }

  /**
   * Returns the judgement.
   *
   * @throws BadInputException if a component is missing
   */
  Judgement toJudgement() {
    Verdict verdict =
        switch (kind) {
          case HOLDS -> new Verdict.Holds(text, distance);
          case REMARK -> new Verdict.HoldsWithRemark(required("remark", remark), text);
          case VIOLATED ->
              new Verdict.Violated(
                  required("symptom", symptom), text, required("onOtherInputs", onOtherInputs));
          case SKIPPED -> new Verdict.Skipped(text);
        };
    return new Judgement(assertion, path, verdict);
  }

  private <T> T required(String key, @Nullable T value) {
    if (value == null) {
      throw new BadInputException("%s of %s: expected one".formatted(key, kind.label()));
    }
    return value;
  }
}
