package winofuzz.fuzz.campaign;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.finding.Signature;

/**
 * The progress of a campaign.
 *
 * @param elapsed since it began
 * @param budget how long it may go on
 * @param cases judged
 * @param mostCases how many there are to be
 * @param shapeClasses different ones seen
 * @param rules different ones applied
 * @param lastNew when something was last reached for the first time; null where nothing was yet
 * @param findings in the order in which they were found
 */
public record Progress(
    Duration elapsed,
    Duration budget,
    long cases,
    long mostCases,
    int shapeClasses,
    int rules,
    @Nullable Duration lastNew,
    List<Sighting> findings) {
  public Progress {
    findings = List.copyOf(findings);
  }

  /** How far the case of a finding is made smaller. */
  public enum Size {
    /** It is being made smaller. */
    SHRINKING,
    /** It is as small as it gets. */
    MINIMAL,
    /** It is the one that was seen, or what was left of it when there was no time. */
    ANY
  }

  /**
   * A finding so far.
   *
   * @param count of cases that showed it
   * @param elements of the smallest case
   */
  public record Sighting(Signature signature, int count, long elements, Size size) {}

  /** Returns how many cases were judged in a second. */
  public double casesPerSecond() {
    double seconds = elapsed.toNanos() / 1e9;
    return seconds == 0 ? 0 : cases / seconds;
  }

  /** Returns how many findings are being made smaller. */
  public long shrinking() {
    return findings.stream().filter(f -> f.size() == Size.SHRINKING).count();
  }
}
