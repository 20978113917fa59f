package winofuzz.fuzz.inputs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.ir.DType;
import winofuzz.number.BinaryFormat;
import winofuzz.number.Rational;

final class DrawingTest {
  private static final Convolution SHAPE = Convolution.of(2, 3, 9, 7, 4, 1, 1);

  @ParameterizedTest
  @EnumSource(names = "ONES", mode = EnumSource.Mode.EXCLUDE)
  void theSameSeedGivesTheSameValues(InputDomain domain) {
    assertArrayEquals(draw(SHAPE, domain, 5).activation(), draw(SHAPE, domain, 5).activation());
    assertArrayEquals(draw(SHAPE, domain, 5).weight(), draw(SHAPE, domain, 5).weight());
    assertFalse(
        Arrays.equals(draw(SHAPE, domain, 5).activation(), draw(SHAPE, domain, 6).activation()));
  }

  @ParameterizedTest
  @EnumSource
  void elementsAreThoseOfTheWhole(InputDomain domain) {
    Selection some = new Selection(new TreeSet<>(List.of(0, 17, 100)), new TreeSet<>(List.of(5)));
    for (Inputs inputs : List.of(new Inputs(domain, 5), new Inputs(domain, 5, some))) {
      Drawing drawing = new Drawing(SHAPE, inputs, 0);
      double[] x = drawing.activation();
      for (int i = 0; i < x.length; i++) {
        assertEquals(x[i], drawing.activationElements().applyAsDouble(i));
      }
      double[] w = drawing.weight();
      for (int i = 0; i < w.length; i++) {
        assertEquals(w[i], drawing.weightElements().applyAsDouble(i));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REAL", "LATTICE", "ROUNDING", "SPECIAL"})
  void aSmallerShapeKeepsTheValuesItHas(InputDomain domain) {
    double[] large = draw(SHAPE, domain, 5).activation();
    double[] small = draw(Convolution.of(1, 2, 5, 6, 4, 1, 1), domain, 5).activation();
    for (int c = 0; c < 2; c++) {
      for (int y = 0; y < 5; y++) {
        for (int x = 0; x < 6; x++) {
          assertEquals(large[(c * 9 + y) * 7 + x], small[(c * 5 + y) * 6 + x]);
        }
      }
    }
  }

  @Provide
  Arbitrary<InputDomain> domains() {
    return Arbitraries.of(InputDomain.class);
  }

  @Property(tries = 60)
  void everyValueIsOneOfTheDtype(@ForAll("domains") InputDomain domain, @ForAll long seed) {
    for (DType dtype : List.of(DType.FLOAT16, DType.BFLOAT16, DType.FLOAT32)) {
      Convolution typed = new Convolution(1, 2, 2, 1, SHAPE.spatial(), dtype);
      BinaryFormat format = Drawing.format(dtype);
      for (double value : draw(typed, domain, seed).activation()) {
        assertTrue(
            !Double.isFinite(value) || format.round(Rational.of(value)) == value,
            () -> value + " is not a " + dtype);
      }
    }
  }

  @Property(tries = 100)
  void aTileOfOneHotSeesOneChannel(@ForAll long seed) {
    Convolution c =
        new Convolution(
            2,
            6,
            2,
            2,
            List.of(new Axis(13, 3, 1, 0, 1, 1), new Axis(9, 3, 2, 1, 1, 1)),
            DType.FLOAT32);
    double[] x = draw(c, InputDomain.ONEHOT, seed).activation();
    for (int block = 0; block < 4; block++) {
      for (int ty = 0; ty < 3; ty++) {
        for (int tx = 0; tx < 3; tx++) {
          assertTrue(channelsSeen(x, block, 4 * ty - 1, 4 * tx - 2) <= 1);
        }
      }
    }
  }

  private static int channelsSeen(double[] x, int block, int top, int left) {
    int seen = 0;
    for (int channel = 0; channel < 3; channel++) {
      boolean some = false;
      for (int y = Math.max(0, top); y < Math.min(13, top + 6); y++) {
        for (int column = Math.max(0, left); column < Math.min(9, left + 6); column++) {
          some |= x[((block * 3 + channel) * 13 + y) * 9 + column] != 0;
        }
      }
      seen += some ? 1 : 0;
    }
    return seen;
  }

  @Test
  void oneHotIsNotAllZero() {
    Convolution c = Convolution.of(1, 4, 24, 24, 2, 1, 1);
    double[] x = draw(c, InputDomain.ONEHOT, 3).activation();
    assertTrue(Arrays.stream(x).filter(v -> v != 0).count() > x.length / 16);
    double[] weight = draw(c, InputDomain.ONEHOT, 3).weight();
    for (int filter = 0; filter < 8; filter++) {
      double[] taps = Arrays.copyOfRange(weight, filter * 9, filter * 9 + 9);
      assertEquals(1, nonZero(taps));
      double tap = Math.abs(Arrays.stream(taps).sum()) / 576;
      assertEquals(Math.scalb(1.0, Math.getExponent(tap)), tap);
    }
  }

  @Test
  void latticeWeightsAreMultiplesOf576AndGrowSparser() {
    Convolution c = Convolution.of(1, 8, 4, 4, 8, 1, 1);
    Inputs inputs = new Inputs(InputDomain.LATTICE, 3);
    long first = nonZero(new Drawing(c, inputs, 0).weight());
    long later = nonZero(new Drawing(c, inputs, 8).weight());
    assertTrue(later < first, later + " < " + first);
    for (double w : new Drawing(c, inputs, 0).weight()) {
      assertTrue(w % 576 == 0, () -> w + " is no multiple of 576");
    }
  }

  /** Added up exactly, most sums of a draw are not what they are in a type as narrow as its own. */
  @Test
  void sumsOfRoundingNeedAWiderTypeThanTheirTerms() {
    Convolution c = new Convolution(1, 32, 8, 1, SHAPE.spatial(), DType.FLOAT16);
    int differing = 0;
    for (int seed = 0; seed < 12; seed++) {
      double[] x = draw(c, InputDomain.ROUNDING, seed).activation();
      double[] w = draw(c, InputDomain.ROUNDING, seed).weight();
      assertTrue(Arrays.stream(w).allMatch(v -> Math.abs(v) == 1), "weights of seed " + seed);
      double exact = 0;
      double narrow = 0;
      for (int channel = 0; channel < 32; channel++) {
        double term = x[channel * 63] * w[channel * 9];
        exact += term;
        narrow = BinaryFormat.FLOAT16.round(narrow + term);
      }
      differing += BinaryFormat.FLOAT16.round(exact) == narrow ? 0 : 1;
    }
    assertTrue(differing >= 8, differing + " of 12 draws");
  }

  @Test
  void specialHasEveryEdge() {
    Convolution c = Convolution.of(1, 64, 24, 24, 1, 1, 1);
    double[] x = draw(c, InputDomain.SPECIAL, 3).activation();
    assertTrue(Arrays.stream(x).anyMatch(Double::isNaN));
    assertTrue(Arrays.stream(x).anyMatch(v -> v == Double.NEGATIVE_INFINITY));
    assertTrue(Arrays.stream(x).anyMatch(v -> v == Float.MAX_VALUE));
    assertTrue(Arrays.stream(x).anyMatch(v -> v == Float.MIN_VALUE));
    assertTrue(Arrays.stream(x).anyMatch(v -> v == 0 && 1 / v < 0));
  }

  @Property(tries = 50)
  void hashIsWithinItsBounds(@ForAll long seed) {
    Hash hash = Hash.of(seed);
    assertTrue(hash.below(7) >= 0 && hash.below(7) < 7);
    assertTrue(hash.between(-2, 2) >= -2 && hash.between(-2, 2) <= 2);
    assertTrue(hash.unit() >= 0 && hash.unit() < 1);
    assertTrue(Double.isFinite(hash.normal()));
  }

  private static long nonZero(double[] values) {
    return Arrays.stream(values).filter(v -> v != 0).count();
  }

  private static Drawing draw(Convolution c, InputDomain domain, long seed) {
    return Drawing.first(c, new Inputs(domain, seed));
  }

  @Test
  void whatIsNotSelectedIsZero() {
    Inputs real = new Inputs(InputDomain.REAL, 5);
    Drawing all = Drawing.first(SHAPE, real);
    Drawing few = Drawing.first(SHAPE, real.only(Selection.parse("x3+x7+w0").orElseThrow()));
    assertEquals(2, Arrays.stream(few.activation()).filter(v -> v != 0).count());
    assertEquals(all.activation()[7], few.activation()[7]);
    assertEquals(all.weight()[0], few.weight()[0]);
    assertEquals(1, Arrays.stream(few.weight()).filter(v -> v != 0).count());
    assertEquals("real:5:x3+x7+w0", few.inputs().toString());
  }
}
