package winofuzz.fuzz.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.campaign.Campaign;
import winofuzz.fuzz.campaign.CampaignListener;
import winofuzz.fuzz.campaign.CampaignResult;
import winofuzz.fuzz.campaign.Plan;
import winofuzz.fuzz.cases.CaseSource;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.devices.DeviceList;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.oracle.CaseLimits;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Differences;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.fuzz.oracle.Oracle;
import winofuzz.fuzz.oracle.Workbench;
import winofuzz.interpret.Values;
import winofuzz.ir.NodeArena;
import winofuzz.metal.Device;
import winofuzz.metal.DeviceProfile;
import winofuzz.metal.FieldLaunch;
import winofuzz.metal.FieldOutcome;
import winofuzz.metal.PreparedKernel;
import winofuzz.metal.WorkLimit;
import winofuzz.metal.sim.SimDevice;
import winofuzz.metal.sim.SimOptions;
import winofuzz.work.WorkMeter;

/** The whole way of a case: the compiler, the interpreter, the simulator and the oracle. */
final class BuiltinCompilerTest {
  private static Setting setting(Set<Defect> defects) {
    return new Setting(
        List.of(LoweringPath.OLD, LoweringPath.HYBRID), defects, Target.APPLE, "sim");
  }

  private static long work(ConvCase c) {
    WorkMeter meter = new WorkMeter(Long.MAX_VALUE);
    Oracle oracle = new Oracle(new BuiltinCompiler(), setting(Defect.published()));
    NodeArena.call(meter, () -> oracle.judge(c, Target.APPLE));
    return meter.units();
  }

