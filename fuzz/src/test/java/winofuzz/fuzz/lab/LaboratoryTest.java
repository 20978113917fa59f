package winofuzz.fuzz.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.bench.Ratio;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.lab.Claim.Ruling;

/** The experiments without the assertions, which {@code lab} itself holds them to. */
class LaboratoryTest {
  private static List<Observed> observed = List.of();

  @BeforeAll
  static void observe() {
    observed = new Laboratory(new BuiltinCompiler(), null, text -> {}).observe(false);
  }

  private static Observed at(Experiment experiment, int size) {
    return observed.stream()
        .filter(o -> o.experiment() == experiment && o.size() == size)
        .findFirst()
        .orElseThrow();
  }

  private static Ruling ruling(String statement) {
    List<Claim> found =
        Claims.judge(observed).stream().filter(c -> c.statement().startsWith(statement)).toList();
    assertEquals(1, found.size(), statement);
    return found.getFirst().ruling();
  }

  @Test
  void thePublishedTableComesOut() {
    for (PublishedTable.Row row : PublishedTable.ROWS) {
      assertEquals(row.old(), at(Experiment.OLD_PUBLISHED, row.size()).grid());
      assertEquals(row.hybrid(), at(Experiment.HYBRID_PUBLISHED, row.size()).grid());
    }
    assertEquals(Ruling.RIGHT, ruling("The table of grids"));
    assertEquals(Ruling.RIGHT, ruling("The numbers are 1, 2, 4 in OLD and 1, 4, 5 in NEW"));
  }

  @Test
  void oneOrderOfAxesDecidesTheGrid() {
    for (int size : Laboratory.SIZES) {
      assertTrue(at(Experiment.POINTS_FIRST, size).isScheduledAsOld(), "at " + size);
      assertTrue(at(Experiment.MATCHED, size).isScheduledAsOld(), "at " + size);
      assertEquals(GridClass.SAME, at(Experiment.MATCHED, size).gridClass());
    }
    assertEquals(Ruling.WRONG, ruling("The scheduler determines the grid"));
    assertEquals(Ruling.WRONG, ruling("The difference is fundamental"));
  }

  @Test
  void theFirstAttemptChangesTheGridWhereNobodyLooked() {
    assertEquals("r_16_6_6", at(Experiment.ATTEMPT_1, 64).grid());
    assertEquals("r_5_5_2", at(Experiment.ATTEMPT_1, 40).grid());
    assertEquals("r_5_5_16", at(Experiment.BEFORE_ATTEMPTS, 40).grid());
    assertEquals(Ruling.WRONG, ruling("Attempt 1"));
    assertEquals(Ruling.RIGHT, ruling("Attempt 4"));
  }

  @Test
  void whatIsCalledSpatialIsNot() {
    assertEquals(Ruling.WRONG, ruling("In r_6_6_16 the 6 x 6 are spatial"));
    assertEquals(GridClass.OTHER_AXES, at(Experiment.HYBRID_PUBLISHED, 24).gridClass());
  }

  @Test
  void scatteredWritesAreSeen() {
    assertEquals(
        "8 bytes a lane, 8.0 sectors, coalesced", at(Experiment.OLD, 64).writesOfProducts());
    assertEquals(
        "4 bytes a lane, 32.0 sectors, scattered", at(Experiment.HYBRID, 64).writesOfProducts());
  }

  @Test
  void everyPathOfTheLaboratoryIsOffered() {
    List<LoweringPath> offered = new BuiltinCompiler().paths();
    assertTrue(
        Arrays.stream(Experiment.values()).map(Experiment::path).allMatch(offered::contains));
  }

  @Test
  void whatWasNotTimedIsNotDecided() {
    assertEquals(Ruling.UNDECIDABLE, ruling("HYBRID is within 20 %"));
    List<Observed> slower =
        observed.stream()
            .map(
                o ->
                    new Observed(
                        o.experiment(),
                        o.size(),
                        o.lowering(),
                        o.old(),
                        o.violations(),
                        new Ratio(1.5, 1.4, 1.6)))
            .toList();
    assertEquals(
        Ruling.WRONG,
        Claims.judge(slower).stream()
            .filter(c -> c.statement().startsWith("HYBRID is within"))
            .findFirst()
            .orElseThrow()
            .ruling());
  }

  @Test
  void thePageHasEveryExperimentAndClaim() {
    LabDocument document = LabDocument.of(observed, null);
    String page = LabPage.write(document, size -> size == 64 ? "p.svg" : null);
    for (Experiment experiment : Experiment.values()) {
      assertTrue(page.contains("| " + experiment.label() + " |"), experiment::label);
    }
    for (Claim claim : document.claims()) {
      assertTrue(page.contains("| " + claim.statement() + " |"), claim::statement);
    }
    assertTrue(page.contains("](p.svg)"), page);
    Map<Ruling, Long> rulings =
        new TreeMap<>(
            document.claims().stream()
                .collect(Collectors.groupingBy(Claim::ruling, Collectors.counting())));
    assertEquals(3, rulings.size(), rulings::toString);
  }
}
