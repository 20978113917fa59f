package winofuzz.fuzz.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.ir.DType;

/** Families of shapes have every shape that they say, once and in order. */
final class ShapeFamilyTest {
  private static final int MOST = 8;

  @Test
  void aFamilyHasEveryShapeInOrder() {
    ShapeFamily family = new ShapeFamily(2, 2, 2, 2, 1, DType.FLOAT32);
    List<ConvCase> expected = new ArrayList<>();
    for (int stride = 1; stride <= 2; stride++) {
      for (int dilation = 1; dilation <= 2; dilation++) {
        List<Axis> choices = axes(stride, dilation);
        for (Axis first : choices) {
          addAll(expected, List.of(first), dilation);
          for (Axis second : choices) {
            addAll(expected, List.of(first, second), dilation);
          }
        }
      }
    }
    expected.sort(ConvCase.bySize());
    List<ConvCase> found =
        IntStream.rangeClosed(1, MOST).mapToObj(family::ofSize).flatMap(List::stream).toList();
    assertTrue(found.size() > 1000, () -> found.size() + " shapes");
    assertEquals(expected, found);
    long[] counts = family.counts(MOST);
    for (int size = 0; size <= MOST; size++) {
      assertEquals(family.ofSize(size).size(), counts[size], size + " elements");
    }
  }

  /** Every axis that may be in a shape of so few elements. */
  private static List<Axis> axes(int stride, int dilation) {
    List<Axis> result = new ArrayList<>();
    for (int size = 1; size <= MOST; size++) {
      for (int kernel = 1; kernel <= 2; kernel++) {
        for (int before = 0; before <= 1; before++) {
          for (int after = 0; after <= 1; after++) {
            result.add(new Axis(size, kernel, before, after, stride, dilation));
          }
        }
      }
    }
    return result;
  }

  private static void addAll(List<ConvCase> to, List<Axis> axes, int dilation) {
    boolean isSaidBefore = dilation > 1 && axes.stream().allMatch(a -> a.kernel() == 1);
    boolean fits = axes.stream().allMatch(a -> a.reach() <= a.padded());
    long inputs = axes.stream().mapToLong(Axis::size).reduce(1, (a, b) -> a * b);
    if (isSaidBefore || !fits || inputs >= MOST) {
      return;
    }
    for (int batch = 1; batch <= MOST / 2; batch++) {
      for (int cin = 1; cin <= MOST / 2; cin++) {
        for (int cout = 1; cout <= MOST / 2; cout++) {
          for (int groups = 1; groups <= MOST / 2; groups++) {
            add(to, batch, cin, cout, groups, axes);
          }
        }
      }
    }
  }

  private static void add(
      List<ConvCase> to, int batch, int cin, int cout, int groups, List<Axis> axes) {
    if (cin % groups != 0 || cout % groups != 0) {
      return;
    }
    Convolution c = new Convolution(batch, cin, cout, groups, axes, DType.FLOAT32);
    if (c.elements() <= MOST) {
      to.add(new ConvCase(c, Inputs.DEFAULT));
    }
  }

  @Test
  void numbersThatNoFamilyHasAreRefused() {
    BadInputException e =
        assertThrows(BadInputException.class, () -> new ShapeFamily(4, 3, 1, 1, 0, DType.FLOAT32));
    assertEquals("axes: expected 1 to 3, found 4", e.getMessage());
  }
}
