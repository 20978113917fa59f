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
      plants.add(defect.plant());
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

  static List<PlantedDefect> defects() {
    return PlantedDefects.ALL;
  }

  @ParameterizedTest
  @MethodSource("defects")
  @Tag("long")
  void aPlantedDefectIsOneFinding(PlantedDefect defect) throws Exception {
    List<Finding> found = findings(defect);
    assertEquals(1, found.size(), () -> defect.name() + ": " + signatures(found));
  }

  /**
   * What a bug is known by: the rule that is wrong, else the pass, else that the stages are right.
   * Two bugs in one place are one finding until one of them is mended, as nothing that can be seen
   * says that there are two.
   */
  private static String place(PlantedDefect defect) {
    return switch (defect.plant()) {
      case Plant.OfRule rule -> rule.rule();
      case Plant.OfPass pass -> pass.pass();
      case Plant.Switch _ -> defect.area().label();
      case Plant.OfText _, Plant.OfLaunch _, Plant.OfOutcome _, Plant.OfArithmetic _ -> "device";
    };
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
      List<PlantedDefect> shuffled = new ArrayList<>(PlantedDefects.ALL);
      Collections.shuffle(shuffled, random);
      Pair pair = new Pair(shuffled.get(0), shuffled.get(1));
      if (!place(pair.first()).equals(place(pair.second()))) {
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
