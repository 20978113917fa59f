package winofuzz.fuzz.story;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Convolution;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.inputs.Drawing;
import winofuzz.fuzz.oracle.Evidence;
import winofuzz.fuzz.oracle.Ulps;
import winofuzz.fuzz.story.Story.FirstDifference;
import winofuzz.fuzz.story.Story.NamedFloat;
import winofuzz.interpret.Values;
import winofuzz.ir.DType;
import winofuzz.ir.Stage;

/**
 * Two results that should be equal and are not, by the symptom of a finding.
 *
 * @param left what one is called
 * @param expected its values; null where there are none to compare
 * @param right what the other is called
 * @param found its values
 * @param isExact whether both are exact numbers, and not floats
 */
record ValueComparison(
    String left, @Nullable Values expected, String right, @Nullable Values found, boolean isExact) {
  private static final long MOST_TOLD = 1_000_000;
  private static final ValueComparison NONE = new ValueComparison("", null, "", null, false);

  /** Returns what is to be compared on a case. */
  static ValueComparison of(Signature signature, Evidence evidence) {
    Evidence.OfPath path = evidence.of(signature.path()).orElse(null);
    if (path == null) {
      return NONE;
    }
    return switch (signature.symptom()) {
      case Symptom.WrongStage(Stage stage) ->
          signature.assertion().equals("algebra")
              ? ofStage(evidence, path, stage)
              : ofFloats(path, stage);
      case Symptom.WrongOnDevice(String device) ->
          new ValueComparison(
              "stage linear", path.floats(), device, path.output().orElse(null), false);
      case Symptom.PathsDiffer _ -> {
        Evidence.OfPath first = evidence.paths().getFirst();
        yield new ValueComparison(
            first.path().label(),
            first.output().orElse(null),
            path.path().label(),
            path.output().orElse(null),
            false);
      }
      case Symptom.FailsToLower _,
          Symptom.WronglyRewritten _,
          Symptom.MemoryFault _,
          Symptom.OutOfBounds _,
          Symptom.DidNotFinish _,
          Symptom.BeyondPromise _,
          Symptom.WrongSize _,
          Symptom.EngineFailure _,
          Symptom.LimitExceeded _ ->
          NONE;
    };
  }

  private static ValueComparison ofStage(Evidence evidence, Evidence.OfPath path, Stage stage) {
    return path.stages().stream()
        .filter(s -> s.stage() == stage)
        .findFirst()
        .map(
            s ->
                new ValueComparison(
                    "direct",
                    evidence.expected(),
                    path.path().label() + " at " + stage.label(),
                    s.exact(),
                    true))
        .orElse(NONE);
  }

  private static ValueComparison ofFloats(Evidence.OfPath path, Stage stage) {
    List<Evidence.OfStage> stages = path.stages();
    int at =
        IntStream.range(0, stages.size())
            .filter(i -> stages.get(i).stage() == stage)
            .findFirst()
            .orElse(0);
    return at == 0
        ? NONE
        : new ValueComparison(
            "stage " + stages.get(at - 1).stage().label(),
            stages.get(at - 1).floats(),
            "stage " + stage.label(),
            stages.get(at).floats(),
            false);
  }

  /** Returns the elements that differ, in order. */
  List<Integer> wrong() {
    if (expected == null || found == null || expected.size() != found.size()) {
      return List.of();
    }
    return IntStream.range(0, expected.size())
        .filter(i -> differs(expected, found, i))
        .boxed()
        .toList();
  }

  private boolean differs(Values a, Values b, int i) {
    if (isExact && Double.isFinite(a.at(i)) && Double.isFinite(b.at(i))) {
      return !a.exactAt(i).equals(b.exactAt(i));
    }
    return Double.doubleToLongBits(a.at(i)) != Double.doubleToLongBits(b.at(i));
  }

  /** Returns the picture of the elements that differ; null where none does. */
  @Nullable OutputPicture picture(Convolution c) {
    List<Integer> wrong = wrong();
    return wrong.isEmpty() ? null : OutputPicture.of(c, wrong);
  }

  /** Returns the first element that differs; null where none does. */
  @Nullable FirstDifference first(Convolution c) {
    OutputPicture picture = picture(c);
    if (picture == null || expected == null || found == null) {
      return null;
    }
    int index = picture.wrong().getFirst();
    double a = rounded(c.dtype(), expected, index);
    double b = rounded(c.dtype(), found, index);
    long ulps = Ulps.between(c.dtype(), a, b);
    return new FirstDifference(
        index,
        picture.position(index),
        named(left, c.dtype(), a),
        named(right, c.dtype(), b),
        distance(ulps));
  }

  /** Beyond some distance the number says nothing more. */
  private static String distance(long ulps) {
    return ulps == Long.MAX_VALUE ? "" : ulps > MOST_TOLD ? "more than " + MOST_TOLD : "" + ulps;
  }

  private static NamedFloat named(String of, DType dtype, double value) {
    return new NamedFloat(of, FloatText.decimal(dtype, value), FloatText.bits(dtype, value));
  }

  private static double rounded(DType dtype, Values values, int i) {
    double value = values.at(i);
    return Double.isFinite(value) ? Drawing.format(dtype).round(values.exactAt(i)) : value;
  }
}
