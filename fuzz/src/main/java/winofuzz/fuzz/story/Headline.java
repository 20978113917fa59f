package winofuzz.fuzz.story;

import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.metal.Violation;

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
      case Symptom.BeyondPromise(String device) ->
          "%s rounds more on device %s than a convolution may".formatted(path, device);
      case Symptom.PathsDiffer _ -> "%s's value differs from %s's".formatted(path, first.label());
      case Symptom.FailsToLower _ -> "%s does not lower a valid convolution".formatted(path);
      case Symptom.WronglyRewritten(boolean made) ->
          made
              ? "%s uses Winograd's algorithm on a convolution that it is not for".formatted(path)
              : "%s does not use Winograd's algorithm where it should".formatted(path);
      case Symptom.MemoryFault(var kind) -> "a kernel of %s %s".formatted(path, does(kind));
      case Symptom.WrongSize(String what) ->
          what.equals(Symptom.WrongSize.LAUNCH)
              ? "a kernel of %s is launched with a size that it cannot have".formatted(path)
              : "memory %s of %s has another size or type than the convolution"
                  .formatted(what, path);
      case Symptom.OutOfBounds(var fault) ->
          "in a kernel of %s, for some thread: %s".formatted(path, fault.description());
      case Symptom.DidNotFinish(String device, String how) ->
          "a kernel of %s does not run to its end on %s: %s".formatted(path, device, how);
      case Symptom.EngineFailure(String place) ->
          "Winofuzz itself broke at %s while it judged %s".formatted(place, path);
      case Symptom.LimitExceeded(String limit) ->
          switch (limit) {
            case LimitedJudge.WALL_CLOCK -> "a case takes longer than it may";
            case LimitedJudge.MEMORY -> "a case takes more memory than there is";
            case LimitedJudge.PROCESS -> "a case ends the process that judges it";
            default -> "a case costs more work than it may"; // The one limit that is left.
          };
    };
  }

  /** What a kernel does that it must not. */
  private static String does(Violation.Kind kind) {
    return switch (kind) {
      case READ_OUT_OF_BOUNDS -> "reads out of bounds";
      case WRITE_OUT_OF_BOUNDS -> "writes out of bounds";
      case WRITE_TO_INPUT -> "writes to an input";
      case UNWRITTEN_READ -> "reads what was never written";
      case SECOND_WRITE -> "writes an element of its output twice";
      case NEVER_WRITTEN -> "leaves an element of its output unwritten";
      case RACE_IN_THREADGROUP, RACE_BETWEEN_THREADGROUPS, RACE_OF_EQUAL_VALUES ->
          "has a " + kind.description();
      case ORDER_OF_ATOMICS -> "depends on the order of its atomics";
      case DIVERGENT_BARRIER -> "has a barrier that not all threads reach";
      case DIVERGENT_SIMDGROUP -> "has a simdgroup operation that not all threads reach";
      case DIVISION_BY_ZERO -> "divides an integer by zero";
      case DIVISION_OVERFLOW -> "divides the least integer by -1";
      case CONVERSION_RANGE -> "converts a float to an integer that cannot hold it";
      case SHIFT_RANGE -> "shifts by more than the width of the type";
      case ENDLESS_LOOP -> "does not end";
      case MISALIGNED -> "accesses a misaligned vector";
      case TOO_MANY_THREADS -> "has too many threads in a threadgroup";
      case TOO_MUCH_THREADGROUP_MEMORY -> "takes too much threadgroup memory";
    };
  }
}
