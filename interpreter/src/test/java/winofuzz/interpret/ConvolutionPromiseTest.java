package winofuzz.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.interpret.ConvolutionPromise.Algorithm;
import winofuzz.ir.DType;

/** Whoever rounds as a convolution may keeps the promise, and who rounds more breaks it. */
final class ConvolutionPromiseTest {
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  private static ConvolutionPromise promise(ConvolutionTrial trial, Algorithm algorithm) {
    return ConvolutionPromise.of(
        trial.c(), algorithm, DType.FLOAT32, trial.activation(), trial.weight());
  }

  private static void assertKept(
      ConvolutionTrial trial, ConvolutionPromise promise, IntToDoubleFunction computation) {
    assertEquals(trial.exact().size(), promise.promised());
    for (int e = 0; e < promise.size(); e++) {
      double value = computation.applyAsDouble(e);
      int element = e;
      assertTrue(
          promise.allows(e, value),
          () ->
              "%s: %s, promised %s to %s"
                  .formatted(trial.c(), value, promise.lowAt(element), promise.highAt(element)));
    }
  }

  @Property(tries = 60)
  void sumsInFloat32InAnyOrderKeepIt(@ForAll long seed) {
    Random random = new Random(seed);
    ConvolutionTrial trial = ConvolutionTrial.draw(random, false).withSumsInFloat32();
    ConvolutionPromise promise = promise(trial, Algorithm.DIRECT);
    assertKept(trial, promise, e -> trial.sum(trial.factors(e)));
    assertKept(trial, promise, e -> trial.sum(trial.factors(e).reversed()));
    assertKept(trial, promise, e -> trial.inHalves(trial.factors(e)));
    assertKept(
        trial,
        promise,
        e -> {
          List<double[]> factors = trial.factors(e);
          Collections.shuffle(factors, random);
          return trial.sum(factors);
        });
  }

  @Property(tries = 60)
  void winogradsAlgorithmKeepsIt(@ForAll long seed) {
    ConvolutionTrial trial = ConvolutionTrial.draw(new Random(seed), true).withSumsInFloat32();
    assertKept(trial, promise(trial, Algorithm.WINOGRAD), trial::winograd);
  }

  /** A convolution of one element of the output, of as many channels as there are values. */
  private static ConvolutionPromise ofChannels(DType dtype, float[] activation, float[] weight) {
    Convolution c =
        new Convolution(1, activation.length, 1, 1, List.of(new Axis(1, 1, 0, 0, 1, 1)), dtype);
    return ConvolutionPromise.of(
        c, Algorithm.DIRECT, DType.FLOAT32, Values.of(dtype, activation), Values.of(dtype, weight));
  }

  private static float[] ones(int count) {
    float[] result = new float[count];
    Arrays.fill(result, 1);
    return result;
  }

  @Test
  void whereNoSumRoundsTheResultIsTheNearestFloat() {
    // 2048 + 1 lies halfway between two halves, 2048 + 1 + 2^-3 above.
    ConvolutionPromise even = ofChannels(DType.FLOAT16, new float[] {2048, 1}, ones(2));
    assertEquals(2048, even.lowAt(0));
    assertEquals(2048, even.highAt(0));
    ConvolutionPromise above = ofChannels(DType.FLOAT16, new float[] {2048, 1, 0.125f}, ones(3));
    assertEquals(2050, above.lowAt(0));
    assertEquals(2050, above.highAt(0));
    // What adds up in halves loses the ones: each is absorbed by 2048.
    ConvolutionPromise many = ofChannels(DType.FLOAT16, new float[] {2048, 1, 1, 1, 1}, ones(5));
    assertFalse(many.allows(0, 2048));
    assertTrue(many.allows(0, 2052));
  }

  @Test
  void aProductMayBeRoundedOnce() {
    // (1 + 2^-10)^2 = 1 + 2^-9 + 2^-20, which float16 has no number for.
    float factor = 1 + 0x1p-10f;
    ConvolutionPromise promise =
        ofChannels(DType.FLOAT16, new float[] {factor, -1}, new float[] {factor, 1});
    assertTrue(promise.allows(0, 0x1p-9));
    assertTrue(promise.allows(0, Float.float16ToFloat(Float.floatToFloat16(0x1p-9f + 0x1p-20f))));
    assertFalse(promise.allows(0, 0x1p-9 + 0x1p-11));
  }

  @Test
  void infinitiesAndNaNsThatNoOrderChangesArePromised() {
    float[] ones = ones(2);
    assertTrue(ofChannels(DType.FLOAT32, new float[] {INFINITY, 1}, ones).allows(0, INFINITY));
    assertFalse(ofChannels(DType.FLOAT32, new float[] {INFINITY, 1}, ones).allows(0, Float.NaN));
    assertFalse(ofChannels(DType.FLOAT32, new float[] {1, 1}, ones).allows(0, Float.NaN));
    List<float[]> undefined =
        List.of(
            new float[] {INFINITY, -INFINITY},
            new float[] {Float.NaN, 1},
            new float[] {Float.NaN, INFINITY});
    for (float[] activation : undefined) {
      ConvolutionPromise promise = ofChannels(DType.FLOAT32, activation, ones);
      assertTrue(promise.allows(0, Float.NaN));
      assertFalse(promise.allows(0, INFINITY));
    }
    ConvolutionPromise timesZero =
        ofChannels(DType.FLOAT32, new float[] {INFINITY, 1}, new float[] {0, 1});
    assertTrue(timesZero.allows(0, Float.NaN));
    assertFalse(timesZero.allows(0, 1));
  }

  @Test
  void nothingIsPromisedOfSumsThatMayOverflow() {
    float large = Float.MAX_VALUE;
    ConvolutionPromise finite =
        ofChannels(DType.FLOAT32, new float[] {large, large, -large}, ones(3));
    assertEquals(0, finite.promised());
    ConvolutionPromise infinite =
        ofChannels(DType.FLOAT32, new float[] {INFINITY, -large, -large}, ones(3));
    assertEquals(0, infinite.promised());
    ConvolutionPromise product = ofChannels(DType.FLOAT16, new float[] {300}, new float[] {300});
    assertEquals(0, product.promised());
  }

  @Test
  void byWinogradOnlyTilesThatSeeInfinitiesArePromisedNothing() {
    Convolution c = Convolution.of(1, 1, 6, 18, 1, 0, 1);
    float[] activation = ones(6 * 18);
    activation[17] = INFINITY;
    ConvolutionPromise promise =
        ConvolutionPromise.of(
            c,
            Algorithm.WINOGRAD,
            DType.FLOAT32,
            Values.of(DType.FLOAT32, activation),
            Values.of(DType.FLOAT32, ones(9)));
    for (int e = 0; e < promise.size(); e++) {
      boolean inLastTile = e % 16 >= 12;
      assertEquals(!inLastTile, promise.isPromised(e), "element " + e);
      assertEquals(inLastTile, promise.allows(e, Double.NaN), "element " + e);
    }
  }
}
