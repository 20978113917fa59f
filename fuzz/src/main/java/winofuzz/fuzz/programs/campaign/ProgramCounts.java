package winofuzz.fuzz.programs.campaign;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a campaign over programs has counted.
 *
 * @param elapsed since it began
 * @param programs judged
 * @param samples how many times kernels of a program were run
 * @param undecided how often nothing could be said, by the reason
 * @param remarks how often something was seen that is not wrong, by what it was
 */
public record ProgramCounts(
    Duration elapsed,
    long programs,
    long samples,
    SortedMap<String, Integer> undecided,
    SortedMap<String, Integer> remarks) {
  public ProgramCounts {
    undecided = Collections.unmodifiableSortedMap(new TreeMap<>(undecided));
    remarks = Collections.unmodifiableSortedMap(new TreeMap<>(remarks));
  }

  /** Returns how many programs were judged in a second, shrinking included. */
  public double programsPerSecond() {
    double seconds = elapsed.toNanos() / 1e9;
    return seconds == 0 ? 0 : programs / seconds;
  }
}
