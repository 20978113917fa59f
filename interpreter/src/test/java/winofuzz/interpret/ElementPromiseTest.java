package winofuzz.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.interpret.ConvolutionPromise.Algorithm;
import winofuzz.ir.DType;

/** What is promised of an element is what is promised of it among all others. */
final class ElementPromiseTest {
  private static final List<Convolution> CONVOLUTIONS =
      List.of(
          new Convolution(
              2,
              4,
              6,
              2,
              List.of(new Axis(9, 3, 2, 1, 1, 1), new Axis(6, 3, 0, 1, 1, 1)),
              DType.FLOAT32),
          new Convolution(
              1,
              3,
              2,
              1,
              List.of(new Axis(7, 3, 1, 1, 1, 1), new Axis(8, 2, 1, 0, 2, 3)),
              DType.FLOAT16),
          new Convolution(1, 2, 1, 1, List.of(new Axis(3, 3, 0, 0, 1, 1)), DType.FLOAT32));

  @ParameterizedTest
  @EnumSource
  void itIsThatOfTheWhole(Algorithm algorithm) {
    for (Convolution c : CONVOLUTIONS) {
      double[] x = numbers(c.inputShape(), 1);
      double[] w = numbers(c.weightShape(), 2);
      ConvolutionPromise whole =
          ConvolutionPromise.of(
              c, algorithm, DType.FLOAT32, Values.of(c.dtype(), x), Values.of(c.dtype(), w));
      ElementPromise single =
          new ElementPromise(c, algorithm, DType.FLOAT32, i -> x[(int) i], i -> w[(int) i]);
      assertTrue(whole.promised() > 0);
      for (int i = 0; i < whole.size(); i++) {
        ElementPromise.Range range = single.of(i);
        assertEquals(whole.lowAt(i), range.low(), c + " at " + i);
        assertEquals(whole.highAt(i), range.high(), c + " at " + i);
        assertTrue(range.allows(whole.lowAt(i)) && !range.allows(Math.nextUp(whole.highAt(i))));
      }
    }
  }

  private static double[] numbers(List<Integer> shape, long seed) {
    return new Random(seed).doubles(Convolution.product(shape)).map(d -> 1 + d).toArray();
  }
}
