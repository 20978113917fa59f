package winofuzz.fuzz.inputs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import winofuzz.fuzz.inputs.ArrayDrawing.Kind;
import winofuzz.interpret.Values;
import winofuzz.ir.DType;

/** Inputs of programs of any kind. */
final class ArrayDrawingTest {
  @Test
  void eachElementIsEachEdgeOnce() {
    for (int element : new int[] {0, 6}) {
      Set<String> found = new HashSet<>();
      for (int seed = 5; seed < 19; seed++) {
        double value = new ArrayDrawing(Kind.EDGES, seed).draw("x", DType.FLOAT16, 7).at(element);
        found.add(Double.isNaN(value) && found.contains("NaN") ? "-NaN" : "" + value);
      }
      assertEquals(14, found.size(), "at " + element + ": " + found);
      assertTrue(found.containsAll(Set.of("-0.0", "65504.0", "-Infinity", "NaN")), "" + found);
    }
  }

  @ParameterizedTest
  @EnumSource
  void seedAndNameDecideTheValues(Kind kind) {
    assertEquals(text(kind, 3, "x"), text(kind, 3, "x"));
    assertNotEquals(text(kind, 3, "x"), text(kind, 4, "x"));
    assertNotEquals(text(kind, 3, "x"), text(kind, 3, "y"));
  }

  private static String text(Kind kind, long seed, String name) {
    Values values = new ArrayDrawing(kind, seed).draw(name, DType.FLOAT32, 40);
    return IntStream.range(0, 40).mapToObj(values::at).toList().toString();
  }

  @Test
  void oneElementIsOtherThanZero() {
    Values values = new ArrayDrawing(Kind.ONEHOT, 2).draw("x", DType.BFLOAT16, 9);
    assertEquals(1, IntStream.range(0, 9).filter(i -> values.at(i) != 0).count());
  }

  @Test
  void doublesAreNotCutToFloats() {
    Values values = new ArrayDrawing(Kind.EDGES, 0).draw("x", DType.FLOAT64, 200);
    assertTrue(IntStream.range(0, 200).anyMatch(i -> values.at(i) == Double.MAX_VALUE));
  }

  @Test
  void integersHaveEdgesOfTheirOwn() {
    Values values = new ArrayDrawing(Kind.EDGES, 0).draw("n", DType.INT32, 200);
    assertTrue(IntStream.range(0, 200).anyMatch(i -> values.at(i) == Integer.MIN_VALUE));
    Values truths = new ArrayDrawing(Kind.REAL, 0).draw("b", DType.BOOL, 200);
    assertEquals(
        Set.of(0.0, 1.0), IntStream.range(0, 200).mapToObj(truths::at).collect(Collectors.toSet()));
  }
}
