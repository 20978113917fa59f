package winofuzz.fuzz.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Oracle;
import winofuzz.fuzz.oracle.Workbench;
import winofuzz.fuzz.shrink.Channels;

/** Every planted defect is found, by the assertion that is to find it; nothing else is. */
final class PlantedDefectsTest {
  private static final Setting SETTING =
      new Setting(List.of(LoweringPath.OLD, LoweringPath.HYBRID), Set.of(), Target.APPLE, "sim");
  private static final CompilerUnderTest ENGINES = new BuiltinCompiler();
  private static final Map<String, List<Finding>> UNPLANTED = new HashMap<>();

  static Stream<Arguments> cases() {
    return Witnesses.TABLE
        .lines()
        .map(line -> line.split("\\s+"))
        .map(row -> Arguments.of(row[0], row[1], row[2]));
  }

  private static CaseReport report(Workbench workbench, String text) {
    ConvCase c = CaseText.parse(text);
    return new Oracle(workbench, SETTING).judge(c, SETTING.target());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aDefectIsFoundByItsAssertion(String name, String assertion, String subject) {
    PlantedDefect defect = PlantedDefects.named(name).orElseThrow();
    PlantedCompiler planted = new PlantedCompiler(defect.plants(), false);
    CaseReport report = report(planted.workbench(), subject);
    assertTrue(planted.planted() > 0, "nothing was planted");
    Set<String> violated =
        report.violations().stream()
            .map(s -> s.signature().assertion())
            .collect(Collectors.toSet());
    assertTrue(violated.contains(assertion), () -> "violated: " + report.violations());
    // What was planted is gone with its workbench: nothing of it is remembered.
    assertEquals(
        List.of(),
        UNPLANTED.computeIfAbsent(subject, c -> report(new Workbench(ENGINES), c).findings()));
  }

  @Test
  void theTableHasACaseForEachDefect() {
    List<String> names = PlantedDefects.ALL.stream().map(PlantedDefect::name).toList();
    assertEquals(names.size(), Set.copyOf(names).size(), "a name twice in " + names);
    assertEquals(names, cases().map(row -> (String) row.get()[0]).toList());
    assertTrue(names.size() >= 40, "only " + names.size());
  }

  @Test
  void everyAreaAndEveryPublishedDefectIsThere() {
    Set<Area> areas =
        PlantedDefects.ALL.stream().map(PlantedDefect::area).collect(Collectors.toSet());
    assertEquals(EnumSet.allOf(Area.class), areas);
    for (Defect published : Defect.published()) {
      assertTrue(PlantedDefects.named(published.label()).isPresent(), published.label());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"matrix-lanes-permuted", "group-of-fifteen"})
  void outOfReachNothingIsPlanted(String name) {
    PlantedDefect defect = PlantedDefects.named(name).orElseThrow();
    PlantedCompiler planted = new PlantedCompiler(defect.plants(), false);
    int within = 0;
    for (String kernel : List.of("1x1", "3x3")) {
      for (int cin : List.of(4, 8, 16)) {
        for (int cout : List.of(4, 8)) {
          for (int groups : List.of(1, 2)) {
            Convolution c =
                CaseText.parse(
                        "h=4,w=4,cin=%d,cout=%d,groups=%d,kernel=%s"
                            .formatted(cin, cout, groups, kernel))
                    .convolution();
            long before = planted.planted();
            planted.lower(c, LoweringPath.HYBRID, Set.of(), Target.APPLE);
            boolean isPlanted = planted.planted() > before;
            within += isPlanted ? 1 : 0;
            long taps = c.spatial().stream().mapToLong(Axis::kernel).reduce(1, (a, b) -> a * b);
            assertTrue(
                !isPlanted || defect.reach().test(new Channels(1, cin, cout, groups, taps)),
                () -> name + " is planted in " + c);
          }
        }
      }
    }
    assertTrue(within > 0, "never planted");
  }

  @Test
  @Tag("long")
  void allAreFoundSoonAndProvenMinimal() throws InterruptedException {
    int jobs = Runtime.getRuntime().availableProcessors();
    List<SelfTestResult> results =
        new SelfTest(1, 2000, 20, jobs, System::nanoTime).run(PlantedDefects.ALL, result -> {});
    List<PlantedDefect> missed =
        results.stream().filter(r -> r.found().isEmpty()).map(SelfTestResult::defect).toList();
    assertEquals(List.of(), missed);
    List<PlantedDefect> unproven =
        results.stream()
            .filter(r -> !r.found().map(Finding::provenMinimal).orElse(false))
            .map(SelfTestResult::defect)
            .toList();
    assertEquals(List.of(), unproven);
  }
}
