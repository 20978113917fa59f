package winofuzz.fuzz.prove.shapes;

import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.prove.Identity;
import winofuzz.fuzz.prove.KernelIdentity;

/** What holds of what one path makes of one shape, for all inputs. */
sealed interface PathVerdict {

  /**
   * The kernels compute the convolution and use memory rightly.
   *
   * @param degree as of {@link Identity.Proven}
   */
  record Proven(long degree) implements PathVerdict {}

  /**
   * They do not.
   *
   * @param symptom how that shows, in words that do not depend on the shape
   * @param detail one line that does
   */
  record Refuted(String symptom, String detail) implements PathVerdict {}

  /**
   * Nothing can be said for all inputs.
   *
   * @param reason why not, in words that hardly depend on the shape
   */
  record NotProven(String reason) implements PathVerdict {}

  /** Values that are not those of the convolution. */
  String WRONG_VALUES = "wrong-values";

  /** Returns what the kernels of a path say. */
  static PathVerdict of(KernelIdentity kernels) {
    if (!kernels.violations().isEmpty()) {
      return new Refuted(
          new Symptom.MemoryFault(kernels.violations().getFirst().kind()).label(),
          kernels.violations().getFirst().toString());
    }
    return switch (kernels.identity()) {
      case Identity.Proven proven ->
          kernels.isSafe()
              ? new Proven(proven.degree())
              : new NotProven("an index or a condition may depend on data");
      case Identity.Refuted(int element, long expected, long found, long count) ->
          new Refuted(
              WRONG_VALUES,
              "%d elements differ, the first at %d: expected %d, found %d"
                  .formatted(count, element, expected, found));
      case Identity.NoValue(String reason) -> new Refuted("no-value", reason);
      case Identity.NotProven(String reason) -> new NotProven(inGeneral(reason));
    };
  }

  /** Returns a reason without the name of the kernel and without numbers. */
  private static String inGeneral(String reason) {
    return reason.replaceFirst("^[^: ]+: ", "").replaceAll("\\d+", "N");
  }
}
