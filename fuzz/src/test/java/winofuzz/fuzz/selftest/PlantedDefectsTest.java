package winofuzz.fuzz.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import winofuzz.compiler.Pipeline;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.devices.DeviceList;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.finding.Blame;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.inputs.Drawing;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.lowering.LoweredCase.Execution;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Oracle;
import winofuzz.fuzz.oracle.Workbench;
import winofuzz.interpret.Values;
import winofuzz.ir.DType;
import winofuzz.ir.NodeArena;

/** Every planted defect is found, by the assertion that is to find it; nothing else is. */
final class PlantedDefectsTest {
  private static final Setting SETTING =
      new Setting(List.of(LoweringPath.OLD, LoweringPath.HYBRID), Set.of(), Target.APPLE, "sim");
  private static final CompilerUnderTest ENGINES = new BuiltinCompiler();
  private static final Map<ConvCase, List<Finding>> UNPLANTED = new HashMap<>();

  static Stream<Witnesses.Witness> witnesses() {
    return Witnesses.TABLE.lines().map(line -> line.split(" ")[0]).map(PlantedDefectsTest::witness);
  }

  /** The first witness of each area. */
  static Stream<Witnesses.Witness> firstOfEachArea() {
    return EnumSet.allOf(Area.class).stream()
        .map(
            area ->
                PlantedDefects.ALL.stream().filter(d -> d.area() == area).findFirst().orElseThrow())
        .map(defect -> witness(defect.name()));
  }

  private static Witnesses.Witness witness(String name) {
    return Witnesses.of(name).orElseThrow(() -> new AssertionError("no witness of " + name));
  }

  private static CaseReport report(Workbench workbench, ConvCase c) {
    return new Oracle(workbench, SETTING).judge(c, SETTING.target());
  }

  @ParameterizedTest
  @MethodSource("firstOfEachArea")
  void aDefectOfEachAreaShowsOnItsWitness(Witnesses.Witness witness) {
    assertShows(witness);
  }

  @ParameterizedTest
  @MethodSource("witnesses")
  @Tag("long")
  void everyDefectShowsOnItsWitness(Witnesses.Witness witness) {
    assertShows(witness);
  }

  private static void assertShows(Witnesses.Witness witness) {
    PlantedDefect defect = PlantedDefects.named(witness.name()).orElseThrow();
    PlantedCompiler planted = new PlantedCompiler(defect.plants(), false);
    CaseReport report = report(planted.workbench(), witness.subject());
    assertTrue(planted.planted() > 0, "nothing was planted");
    Set<String> violated =
        report.violations().stream()
            .map(s -> s.signature().assertion())
            .collect(Collectors.toSet());
    if (witness.assertion().equals(Witnesses.NONE)) {
      assertEquals(Set.of(), violated, "an assertion sees it now");
      assertNotEquals(
          output(ENGINES, witness.subject()), output(planted, witness.subject()), "equal outputs");
    } else {
      assertTrue(violated.contains(witness.assertion()), () -> "violated: " + report.violations());
      assertNotEquals(List.of(), report.findings(), "violated, and not found");
    }
    // What was planted is gone with its workbench: nothing of it is remembered.
    assertEquals(
        List.of(),
        UNPLANTED.computeIfAbsent(
            witness.subject(), c -> report(new Workbench(ENGINES), c).findings()));
  }

  /** What the kernels of path hybrid compute. */
  private static List<Double> output(CompilerUnderTest compiler, ConvCase c) {
    Drawing drawing = new Drawing(c.convolution(), c.inputs(), 0);
    DType dtype = c.convolution().dtype();
    Execution execution =
        NodeArena.call(
            () ->
                compiler
                    .lower(c.convolution(), LoweringPath.HYBRID, Set.of(), Target.APPLE)
                    .run(
                        DeviceList.get("sim"),
                        Values.of(dtype, drawing.activation()),
                        Values.of(dtype, drawing.weight())));
    Values output = ((Execution.Finished) execution).output();
    return IntStream.range(0, output.size()).mapToObj(output::at).toList();
  }

