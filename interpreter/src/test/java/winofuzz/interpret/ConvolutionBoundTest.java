package winofuzz.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Convolution;
import winofuzz.ir.DType;

/** Whoever computes a convolution in floats stays within the bound, and who leaves it is wrong. */
final class ConvolutionBoundTest {
  private static ConvolutionBound bound(ConvolutionTrial trial) {
    return ConvolutionBound.of(trial.c(), trial.activation(), trial.weight());
  }

  /** What computes an element. */
  @FunctionalInterface
  private interface Computation {
    double value(int element);
  }

  private static void assertWithin(ConvolutionTrial trial, Computation computation) {
    Values exact = trial.exact();
    ConvolutionBound bound = bound(trial);
    assertFalse(bound.mayOverflow());
    for (int e = 0; e < exact.size(); e++) {
      double error = Math.abs(computation.value(e) - exact.at(e));
      double most = bound.errorAt(e);
      assertTrue(error <= most, () -> "%s: %s of %s".formatted(trial.c(), error, most));
    }
  }

  @Property(tries = 60)
  void sumsInAnyOrderAreWithin(@ForAll long seed) {
    Random random = new Random(seed);
    ConvolutionTrial trial = ConvolutionTrial.draw(random, false);
    assertWithin(trial, e -> trial.sum(trial.factors(e)));
    assertWithin(trial, e -> trial.sum(trial.factors(e).reversed()));
    assertWithin(trial, e -> trial.inHalves(trial.factors(e)));
    assertWithin(
        trial,
        e -> {
          List<double[]> factors = trial.factors(e);
          Collections.shuffle(factors, random);
          return trial.sum(factors);
        });
  }

  @Property(tries = 60)
  void winogradIsWithin(@ForAll long seed) {
    ConvolutionTrial trial = ConvolutionTrial.draw(new Random(seed), true);
    assertWithin(trial, e -> trial.winograd(e));
  }

  /** A bound that is too wide finds nothing. */
  @Property(tries = 100)
  void inFloat32AProductThatIsLeftOutIsFarOutside(@ForAll long seed, @ForAll boolean winograd) {
    Random random = new Random(seed);
    Convolution c = ConvolutionTrial.draw(random, winograd).c();
    Convolution wide =
        new Convolution(c.batch(), c.cin(), c.cout(), c.groups(), c.spatial(), DType.FLOAT32);
    Values activation = fromOneToTwo(random, wide.inputShape());
    Values weight = fromOneToTwo(random, wide.weightShape());
    ConvolutionBound bound = ConvolutionBound.of(wide, activation, weight);
    for (int e = 0; e < Convolution.product(wide.outputShape()); e++) {
      double error = bound.errorAt(e);
      assertTrue(error < 1.0 / 8, () -> wide + ": " + error);
    }
  }

  private static Values fromOneToTwo(Random random, List<Integer> shape) {
    float[] result = new float[Math.toIntExact(Convolution.product(shape))];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) random.nextDouble(1, 2) * (random.nextBoolean() ? 1 : -1);
    }
    return Values.of(DType.FLOAT32, result);
  }

  @Test
  void whatMayOverflowIsKnown() {
    Convolution c = Convolution.of(1, 1, 3, 3, 1, 0, 1);
    float[] large = new float[9];
    Arrays.fill(large, 1e30f);
    Values values = Values.of(DType.FLOAT32, large);
    assertTrue(ConvolutionBound.of(c, values, values).mayOverflow());
    float[] small = new float[9];
    Arrays.fill(small, 1);
    Values ones = Values.of(DType.FLOAT32, small);
    assertFalse(ConvolutionBound.of(c, ones, ones).mayOverflow());
    assertEquals(9, ExactConvolution.evaluate(c, ones, ones).at(0));
  }
}
