package winofuzz.fuzz.prove;

import java.util.Arrays;
import winofuzz.convolution.Convolution;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.interpret.EvaluationException;
import winofuzz.interpret.ExactConvolution;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.interpret.Values.Bounded;
import winofuzz.ir.Stage;
import winofuzz.number.BinaryFormat;
import winofuzz.number.NumericProfile;

/**
 * How far rounding takes a program at most, for all inputs up to 1 in magnitude.
 *
 * @param error a bound on the distance of any element of the output from its exact value; infinite
 *     where something may overflow
 * @param scale the largest magnitude that an element can have
 * @param ulps the error in units in the last place of the scale, in the type of the output
 */
public record WorstRounding(double error, double scale, double ulps) {
  /**
   * Returns it for the floats of stage linear, each operation rounded to nearest.
   *
   * @throws EvaluationException if no bound for all inputs is known, or the output has another size
   */
  public static WorstRounding of(LoweredCase lowered, Convolution c) {
    Values x = ones(c, Convolution.product(c.inputShape()));
    Values w = ones(c, Convolution.product(c.weightShape()));
    Bounded worst =
        (Bounded)
            lowered
                .evaluate(Stage.LINEAR, Semantics.MAGNITUDE, NumericProfile.STRICT, x, w)
                .output();
    Values largest = ExactConvolution.evaluate(c, x, w);
    if (worst.size() != largest.size()) {
      throw new EvaluationException(
          "expected %d elements, found %d".formatted(largest.size(), worst.size()));
    }
    double error = 0;
    double scale = 0;
    for (int i = 0; i < worst.size(); i++) {
      error = Math.max(error, worst.boundAt(i));
      scale = Math.max(scale, largest.at(i));
    }
    return new WorstRounding(error, scale, scale == 0 ? 0 : error / ulp(scale, c));
  }

  private static double ulp(double scale, Convolution c) {
    BinaryFormat format = c.dtype().kind().format();
    return Math.scalb(1.0, Math.getExponent(scale) - format.precision() + 1);
  }

  private static Values ones(Convolution c, long count) {
    float[] ones = new float[Math.toIntExact(count)];
    Arrays.fill(ones, 1);
    return Values.of(c.dtype(), ones);
  }
}
