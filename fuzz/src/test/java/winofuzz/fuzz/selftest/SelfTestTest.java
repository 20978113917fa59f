package winofuzz.fuzz.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Blame;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.ir.Stage;

/** What the test of the fuzzer says of a defect. */
final class SelfTestTest {
  private static final Setting SETTING =
      new Setting(List.of(LoweringPath.OLD, LoweringPath.HYBRID), Set.of(), Target.APPLE, "sim");

  private static final PlantedDefect NONE =
      new PlantedDefect(
          "none", Area.LOWERING, "nothing is wrong", new Plant.OfPass("lane expansion", d -> d));

  private static final PlantedDefect SIGN = PlantedDefects.named("negation-lost").orElseThrow();

  private static List<SelfTestResult> run(long mostCases, PlantedDefect... defects)
      throws InterruptedException {
    return new SelfTest(1, mostCases, 5, 2, System::nanoTime).run(List.of(defects), result -> {});
  }

  @Test
  void aDefectIsFoundAndMadeMinimal() throws InterruptedException {
    SelfTestResult result = run(20, SIGN).getFirst();
    Finding found = result.found().orElseThrow();
    assertEquals("algebra", found.signature().assertion());
    assertTrue(found.provenMinimal());
    assertTrue(found.minimal().elements() <= found.firstSeen().elements());
    assertTrue(result.planted() > 0);
    assertTrue(result.isFound() && result.isOneFindingEach(), () -> "" + result.findings());
    assertTrue(result.isInRightPlace(), () -> "" + found.signature());
  }

  @Test
  void aPairIsFoundWhereEachOfItIsAFinding() {
    PlantedDefect pair = PlantedDefects.named("two-rules").orElseThrow();
    Finding first = blamed("winograd", "winograd");
    Finding second = blamed("lane-expansion", "negate");
    assertFalse(result(pair, List.of()).isFound());
    assertFalse(result(pair, List.of(first)).isFound());
    assertFalse(result(pair, List.of(first)).isInRightPlace());
    assertTrue(result(pair, List.of(first, second)).isFound());
    assertTrue(result(pair, List.of(first, second)).isInRightPlace());
    assertFalse(result(pair, List.of(first, second, blamed("sim", ""))).isOneFindingEach());
    assertFalse(result(pair, List.of(first, second, blamed("sim", ""))).isInRightPlace());
  }

  private static Finding blamed(String pass, String rule) {
    Signature signature =
        new Signature(
            "algebra",
            LoweringPath.HYBRID,
            new Symptom.WrongStage(Stage.RANGED),
            new Blame(pass, rule));
    return Finding.seen(signature, "", SETTING, CaseText.parse("cin=1,h=4,w=4,cout=1"), Set.of());
  }

  private static SelfTestResult result(PlantedDefect defect, List<Finding> findings) {
    return new SelfTestResult(defect, 1, Duration.ZERO, 1, findings, Duration.ZERO);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  @Tag("long")
  void aPairOfDefectsIsTwoFindings(PlantedDefect pair) throws InterruptedException {
    SelfTestResult result =
        new SelfTest(1, 200, 30, 1, System::nanoTime).run(List.of(pair), r -> {}).getFirst();
    assertTrue(result.isFound() && result.isOneFindingEach(), () -> "" + result.findings());
  }

  static List<PlantedDefect> pairs() {
    return PlantedDefects.ALL.stream().filter(d -> d.area() == Area.PAIRS).toList();
  }

  @Test
  void whatIsNotWrongIsNotFound() throws InterruptedException {
    SelfTestResult result = run(2, NONE).getFirst();
    assertTrue(result.found().isEmpty());
    assertEquals(2, result.cases());
    assertEquals(0, result.planted());
  }

  @Test
  void resultsComeInTheOrderOfTheDefects() throws InterruptedException {
    List<PlantedDefect> told = new ArrayList<>();
    List<SelfTestResult> results =
        new SelfTest(1, 1, 0, 2, System::nanoTime)
            .run(List.of(NONE, SIGN, NONE), result -> told.add(result.defect()));
    assertEquals(List.of(NONE, SIGN, NONE), told);
    assertEquals(told, results.stream().map(SelfTestResult::defect).toList());
  }
}
