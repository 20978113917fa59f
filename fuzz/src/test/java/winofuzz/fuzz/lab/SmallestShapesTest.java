package winofuzz.fuzz.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.grid.GridClass;

class SmallestShapesTest {
  private static final GridSurvey SURVEY =
      new GridSurvey(new BuiltinCompiler(), Target.APPLE, false);

  private static SmallestShapes search(LoweringPath right, long most) {
    return search(right, most, new ArrayList<>());
  }

  private static SmallestShapes search(
      LoweringPath right, long most, List<SmallestShapes.Found> told) {
    return SmallestShapes.search(
        SURVEY,
        LoweringPath.OLD,
        right,
        Set.of(),
        most,
        new SmallestShapes.Listener() {
          @Override
          public void trying(long elements) {
            assertTrue(elements <= most, "elements: " + elements);
          }

          @Override
          public void found(SmallestShapes.Found smallest) {
            told.add(smallest);
          }
        });
  }

  @Test
  void theSmallestShapesOfTheClassesOfHybrid() {
    List<SmallestShapes.Found> told = new ArrayList<>();
    SmallestShapes found = search(LoweringPath.HYBRID, 30, told);
    assertEquals(
        List.of(GridClass.DIFFERENT, GridClass.SAME),
        told.stream().map(f -> f.comparison().gridClass()).toList());
    assertEquals(
        "batch=1,cin=1,h=2,w=2,cout=1,pad=1,groups=1", smallest(found, GridClass.DIFFERENT));
    assertEquals("batch=1,cin=2,h=1,w=1,cout=1,pad=2,groups=1", smallest(found, GridClass.SAME));
    assertEquals(
        found.shapes(),
        found.classes().values().stream().mapToLong(SmallestShapes.Found::count).sum());
    String report = SmallestReport.text(found, true);
    assertTrue(report.contains("| permuted | 0 | none |"), report);
  }

  private static String smallest(SmallestShapes found, GridClass gridClass) {
    return found.classes().entrySet().stream()
        .filter(e -> e.getKey() == gridClass)
        .map(e -> e.getValue().smallest().toString())
        .findFirst()
        .orElse("none");
  }

  @Test
  void matchedHasTheLaunchesOfOld() {
    // Where there are groups, old calls an axis of the output cout that is one of groups.
    assertEquals(
        Set.of(GridClass.SAME, GridClass.OTHER_AXES),
        search(LoweringPath.MATCHED, 40).classes().keySet());
  }
}
