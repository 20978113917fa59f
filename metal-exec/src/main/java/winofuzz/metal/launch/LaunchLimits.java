package winofuzz.metal.launch;

import java.util.ArrayList;
import java.util.List;
import winofuzz.metal.Extent;
import winofuzz.metal.Violation;

/**
 * The most that a threadgroup may have.
 *
 * @param threads how many threads
 * @param threadgroupBytes how much threadgroup memory, static and dynamic together
 */
public record LaunchLimits(long threads, long threadgroupBytes) {

  /** The limits that every Apple GPU allows. */
  public static final LaunchLimits APPLE = new LaunchLimits(1024, 32 * 1024);

  private static final Extent ORIGIN = Extent.of(0, 0, 0);

  /** Returns the limits that a launch of a kernel exceeds. */
  public List<Violation> exceeded(String kernel, Extent asked, long askedBytes) {
    List<Violation> exceeded = new ArrayList<>();
    if (asked.count() > threads) {
      exceeded.add(
          violation(
              kernel,
              Violation.Kind.TOO_MANY_THREADS,
              new Violation.Place("threads per threadgroup", -1, asked.count(), threads)));
    }
    if (askedBytes > threadgroupBytes) {
      exceeded.add(
          violation(
              kernel,
              Violation.Kind.TOO_MUCH_THREADGROUP_MEMORY,
              new Violation.Place(
                  "bytes of threadgroup memory", -1, askedBytes, threadgroupBytes)));
    }
    return exceeded;
  }

  private static Violation violation(String kernel, Violation.Kind kind, Violation.Place place) {
    return new Violation(kind, kernel, 0, ORIGIN, ORIGIN, place);
  }
}
