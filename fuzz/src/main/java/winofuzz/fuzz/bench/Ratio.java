package winofuzz.fuzz.bench;

import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * The ratio of two medians, with an interval that covers the true one with a confidence of 95 %:
 * the percentile interval of the bootstrap (Efron and Tibshirani, An Introduction to the Bootstrap,
 * 1993, chapter 13).
 *
 * @param value the ratio of the medians of what was measured
 * @param low the lower end of the interval
 * @param high the upper end
 */
public record Ratio(double value, double low, double high) {
  private static final int RESAMPLES = 2000;
  private static final double[] ENDS = {0.025, 0.975};
  private static final long SEED = 1;

  /** Returns the ratio of samples that were measured in the same rounds. */
  static Ratio paired(TimeSamples numerator, TimeSamples denominator) {
    double[] above = numerator.values();
    double[] below = denominator.values();
    return of(
        numerator,
        denominator,
        random -> {
          int[] rounds = random.ints(above.length, 0, above.length).toArray();
          return median(above, rounds) / median(below, rounds);
        });
  }

  /** Returns the ratio of samples that have nothing to do with each other. */
  public static Ratio unpaired(TimeSamples numerator, TimeSamples denominator) {
    double[] above = numerator.values();
    double[] below = denominator.values();
    return of(
        numerator,
        denominator,
        random ->
            median(above, random.ints(above.length, 0, above.length).toArray())
                / median(below, random.ints(below.length, 0, below.length).toArray()));
  }

  private static Ratio of(
      TimeSamples numerator, TimeSamples denominator, ToDoubleFunction<RandomGenerator> resample) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    double[] ratios = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      ratios[i] = resample.applyAsDouble(random);
    }
    double[] ends = Quantile.withDefaults().evaluate(ratios, ENDS);
    return new Ratio(numerator.median() / denominator.median(), ends[0], ends[1]);
  }

  private static double median(double[] values, int[] chosen) {
    double[] resampled = new double[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      resampled[i] = values[chosen[i]];
    }
    return Median.withDefaults().evaluate(resampled);
  }
}
