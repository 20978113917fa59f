package winofuzz.fuzz.story;

import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.oracle.LimitedJudge;

/** Says in words which assertion is violated and how. */
final class Headline {
  private Headline() {}

  /**
   * Returns what is wrong, in a few words that begin with a lower-case letter.
   *
   * @param first the path that the others are held against
   */
  static String of(Signature signature, LoweringPath first) {
    String path = signature.path().label();
    return switch (signature.symptom()) {
      case Symptom.WrongStage(var stage) ->
          signature.assertion().equals("algebra")
              ? "%s's value differs from the convolution".formatted(path)
              : "%s's floats change where stage %s must keep them".formatted(path, stage.label());
      case Symptom.WrongOnDevice(String device) ->
          "device %s computes other values than %s's last stage has".formatted(device, path);
      case Symptom.PathsDiffer _ -> "%s's value differs from %s's".formatted(path, first.label());
      case Symptom.FailsToLower _ -> "%s does not lower a valid convolution".formatted(path);
      case Symptom.WronglyRewritten(boolean made) ->
          made
              ? "%s uses Winograd's algorithm on a convolution that it is not for".formatted(path)
              : "%s does not use Winograd's algorithm where it should".formatted(path);
      case Symptom.MemoryFault(var kind) ->
          "a kernel of %s has a %s".formatted(path, kind.description());
      case Symptom.DidNotFinish(String device, String how) ->
          "a kernel of %s does not run to its end on %s: %s".formatted(path, device, how);
      case Symptom.EngineFailure(String place) ->
          "Winofuzz itself broke at %s while it judged %s".formatted(place, path);
      case Symptom.LimitExceeded(String limit) ->
          limit.equals(LimitedJudge.WALL_CLOCK)
              ? "a case takes longer than it may"
              : "a case costs more work than it may";
    };
  }
}
