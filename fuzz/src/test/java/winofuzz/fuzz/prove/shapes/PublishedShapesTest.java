package winofuzz.fuzz.prove.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.devices.DeviceList;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.shrink.ShapeFamily;
import winofuzz.ir.DType;

/** Of the published bugs, the smallest shapes are those that a campaign proves minimal. */
final class PublishedShapesTest {
  private static final ShapeFamily IMAGES = new ShapeFamily(2, 3, 1, 1, 2, DType.FLOAT32);

  private static final Map<String, String> FEWEST =
      Map.of(
          "old/fails-to-lower",
          "batch=1,cin=1,h=1,w=2,cout=1,pad=0/2/0/1,groups=1",
          "hybrid/read-out-of-bounds",
          "batch=1,cin=1,h=1,w=2,cout=1,pad=1/2/2/0,groups=1");

  /** Returns the first shape of each way in which a path fails, of shapes of 3x3 windows. */
  private static Map<String, String> smallest(int mostElements) {
    ShapeProver prover =
        new ShapeProver(
            new BuiltinCompiler(),
            DeviceList.get("sim"),
            List.of(LoweringPath.OLD, LoweringPath.HYBRID),
            Defect.published(),
            Target.APPLE,
            1);
    ShapeCounter counter = new ShapeCounter(prover.paths());
    for (int elements = 1; elements <= mostElements; elements++) {
      List<ConvCase> shapes =
          IMAGES.ofSize(elements).stream().filter(c -> isOfWindows(c.convolution(), 3)).toList();
      prover.prove(shapes, new SharedRuns(), counter::add);
    }
    Map<String, String> smallest = new TreeMap<>();
    for (ShapeTally.Refutation found : counter.tally().refutations()) {
      smallest.put(found.path().label() + "/" + found.symptom(), found.smallest().toString());
    }
    return smallest;
  }

  @Test
  void twoOfTheBugsShowOnFifteenElements() {
    assertEquals(FEWEST, smallest(15));
  }

  @Test
  @Tag("long")
  void allOfTheBugsShowOnNineteenElements() {
    Map<String, String> expected = new TreeMap<>(FEWEST);
    expected.put("hybrid/wrong-values", "batch=2,cin=1,h=1,w=1,cout=1,pad=1/2/1/2,groups=1");
    assertEquals(expected, smallest(19));
  }

  private static boolean isOfWindows(Convolution c, int window) {
    return c.spatial().size() == 2
        && c.spatial().stream().allMatch(axis -> axis.kernel() == window);
  }
}
