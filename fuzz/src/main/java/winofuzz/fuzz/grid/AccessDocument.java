package winofuzz.fuzz.grid;

import winofuzz.fuzz.access.AccessPattern;
import winofuzz.fuzz.access.AccessPattern.Lanes;
import winofuzz.fuzz.access.AccessSite.Direction;

/**
 * What alike instructions of a kernel ask of a buffer, in the results of {@code grid}; the numbers
 * are those of an {@link AccessPattern}.
 *
 * @param stride elements between neighbouring lanes, the most frequent one
 */
public record AccessDocument(
    Direction direction,
    String buffer,
    int elementBytes,
    int width,
    int sites,
    Lanes lanes,
    long stride,
    boolean coalesced,
    long executions,
    long needed,
    long sectors32,
    long sectors128) {

  static AccessDocument of(AccessPattern pattern, String buffer) {
    return new AccessDocument(
        pattern.site().direction(),
        buffer,
        pattern.site().elementBytes(),
        pattern.site().width(),
        pattern.sites(),
        pattern.lanes(),
        pattern.stride(),
        pattern.isCoalesced(),
        pattern.executions(),
        pattern.needed(),
        pattern.sectors32(),
        pattern.sectors128());
  }
}