  /** Two threads write one element, and the values are wrong: either follows from the other. */
  @Test
  void violationsOfOneWrongLineAreOneFinding() {
    PlantedDefect defect = PlantedDefects.named("mask-not-in-parentheses").orElseThrow();
    CaseReport report =
        report(
            new PlantedCompiler(defect.plants(), false).workbench(),
            CaseText.parse(
                "batch=3,cin=8,d=1,h=1,w=7,cout=8,pad=0/0/0/0/0/1,kernel=1x1x1,stride=3x2x1,dtype=bfloat16"));
    assertEquals(
        List.of("safety/old/second-write/metal-text/SHL"),
        report.findings().stream().map(f -> f.signature().toString()).toList());
  }

  @Test
  void blameIsComparedWithThePlaceWhereADefectIsPlanted() {
    Origin rule = PlantedDefects.named("negation-lost").orElseThrow().origins().getFirst();
    assertTrue(rule.isNamedBy(new Blame("lane-expansion", "negate")));
    assertFalse(rule.isNamedBy(new Blame("lane-expansion", "subtract")));
    assertFalse(rule.isNamedBy(new Blame("lane-expansion", "")));
    assertFalse(rule.isNamedBy(Blame.NONE));
    Origin pass = PlantedDefects.named("a-term-too-few").orElseThrow().origins().getFirst();
    assertTrue(pass.isNamedBy(new Blame("schedule", "")));
    assertFalse(pass.isNamedBy(new Blame("rangeify", "")));
  }

  /** A rule or pass that is not there would be planted nowhere. */
  @Test
  void everyPlaceExists() {
    Set<String> places = new HashSet<>(Set.of("metal-text", "sim", "interpreter"));
    Pipeline.STANDARD.passes().forEach(pass -> places.add(pass.id()));
    for (PlantedDefect defect : PlantedDefects.ALL) {
      for (Origin origin : defect.origins()) {
        assertFalse(origin.passes().isEmpty(), defect.name());
        assertTrue(places.containsAll(origin.passes()), () -> defect.name() + " in " + origin);
      }
    }
  }

  @Test
  void aPairIsTwoDefectsOfTwoPlaces() {
    for (PlantedDefect pair : PlantedDefects.ALL) {
      if (pair.area() == Area.PAIRS) {
        assertEquals(2, Set.copyOf(pair.origins()).size(), pair.name());
      }
    }
  }

  @Test
  void theTableHasACaseForEachDefect() {
    List<String> names = PlantedDefects.ALL.stream().map(PlantedDefect::name).toList();
    assertEquals(names.size(), Set.copyOf(names).size(), "a name twice in " + names);
    assertEquals(names, witnesses().map(Witnesses.Witness::name).toList());
    assertTrue(names.size() >= 120, "only " + names.size());
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
  @ValueSource(
      strings = {
        "matrix-lanes-permuted",
        "group-of-fifteen",
        "mask-not-in-parentheses",
        "second-divisor-lost",
        "fifth-launch-axis"
      })
  void outOfScopeNothingIsPlanted(String name) {
    PlantedDefect defect = PlantedDefects.named(name).orElseThrow();
    PlantedCompiler planted = new PlantedCompiler(defect.plants(), false);
    int within = 0;
    for (String kernel : List.of("1x1", "3x3")) {
      for (int cin : List.of(4, 8, 16)) {
        for (int cout : List.of(4, 8)) {
          for (int groups : List.of(1, 2)) {
            Convolution c =
                CaseText.parse(
                        "batch=2,h=6,w=6,pad=1,cin=%d,cout=%d,groups=%d,kernel=%s"
                            .formatted(cin, cout, groups, kernel))
                    .convolution();
            long before = planted.planted();
            planted.lower(c, LoweringPath.HYBRID, Set.of(), Target.APPLE);
            boolean isPlanted = planted.planted() > before;
            within += isPlanted ? 1 : 0;
            assertTrue(
                !isPlanted || defect.scope().contains(c), () -> name + " is planted in " + c);
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
