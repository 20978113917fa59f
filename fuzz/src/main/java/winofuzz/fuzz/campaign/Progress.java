package winofuzz.fuzz.campaign;

import java.time.Duration;

/**
 * The progress of a campaign.
 *
 * @param elapsed since it began
 * @param budget how long it may go on
 * @param cases judged
 * @param shapeClasses different ones seen
 * @param findings different ones found
 * @param shrinking findings that are being made minimal
 */
public record Progress(
    Duration elapsed, Duration budget, long cases, int shapeClasses, int findings, int shrinking) {

  public double casesPerSecond() {
    double seconds = elapsed.toNanos() / 1e9;
    return seconds == 0 ? 0 : cases / seconds;
  }
}
