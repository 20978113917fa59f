package winofuzz.fuzz.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import winofuzz.fuzz.finding.Finding;

/** What the test of the fuzzer says of a defect. */
final class SelfTestTest {
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
