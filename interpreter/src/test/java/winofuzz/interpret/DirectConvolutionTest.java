package winofuzz.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import winofuzz.number.Rational;

/** The oracle against the sum as one writes it down. */
final class DirectConvolutionTest {

  private static Rational naive(
      DirectConvolution c, Values x, Values w, int image, int out, int y, int column) {
    int perGroupIn = c.inChannels() / c.groups();
    int group = out / (c.outChannels() / c.groups());
    Rational sum = Rational.ZERO;
    for (int in = 0; in < perGroupIn; in++) {
      for (int ky = 0; ky < c.kernel().get(0); ky++) {
        for (int kx = 0; kx < c.kernel().get(1); kx++) {
          int row = y * c.stride().get(0) + ky * c.dilation().get(0) - c.padBefore().get(0);
          int col = column * c.stride().get(1) + kx * c.dilation().get(1) - c.padBefore().get(1);
          int height = c.input().get(0);
          int width = c.input().get(1);
          if (row >= 0 && row < height && col >= 0 && col < width) {
            int at =
                ((image * c.inChannels() + group * perGroupIn + in) * height + row) * width + col;
            int place = ((out * perGroupIn + in) * c.kernel().get(0) + ky) * c.kernel().get(1) + kx;
            sum = sum.plus(x.exactAt(at).times(w.exactAt(place)));
          }
        }
      }
    }
    return sum;
  }

  @Provide
  Arbitrary<DirectConvolution> convolutions() {
    Arbitrary<Integer> small = Arbitraries.integers().between(1, 2);
    Arbitrary<List<Integer>> pads = Arbitraries.integers().between(0, 2).list().ofSize(2);
    Arbitrary<List<Integer>> steps = small.list().ofSize(2);
    return Combinators.combine(
            small,
            small,
            Arbitraries.integers().between(5, 7).list().ofSize(2),
            Arbitraries.integers().between(1, 3).list().ofSize(2),
            pads,
            pads,
            steps,
            steps)
        .as(
            (batch, groups, input, kernel, before, after, stride, dilation) ->
                new DirectConvolution(
                    batch,
                    groups,
                    2 * groups,
                    3 * groups,
                    input,
                    kernel,
                    before,
                    after,
                    stride,
                    dilation));
  }

  private static void check(DirectConvolution c, Values x, Values w) {
    Values found = c.evaluate(x, w);
    int height = c.output().get(0);
    int width = c.output().get(1);
    int i = 0;
    for (int image = 0; image < c.batch(); image++) {
      for (int out = 0; out < c.outChannels(); out++) {
        for (int y = 0; y < height; y++) {
          for (int column = 0; column < width; column++) {
            assertEquals(naive(c, x, w, image, out, y, column), found.exactAt(i++));
          }
        }
      }
    }
    assertEquals(i, found.size());
  }

  private static int inputs(DirectConvolution c) {
    return c.batch() * c.inChannels() * c.input().get(0) * c.input().get(1);
  }

  private static int weights(DirectConvolution c) {
    return c.outChannels() * (c.inChannels() / c.groups()) * c.kernel().get(0) * c.kernel().get(1);
  }

  @Property(tries = 60)
  void integers(@ForAll("convolutions") DirectConvolution c, @ForAll int seed) {
    check(
        c,
        Values.of(Graphs.integers(inputs(c), seed)),
        Values.of(Graphs.integers(weights(c), ~seed)));
  }

  @Property(tries = 30)
  void reals(@ForAll("convolutions") DirectConvolution c, @ForAll int seed) {
    check(c, Values.of(Graphs.reals(inputs(c), seed)), Values.of(Graphs.reals(weights(c), ~seed)));
  }

  @Test
  void extremes() {
    DirectConvolution c = DirectConvolution.square(1, 1, 3, 3, 1, 3, 1);
    float[] x = {
      Float.MAX_VALUE, Float.MIN_VALUE, -Float.MAX_VALUE, -0f, 1, 1e-30f, 1e30f, 0.1f, -3
    };
    check(c, Values.of(x), Values.of(x.clone()));
  }

  @Test
  void oneAndThreeAxes() {
    DirectConvolution line =
        new DirectConvolution(
            1, 1, 1, 1, List.of(4), List.of(2), List.of(0), List.of(0), List.of(1), List.of(2));
    Values found = line.evaluate(Values.of(1f, 2f, 3f, 4f), Values.of(10f, 1f));
    assertEquals(13, found.at(0));
    assertEquals(24, found.at(1));
    List<Integer> ones = List.of(1, 1, 1);
    List<Integer> zeros = List.of(0, 0, 0);
    DirectConvolution cube =
        new DirectConvolution(
            1, 1, 1, 1, List.of(2, 2, 2), List.of(2, 2, 2), zeros, zeros, ones, ones);
    float[] counting = {1, 2, 3, 4, 5, 6, 7, 8};
    assertEquals(204, cube.evaluate(Values.of(counting), Values.of(counting)).at(0));
  }

  @Test
  void theImpossibleIsReported() {
    assertThrows(
        IllegalArgumentException.class, () -> DirectConvolution.square(1, 1, 2, 2, 1, 3, 0));
    List<Integer> ones = List.of(1, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> new DirectConvolution(1, 2, 3, 4, ones, ones, ones, ones, ones, ones));
    DirectConvolution fine = DirectConvolution.square(1, 1, 3, 3, 1, 3, 0);
    assertThrows(IllegalArgumentException.class, () -> fine.evaluate(Values.of(1f), Values.of(1f)));
    float[] bad = new float[9];
    bad[4] = Float.NaN;
    assertThrows(
        EvaluationException.class, () -> fine.evaluate(Values.of(bad), Values.of(new float[9])));
  }
}
