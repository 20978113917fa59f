package winofuzz.fuzz.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.campaign.Campaign;
import winofuzz.fuzz.campaign.CampaignListener;
import winofuzz.fuzz.campaign.Plan;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.oracle.CaseLimits;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.fuzz.oracle.Oracle;

/** One bug is one finding, however it shows; two bugs are two. */
final class OneBugOneFindingTest {
  private static final Setting SETTING =
      new Setting(List.of(LoweringPath.OLD, LoweringPath.HYBRID), Set.of(), Target.APPLE, "sim");

  /** Cases of a campaign: every defect shows on some of them. */
  private static final int CASES = 120;

  private static List<Finding> findings(PlantedDefect... defects) throws Exception {
    List<Plant> plants = new ArrayList<>();
    for (PlantedDefect defect : defects) {
      plants.addAll(defect.plants());
    }
    Oracle oracle = new Oracle(new PlantedCompiler(plants, true).workbench(), SETTING);
    Plan plan =
        new Plan(
            1,
            Duration.ofDays(1),
            CASES,
            Runtime.getRuntime().availableProcessors(),
            InputDomain.drawn(),
            List.of(Target.values()),
            SETTING,
            2000);
    try (LimitedJudge judge = new LimitedJudge(oracle, SETTING, CaseLimits.USUAL)) {
      return new Campaign(plan, judge, new CampaignListener() {}, System::nanoTime)
          .run()
          .findings();
    }
  }

  private static List<String> signatures(List<Finding> findings) {
    return findings.stream().map(f -> f.signature().toString()).toList();
  }

  private static final List<PlantedDefect> SINGLE =
      PlantedDefects.ALL.stream().filter(d -> d.area() != Area.PAIRS).toList();

  static List<PlantedDefect> defects() {
    return SINGLE;
  }

  @ParameterizedTest
  @MethodSource("defects")
  @Tag("long")
  void aPlantedDefectIsOneFinding(PlantedDefect defect) throws Exception {
    List<Finding> found = findings(defect);
    assertEquals(1, found.size(), () -> defect.name() + ": " + signatures(found));
  }

  /** A pair of defects of two places. */
  record Pair(PlantedDefect first, PlantedDefect second) {
    @Override
    public String toString() {
      return first.name() + " and " + second.name();
    }
  }

  static List<Pair> pairs() {
    Random random = new Random(20);
    List<Pair> pairs = new ArrayList<>();
    while (pairs.size() < 20) {
      List<PlantedDefect> shuffled = new ArrayList<>(SINGLE);
      Collections.shuffle(shuffled, random);
      Pair pair = new Pair(shuffled.get(0), shuffled.get(1));
      if (!pair.first().origins().equals(pair.second().origins())) {
        pairs.add(pair);
      }
    }
    return pairs;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  @Tag("long")
  void twoPlantedDefectsAreTwoFindings(Pair pair) throws Exception {
    List<Finding> found = findings(pair.first(), pair.second());
    assertEquals(2, found.size(), () -> pair + ": " + signatures(found));
  }
}
