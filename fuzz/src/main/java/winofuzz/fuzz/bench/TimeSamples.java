package winofuzz.fuzz.bench;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.descriptive.Median;

/**
 * What was measured, one value for each round.
 *
 * @param microseconds in the order of the rounds, at least one
 */
public record TimeSamples(List<Double> microseconds) {
  public TimeSamples {
    microseconds = List.copyOf(microseconds);
    if (microseconds.isEmpty()) {
      throw new IllegalArgumentException("expected at least one sample");
    }
  }

  /** Returns the sum of samples round by round. */
  public static TimeSamples sum(List<TimeSamples> parts) {
    double[] total = new double[parts.getFirst().microseconds.size()];
    for (TimeSamples part : parts) {
      for (int i = 0; i < total.length; i++) {
        total[i] += part.microseconds.get(i);
      }
    }
    return new TimeSamples(Arrays.stream(total).boxed().toList());
  }

  /** Returns the least, in microseconds. */
  public double minimum() {
    return Arrays.stream(values()).min().orElseThrow();
  }

  /** Returns the median, in microseconds. */
  public double median() {
    return Median.withDefaults().evaluate(values());
  }

  double[] values() {
    return microseconds.stream().mapToDouble(d -> d).toArray();
  }
}
