package winofuzz.fuzz.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.prove.FieldPoint;
import winofuzz.fuzz.prove.StageIdentity;
import winofuzz.ir.NodeArena;

/** Stages at one point of a field tell what is wrong in rational numbers. */
final class DefectsOverTheFieldTest {
  private static final List<LoweringPath> PATHS = List.of(LoweringPath.OLD, LoweringPath.HYBRID);

  /** A maximum is no polynomial: of it the field says that it can tell nothing. */
  private static final String NO_POLYNOMIAL = "largest-for-sum";

  /** The quick test takes one defect in so many. */
  private static final int ONE_IN = 8;

  @Test
  void someDefectsOfValueAreRefutedByTheFieldAlone() {
    List<PlantedDefect> defects = ofValue();
    assertRefuted(
        IntStream.iterate(0, i -> i < defects.size(), i -> i + ONE_IN)
            .mapToObj(defects::get)
            .toList(),
        Set.of());
  }

  @Test
  @Tag("long")
  void eachDefectOfValueIsRefutedByTheFieldAlone() {
    List<PlantedDefect> defects = ofValue();
    assertTrue(defects.size() >= 77, () -> "only " + defects);
    assertRefuted(defects, Set.of(NO_POLYNOMIAL));
  }

  private static List<PlantedDefect> ofValue() {
    return PlantedDefects.ALL.stream().filter(DefectsOverTheFieldTest::isOfValue).toList();
  }

  private static void assertRefuted(List<PlantedDefect> defects, Set<String> but) {
    Set<String> missed = new TreeSet<>();
    for (PlantedDefect defect : defects) {
      if (PATHS.stream().noneMatch(path -> isRefuted(defect, path))) {
        missed.add(defect.name());
      }
    }
    assertEquals(but, missed);
  }

  /** Whether some stage is refuted; the last one, which is nearly always wrong, is asked first. */
  private static boolean isRefuted(PlantedDefect defect, LoweringPath path) {
    Convolution c = defect.witness().orElseThrow().convolution();
    FieldPoint point = FieldPoint.draw(c, 1);
    return NodeArena.call(
        () -> {
          LoweredCase lowered =
              new PlantedCompiler(defect.plants(), false).lower(c, path, Set.of(), Target.APPLE);
          return lowered.stages().reversed().stream()
              .anyMatch(stage -> StageIdentity.of(lowered, stage, point).isRefuted());
        });
  }

  /** Whether exact values are wrong by it, and not by how the interpreter computes them. */
  private static boolean isOfValue(PlantedDefect defect) {
    return defect.area() != Area.INTERPRETER
        && Witnesses.of(defect.name()).orElseThrow().assertion().equals("algebra");
  }
}
