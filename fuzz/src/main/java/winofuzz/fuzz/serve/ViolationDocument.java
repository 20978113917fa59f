package winofuzz.fuzz.serve;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.Extent;
import winofuzz.metal.Violation;

/** A violation of a check. */
public record ViolationDocument(
    String kind,
    int line,
    List<Integer> threadgroup,
    List<Integer> thread,
    @Nullable Integer buffer,
    @Nullable Long element,
    @Nullable Long length,
    String text) {

  /** Returns the document of a violation. */
  public static ViolationDocument of(Violation violation) {
    Violation.Place place = violation.place();
    return new ViolationDocument(
        violation.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        violation.line(),
        numbers(violation.threadgroup()),
        numbers(violation.thread()),
        place == null || place.buffer() < 0 ? null : place.buffer(),
        place == null ? null : place.element(),
        place == null ? null : place.length(),
        violation.toString());
  }

  private static List<Integer> numbers(Extent extent) {
    return List.of(extent.x(), extent.y(), extent.z());
  }
}
