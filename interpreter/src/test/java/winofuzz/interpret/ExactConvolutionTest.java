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
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.interpret.Values.Residues;
import winofuzz.ir.DType;
import winofuzz.number.PrimeField;
import winofuzz.number.Rational;

/** The oracle against the sum as one writes it down. */
final class ExactConvolutionTest {

  private static Rational naive(
      Convolution c, Values x, Values w, int image, int out, int y, int column) {
    Axis vertical = c.spatial().get(0);
    Axis horizontal = c.spatial().get(1);
    int perGroupIn = c.cin() / c.groups();
    int group = out / (c.cout() / c.groups());
    Rational sum = Rational.ZERO;
    for (int in = 0; in < perGroupIn; in++) {
      for (int ky = 0; ky < vertical.kernel(); ky++) {
        for (int kx = 0; kx < horizontal.kernel(); kx++) {
          int row = y * vertical.stride() + ky * vertical.dilation() - vertical.padBefore();
          int col =
              column * horizontal.stride() + kx * horizontal.dilation() - horizontal.padBefore();
          int height = vertical.size();
          int width = horizontal.size();
          if (row >= 0 && row < height && col >= 0 && col < width) {
            int at = ((image * c.cin() + group * perGroupIn + in) * height + row) * width + col;
            int place =
                ((out * perGroupIn + in) * vertical.kernel() + ky) * horizontal.kernel() + kx;
            sum = sum.plus(x.exactAt(at).times(w.exactAt(place)));
          }
        }
      }
    }
    return sum;
  }

  @Provide
  Arbitrary<Convolution> convolutions() {
    Arbitrary<Integer> small = Arbitraries.integers().between(1, 2);
    Arbitrary<Integer> pad = Arbitraries.integers().between(0, 2);
    Arbitrary<Axis> axis =
        Combinators.combine(
                Arbitraries.integers().between(5, 7),
                Arbitraries.integers().between(1, 3),
                pad,
                pad,
                small,
                small)
            .as(Axis::new);
    return Combinators.combine(small, small, axis.list().ofSize(2))
        .as(
            (batch, groups, axes) ->
                new Convolution(batch, 2 * groups, 3 * groups, groups, axes, DType.FLOAT32));
  }

  private static void check(Convolution c, Values x, Values w) {
    Values found = ExactConvolution.evaluate(c, x, w);
    int height = c.spatial().get(0).output();
    int width = c.spatial().get(1).output();
    int i = 0;
    for (int image = 0; image < c.batch(); image++) {
      for (int out = 0; out < c.cout(); out++) {
        for (int y = 0; y < height; y++) {
          for (int column = 0; column < width; column++) {
            assertEquals(naive(c, x, w, image, out, y, column), found.exactAt(i++));
          }
        }
      }
    }
    assertEquals(i, found.size());
  }

  private static int inputs(Convolution c) {
    return (int) Convolution.product(c.inputShape());
  }

  private static int weights(Convolution c) {
    return (int) Convolution.product(c.weightShape());
  }

  @Property(tries = 60)
  void integers(@ForAll("convolutions") Convolution c, @ForAll int seed) {
    check(
        c,
        Values.of(Graphs.integers(inputs(c), seed)),
        Values.of(Graphs.integers(weights(c), ~seed)));
  }

  @Property(tries = 30)
  void reals(@ForAll("convolutions") Convolution c, @ForAll int seed) {
    check(c, Values.of(Graphs.reals(inputs(c), seed)), Values.of(Graphs.reals(weights(c), ~seed)));
  }

  /** Of integers the residues of the result are those of the exact result. */
  @Property(tries = 60)
  void residues(@ForAll("convolutions") Convolution c, @ForAll int seed) {
    Values x = Values.of(Graphs.integers(inputs(c), seed));
    Values w = Values.of(Graphs.integers(weights(c), ~seed));
    Values exact = ExactConvolution.evaluate(c, x, w);
    Residues found = FieldConvolution.evaluate(c, residues(x), residues(w));
    for (int i = 0; i < exact.size(); i++) {
      assertEquals(PrimeField.of(exact.exactAt(i)), found.residueAt(i));
    }
    assertEquals(exact.size(), found.size());
    assertEquals(2, found.degree());
  }

  private static Residues residues(Values numbers) {
    return (Residues) new FieldArithmetic().input(numbers);
  }

  @Test
  void extremes() {
    Convolution c = Convolution.of(1, 1, 3, 3, 1, 1, 1);
    float[] x = {
      Float.MAX_VALUE, Float.MIN_VALUE, -Float.MAX_VALUE, -0f, 1, 1e-30f, 1e30f, 0.1f, -3
    };
    check(c, Values.of(x), Values.of(x.clone()));
  }

  private static Convolution ofOneChannel(Axis... axes) {
    return new Convolution(1, 1, 1, 1, List.of(axes), DType.FLOAT32);
  }

  @Test
  void oneAndThreeAxes() {
    Convolution line = ofOneChannel(new Axis(4, 2, 0, 0, 1, 2));
    Values found = ExactConvolution.evaluate(line, Values.of(1f, 2f, 3f, 4f), Values.of(10f, 1f));
    assertEquals(13, found.at(0));
    assertEquals(24, found.at(1));
    Axis two = new Axis(2, 2, 0, 0, 1, 1);
    float[] counting = {1, 2, 3, 4, 5, 6, 7, 8};
    Values cube =
        ExactConvolution.evaluate(
            ofOneChannel(two, two, two), Values.of(counting), Values.of(counting));
    assertEquals(204, cube.at(0));
  }

  @Test
  void inputsThatDoNotFitAreReported() {
    Convolution c = Convolution.of(1, 1, 3, 3, 1, 0, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> ExactConvolution.evaluate(c, Values.of(1f), Values.of(1f)));
    float[] bad = new float[9];
    bad[4] = Float.NaN;
    assertThrows(
        EvaluationException.class,
        () -> ExactConvolution.evaluate(c, Values.of(bad), Values.of(new float[9])));
  }
}
