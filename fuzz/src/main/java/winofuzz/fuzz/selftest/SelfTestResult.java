package winofuzz.fuzz.selftest;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.finding.Finding;

/**
 * What became of one planted defect.
 *
 * @param defect that was planted
 * @param cases how many were judged until it was found, or in all
 * @param elapsed how long that took
 * @param planted how often the defect changed something in these cases
 * @param foundOrNull the first finding, made minimal; null if there was none
 * @param shrinking how long it took to make it minimal
 */
public record SelfTestResult(
    PlantedDefect defect,
    long cases,
    Duration elapsed,
    long planted,
    @Nullable Finding foundOrNull,
    Duration shrinking) {

  /** The finding that the defect is. */
  public Optional<Finding> found() {
    return Optional.ofNullable(foundOrNull);
  }
}
