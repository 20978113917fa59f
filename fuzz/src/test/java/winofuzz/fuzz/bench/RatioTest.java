package winofuzz.fuzz.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RatioTest {
  private static TimeSamples samples(double... microseconds) {
    return new TimeSamples(Arrays.stream(microseconds).boxed().toList());
  }

  private static TimeSamples normal(Random random, int rounds, double mean, double deviation) {
    return new TimeSamples(
        IntStream.range(0, rounds)
            .mapToObj(i -> mean + deviation * random.nextGaussian())
            .toList());
  }

  @Test
  void whatAlwaysTakesTheSameHasNoInterval() {
    assertEquals(new Ratio(1.5, 1.5, 1.5), Ratio.paired(samples(3, 3, 3, 3), samples(2, 2, 2, 2)));
    assertEquals(new Ratio(0.5, 0.5, 0.5), Ratio.unpaired(samples(1, 1), samples(2, 2, 2)));
  }

  @Test
  void whatSlowsBothDownInARoundIsNoDifference() {
    TimeSamples noisy = samples(1, 9, 2, 8, 3, 7, 4, 6, 5);
    assertEquals(new Ratio(1, 1, 1), Ratio.paired(noisy, noisy));
    Ratio unpaired = Ratio.unpaired(noisy, noisy);
    assertTrue(unpaired.low() < 0.8 && unpaired.high() > 1.25, unpaired::toString);
  }

  @Test
  void theIntervalCoversTheTrueRatioAboutAsOftenAsItSays() {
    Random random = new Random(7);
    int covered = 0;
    for (int i = 0; i < 200; i++) {
      Ratio ratio = Ratio.unpaired(normal(random, 25, 12, 1), normal(random, 25, 10, 1));
      covered += ratio.low() <= 1.2 && 1.2 <= ratio.high() ? 1 : 0;
    }
    assertTrue(covered >= 180, "covered in " + covered + " of 200");
    assertTrue(covered < 200, "an interval that always covers is too wide");
  }

  @Test
  void aVerdictNeedsTheWholeInterval() {
    assertEquals(SpeedVerdict.WITHIN, SpeedVerdict.of(new Ratio(1.1, 1.05, 1.2), 0.2));
    assertEquals(SpeedVerdict.UNDECIDED, SpeedVerdict.of(new Ratio(1.1, 1.05, 1.21), 0.2));
    assertEquals(SpeedVerdict.UNDECIDED, SpeedVerdict.of(new Ratio(1.25, 1.2, 1.3), 0.2));
    assertEquals(SpeedVerdict.SLOWER, SpeedVerdict.of(new Ratio(1.25, 1.21, 1.3), 0.2));
  }
}