  @Test
  void theWorkOfACaseDependsOnTheCaseAlone() throws Exception {
    List<ConvCase> cases =
        Stream.of(
                "cin=1,h=5,w=6,cout=1,pad=1",
                "cin=2,h=8,w=8,cout=2,pad=1",
                "cin=4,h=4,w=9,cout=4,groups=2",
                "cin=1,w=12,cout=3,kernel=3",
                "batch=2,cin=3,h=7,w=6,cout=2,pad=1,inputs=lattice:3")
            .map(CaseText::parse)
            .toList();
    List<Long> alone = cases.stream().map(BuiltinCompilerTest::work).toList();
    List<Long> together = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
      List<Future<Long>> working = new ArrayList<>();
      cases.reversed().forEach(c -> working.add(pool.submit(() -> work(c))));
      for (Future<Long> future : working.reversed()) {
        together.add(future.get());
      }
    }
    assertEquals(alone, together);
    assertTrue(alone.stream().allMatch(units -> units > 1_000_000), alone.toString());
  }

  @Test
  void aCaseIsGivenUpWhereverItComesToItsLimit() {
    ConvCase c = CaseText.parse("cin=2,h=8,w=8,cout=2,pad=1");
    Setting setting = setting(Defect.published());
    long work = work(c);
    for (int tenths = 1; tenths <= 10; tenths++) {
      CaseLimits limits = new CaseLimits(work * tenths / 10, Duration.ofMinutes(10));
      Oracle oracle = new Oracle(new BuiltinCompiler(), setting);
      try (LimitedJudge judge = new LimitedJudge(oracle, setting, limits)) {
        CaseReport first = judge.judge(c, Target.APPLE);
        assertEquals(first, judge.judge(c, Target.APPLE));
        assertEquals(
            tenths < 10,
            first.findings().getFirst().signature().assertion().equals(LimitedJudge.ASSERTION));
      }
    }
  }

  private static CampaignResult campaign(Set<Defect> defects, long cases) throws Exception {
    Plan plan =
        new Plan(
            1,
            Duration.ofMinutes(10),
            cases,
            2,
            InputDomain.drawn(),
            List.of(Target.values()),
            setting(defects),
            20_000);
    Oracle oracle = new Oracle(new BuiltinCompiler(), plan.setting());
    return new Campaign(plan, oracle, new CampaignListener() {}, System::nanoTime).run();
  }

  @Test
  void thePublishedPathsHaveThreeDefects() throws Exception {
    Map<String, Integer> largest =
        Map.of(
            "lowering/old/fails-to-lower/frontend", 23,
            "algebra/hybrid/ranged/winograd/winograd", 42,
            "safety/hybrid/read-out-of-bounds/winograd/winograd", 29);
    List<Finding> findings = campaign(Defect.published(), 24).findings();
    assertEquals(
        largest.keySet(),
        findings.stream().map(f -> f.signature().toString()).collect(Collectors.toSet()));
    for (Finding f : findings) {
      assertTrue(f.provenMinimal(), f::toString);
      assertTrue(
          f.minimal().elements() <= largest.getOrDefault(f.signature().toString(), 0), f::toString);
    }
  }

  @Test
  void theRepairedPathsAgree() throws Exception {
    assertEquals(List.of(), campaign(Set.of(), 24).findings());
  }

  @Test
  @Tag("long")
  void theRepairedPathsAgreeWithAndWithoutTensorCores() {
    Oracle oracle = new Oracle(new BuiltinCompiler(), setting(Set.of()));
    List<ConvCase> cases = new ArrayList<>();
    try (CaseSource source = new CaseSource(2, InputDomain.drawn(), List.of(Target.values()))) {
      for (int i = 0; i < 300; i++) {
        cases.add(source.get(i, List.of()).subject());
      }
    }
    List<String> symptoms =
        cases.parallelStream()
            .flatMap(c -> Stream.of(Target.values()).map(target -> oracle.judge(c, target)))
            .flatMap(report -> report.findings().stream().map(s -> report.subject() + ": " + s))
            .toList();
    assertEquals(List.of(), symptoms);
  }

  /** The simulator, which keeps the name of each kernel that it is given. */
  private record Watched(Device device, List<String> ran) implements Device {
    @Override
    public String name() {
      return device.name();
    }

    @Override
    public PreparedKernel prepare(String source, String kernel) {
      ran.add(kernel);
      return device.prepare(source, kernel);
    }

    @Override
    public FieldOutcome run(FieldLaunch launch, WorkLimit limit) {
      ran.add(launch.kernel() + " over the field");
      return device.run(launch, limit);
    }
  }

  @Test
  void pathsWithTheSameKernelsAreRunOnce() {
    ConvCase c = CaseText.parse("cin=2,cout=3,h=5,w=4,kernel=2x2,inputs=real:7");
    List<String> ofOne = ranBy(c, LoweringPath.OLD);
    assertEquals(2, ofOne.size(), ofOne::toString);
    assertEquals(ofOne, ranBy(c, LoweringPath.OLD, LoweringPath.HYBRID));
  }

  private static List<String> ranBy(ConvCase c, LoweringPath... paths) {
    Watched watched = new Watched(DeviceList.get("sim"), new ArrayList<>());
    Workbench workbench = new Workbench(new BuiltinCompiler(), name -> watched, DeviceList::get);
    Setting setting = new Setting(List.of(paths), Set.of(), Target.APPLE, "sim");
    assertEquals(List.of(), new Oracle(workbench, setting).judge(c, Target.APPLE).findings());
    return watched.ran;
  }

  /** A device that flushes denormals and fuses the steps of matrices, beside the strict one. */
  private static final Workbench FLUSHING =
      new Workbench(
          new BuiltinCompiler(), BuiltinCompilerTest::flushing, BuiltinCompilerTest::flushing);

  private static Device flushing(String name) {
    return name.equals("sim")
        ? DeviceList.get(name)
        : new SimDevice(SimOptions.DEFAULT.withProfile(DeviceProfile.APPLE_GPU));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Denormals.
        "cin=1,cout=2,h=8,w=8,kernel=1x1,inputs=special:7",
        // Sums of products in the matrix unit.
        "cin=8,cout=8,h=32,w=4,pad=1,inputs=real:7",
      })
  void aDeviceIsHeldAgainstItsOwnArithmetic(String text) {
    ConvCase c = CaseText.parse(text);
    List<LoweringPath> paths = List.of(LoweringPath.OLD, LoweringPath.HYBRID);
    Setting setting = new Setting(paths, Set.of(), Target.APPLE, "flushing");
    assertEquals(List.of(), new Oracle(FLUSHING, setting).judge(c, Target.APPLE).findings());

    LoweredCase lowered =
        FLUSHING.compiler().lower(c.convolution(), LoweringPath.OLD, Set.of(), Target.APPLE);
    assertFalse(
        Differences.sameBits(output(lowered, c, "sim"), output(lowered, c, "flushing")),
        "the strict device must differ, or this shows nothing");
  }

  private static Values output(LoweredCase lowered, ConvCase c, String device) {
    Values x = Values.of(floats(c.drawing().activation()));
    Values w = Values.of(floats(c.drawing().weight()));
    if (lowered.run(FLUSHING.device(device), x, w)
        instanceof LoweredCase.Execution.Finished finished) {
      return finished.output();
    }
    throw new AssertionError("the kernels do not run");
  }

  private static float[] floats(double[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Every second element is a convolution of stride 1, and the rewrite sees that.
        "cin=1,cout=1,h=4,w=4,pad=2/1/2/1,stride=2,dilation=2",
        // Zeros of another sign.
        "cin=1,cout=1,h=1,w=1,pad=0/2/1/1,inputs=onehot:3273",
        // The largest floats: sums overflow.
        "cin=8,cout=2,h=6,w=6,pad=1,inputs=special:7",
        // An infinite weight against nothing but padding.
        "cin=1,cout=1,h=1,w=3,pad=1/1/2/2,kernel=2x4,dilation=2,inputs=special:74161",
      })
  void theRepairedPathsAgreeOn(String text) {
    CaseReport report =
        new Oracle(new BuiltinCompiler(), setting(Set.of()))
            .judge(CaseText.parse(text), Target.APPLE);
    assertEquals(List.of(), report.findings());
  }

  @Test
  void aRuleIsRefusedWhereverItWouldBeApplied() {
    Convolution c = CaseText.parse("cin=2,h=5,w=6,cout=3,pad=0").convolution();
    LoweredCase full = new BuiltinCompiler().lower(c, LoweringPath.HYBRID, Set.of(), Target.APPLE);
    assertTrue(full.rules().contains("gate-read"));
    LoweredCase without = full.without("gate-read").orElseThrow();
    assertFalse(without.rules().contains("gate-read"));
    assertEquals(full.stages(), without.stages());
  }

  @Test
  void aCaseThatDoesNotLowerWithoutARuleIsNone() {
    Convolution c = CaseText.parse("cin=2,h=5,w=6,cout=3,pad=0").convolution();
    LoweredCase full = new BuiltinCompiler().lower(c, LoweringPath.HYBRID, Set.of(), Target.APPLE);
    assertEquals(Optional.empty(), full.without("read-through-movement"));
  }
}
