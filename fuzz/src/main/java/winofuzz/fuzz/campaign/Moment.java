package winofuzz.fuzz.campaign;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import winofuzz.fuzz.coverage.Feature;

/**
 * How far a campaign was at one time.
 *
 * @param elapsed since it began
 * @param cases judged until then
 * @param findings different ones found until then
 * @param covered how many features of each kind were reached
 */
public record Moment(
    Duration elapsed, long cases, int findings, Map<Feature.Kind, Integer> covered) {
  public Moment {
    EnumMap<Feature.Kind, Integer> counts = new EnumMap<>(Feature.Kind.class);
    counts.putAll(covered);
    covered = Collections.unmodifiableMap(counts);
  }
}
