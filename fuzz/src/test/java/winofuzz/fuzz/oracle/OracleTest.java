package winofuzz.fuzz.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.lowering.LoweredCase.Execution;
import winofuzz.fuzz.lowering.LoweredCase.StageResult;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.fuzz.oracle.FakeCompiler.FakeLowered;
import winofuzz.fuzz.shrink.Answer;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.Fidelity;
import winofuzz.ir.Stage;
import winofuzz.metal.Device;
import winofuzz.number.NumericProfile;

final class OracleTest {
  private static final String PADDED = "cin=2,h=4,w=4,cout=2,pad=1";

  private static Setting setting(Set<Defect> defects) {
    return new Setting(
        List.of(LoweringPath.OLD, LoweringPath.HYBRID), defects, Target.APPLE, "sim");
  }

  private static CaseReport judge(CompilerUnderTest workbench, String spec, Set<Defect> defects) {
    return new Oracle(workbench, setting(defects)).judge(CaseText.parse(spec), Target.APPLE);
  }

  private static Set<String> signatures(CaseReport report) {
    Set<String> result = new TreeSet<>();
    report.findings().forEach(s -> result.add(s.signature().toString()));
    return result;
  }

  private static String verdict(CaseReport report, String assertion, LoweringPath path) {
    return report.judgements().stream()
        .filter(j -> j.assertion().equals(assertion) && j.path().equals(path))
        .map(j -> j.verdict().label())
        .findFirst()
        .orElse("not asked");
  }

  private static final Set<Semantics> ROUNDED = Set.of(Semantics.IEEE, Semantics.BOUND);

  @Test
  void whatAgreesHoldsThroughout() {
    CaseReport report = judge(new FakeCompiler(), PADDED + ",inputs=onehot:1", Set.of());
    assertFalse(report.isViolated());
    assertTrue(report.judgements().stream().allMatch(j -> j.verdict() instanceof Verdict.Holds));
    assertEquals(Set.of("lower old", "lower hybrid"), report.rules());
  }

  @Test
  void aPathThatDoesNotLowerIsOneFinding() {
    CaseReport report = judge(new FakeCompiler(), "cin=1,h=3,w=4,cout=1", Set.of(Defect.PAD_ORDER));
    assertEquals(Set.of("lowering/old/fails-to-lower"), signatures(report));
    assertEquals("skipped", verdict(report, "cross-path", LoweringPath.HYBRID));
    assertEquals("holds", verdict(report, "algebra", LoweringPath.HYBRID));
    assertTrue(report.grid().isEmpty());
  }

  @Test
  void aMisplacementIsFoundWhereItAppearsFirst() {
    CaseReport report =
        judge(new FakeCompiler(), PADDED + ",inputs=onehot:1", Set.of(Defect.INDEX_ORDER));
    assertEquals(Set.of("algebra/hybrid/ranged/rewrite/reverse"), signatures(report));
    assertEquals("violated", verdict(report, "cross-path", LoweringPath.HYBRID));
  }

  @Test
  void twoBugsOnOneCaseAreTwoFindings() {
    CaseReport report = judge(new FakeCompiler(), "cin=1,h=4,w=4,cout=2", Defect.published());
    assertEquals(
        Set.of(
            "algebra/hybrid/ranged/rewrite/reverse",
            "safety/hybrid/read-out-of-bounds/rewrite/read"),
        signatures(report));
    assertEquals("skipped", verdict(report, "device", LoweringPath.HYBRID));
  }

  @Test
  void valuesThatOnlyADeviceHasWrongAreItsOwn() {
    CompilerUnderTest wrongDevice =
        FakeCompiler.of(
            (c, path, defects) ->
                new FakeLowered(c, path, defects) {
                  @Override
                  public Execution run(Device device, Values x, Values w) {
                    return new Execution.Finished(
                        FakeCompiler.reversed(
                            FakeCompiler.convolve(convolution, x, w, Semantics.IEEE)),
                        List.of());
                  }
                });
    assertEquals(Set.of("device/old/sim/sim"), signatures(judge(wrongDevice, PADDED, Set.of())));
  }

  @Test
  void pathsThatRoundDifferentlyAgreeWithinTheirBoundsOnAnyWindow() {
    for (String window : List.of("", ",stride=2", ",kernel=2x3", ",dilation=2")) {
      CaseReport report = judge(rounding(0x1p-30), "cin=3,h=7,w=6,cout=2,pad=1" + window, Set.of());
      assertEquals("holds", verdict(report, "cross-path", LoweringPath.HYBRID), window);
      CaseReport off = judge(rounding(1e-3), "cin=3,h=7,w=6,cout=2,pad=1" + window, Set.of());
      assertEquals("violated", verdict(off, "cross-path", LoweringPath.HYBRID), window);
    }
  }

  /** An engine whose hybrid path is off by something and has a bound of twice 2^-30. */
  private static CompilerUnderTest rounding(double off) {
    return FakeCompiler.of(
        (c, path, defects) ->
            new FakeLowered(c, path, defects) {
              @Override
              public StageResult evaluate(
                  Stage stage, Semantics semantics, NumericProfile profile, Values x, Values w) {
                Values y = super.evaluate(stage, semantics, profile, x, w).output();
                boolean rounds = path.equals(LoweringPath.HYBRID) && ROUNDED.contains(semantics);
                return new StageResult(rounds ? moved(y, off) : y, List.of());
              }
            });
  }

  private static Values moved(Values y, double by) {
    double[] result = new double[y.size()];
    double[] bounds = new double[y.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = y.at(i) + by;
      bounds[i] = 0x1p-29 + (y instanceof Values.Bounded b ? b.boundAt(i) : 0);
    }
    Values numbers = Values.of(result);
    return y instanceof Values.Bounded ? Values.bounded(numbers, bounds) : numbers;
  }

  @Test
  void aZeroOfTheOtherSignIsRemarkedUpon() {
    CaseReport report =
        judge(
            negativeZeros((path, stage) -> path.equals(LoweringPath.HYBRID)),
            "cin=16,h=12,w=12,cout=4,inputs=onehot:3",
            Set.of());
    assertEquals(Set.of(), signatures(report));
    assertEquals(Set.of("cross-path/hybrid: zeros differ in their sign"), remarks(report));
  }

  @Test
  void aZeroOfTheOtherSignThatSimplificationLeavesIsRemarkedUpon() {
    String zeros = "cin=1,h=3,w=3,cout=1,inputs=ones:0:none";
    CaseReport simplified =
        judge(negativeZeros((path, stage) -> stage.compareTo(Stage.KERNEL) < 0), zeros, Set.of());
    assertEquals(Set.of(), signatures(simplified));
    assertEquals(
        Set.of(
            "lowering/old: zeros differ in their sign",
            "lowering/hybrid: zeros differ in their sign"),
        remarks(simplified));

    CaseReport ranged =
        judge(negativeZeros((path, stage) -> stage == Stage.TENSOR), zeros, Set.of());
    assertEquals(Set.of("lowering/old/ranged"), signatures(ranged));
  }

  private static Set<String> remarks(CaseReport report) {
    return report.judgements().stream()
        .filter(j -> j.verdict() instanceof Verdict.HoldsWithRemark)
        .map(
            j ->
                "%s/%s: %s"
                    .formatted(
                        j.assertion(),
                        j.path().label(),
                        ((Verdict.HoldsWithRemark) j.verdict()).remark()))
        .collect(Collectors.toSet());
  }

  /** An engine whose zeros are negative on some paths at some stages. */
  private static CompilerUnderTest negativeZeros(BiPredicate<LoweringPath, Stage> where) {
    return FakeCompiler.of(
        (c, path, defects) ->
            new FakeLowered(c, path, defects) {
              @Override
              public StageResult evaluate(
                  Stage stage, Semantics semantics, NumericProfile profile, Values x, Values w) {
                Values y = super.evaluate(stage, semantics, profile, x, w).output();
                boolean negative = ROUNDED.contains(semantics) && where.test(path, stage);
                return new StageResult(negative ? negativeZeros(y) : y, List.of());
              }
            });
  }

  private static Values negativeZeros(Values y) {
    double[] result = new double[y.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = y.at(i) == 0 ? -0.0 : y.at(i);
    }
    return Values.of(result);
  }

  @Test
  void theRewriteMustFireWhereItIsForAndNowhereElse() {
    CompilerUnderTest never =
        FakeCompiler.of(
            (c, path, defects) ->
                new FakeLowered(c, path, defects) {
                  @Override
                  public Optional<Boolean> isWinograd() {
                    return Optional.of(path.equals(LoweringPath.OLD));
                  }
                });
    assertEquals(Set.of("fire/hybrid/does-not-fire"), signatures(judge(never, PADDED, Set.of())));
    assertEquals(
        Set.of("fire/old/fires-wrongly"), signatures(judge(never, PADDED + ",stride=2", Set.of())));
  }

  @Test
  void anEngineThatBreaksIsAFindingNamedByWhereItBroke() {
    CompilerUnderTest broken =
        FakeCompiler.of(
            (c, path, defects) ->
                new FakeLowered(c, path, defects) {
                  @Override
                  public List<Stage> stages() {
                    throw new IllegalStateException("no memory of this");
                  }
                });
    CaseReport report = judge(broken, PADDED, Set.of());
    assertEquals(1, report.findings().size());
    String signature = report.findings().getFirst().signature().toString();
    assertTrue(
        signature.startsWith("sizes/old/breaks-at-IllegalStateException@OracleTest"), signature);
  }

  @Test
  void anEngineThatBreaksWhileBlameIsLookedForHidesNothing() {
    CompilerUnderTest broken =
        FakeCompiler.of(
            (c, path, defects) ->
                new FakeLowered(c, path, defects) {
                  @Override
                  public Optional<Culprit> culprit(
                      Set<StageFault> faults, Values x, Values w, Values expected) {
                    throw new IllegalStateException("no culprit");
                  }
                });
    Oracle oracle = new Oracle(broken, setting(Set.of(Defect.INDEX_ORDER)));
    ConvCase c = CaseText.parse("cin=1,h=4,w=4,cout=2");
    List<Signature> found =
        oracle.judge(c, Target.APPLE).findings().stream().map(Finding::signature).toList();
    assertEquals(
        1, found.stream().filter(s -> s.toString().equals("algebra/hybrid/ranged")).count());
    Signature blame =
        found.stream().filter(s -> s.assertion().equals("blame")).findFirst().orElseThrow();
    assertEquals(Answer.YES, oracle.shows(c, Target.APPLE, blame));
  }

  @Test
  void aBugIsRecognizedOnAnotherCaseWithoutAskingMoreThanItTakes() {
    Oracle oracle = new Oracle(new FakeCompiler(), setting(Defect.published()));
    ConvCase both = CaseText.parse("cin=1,h=4,w=4,cout=2");
    ConvCase oneChannel = CaseText.parse("cin=1,h=4,w=4,cout=1");
    TreeMap<String, Signature> signatures = new TreeMap<>();
    for (Finding s : oracle.judge(both, Target.APPLE).findings()) {
      signatures.put(s.signature().assertion(), s.signature());
    }
    Signature misplaced = Objects.requireNonNull(signatures.get("algebra"));
    Signature outside = Objects.requireNonNull(signatures.get("safety"));
    assertEquals(Answer.YES, oracle.shows(both, Target.APPLE, misplaced));
    assertEquals(Answer.YES, oracle.shows(both, Target.APPLE, outside));
    assertEquals(Answer.NO, oracle.shows(oneChannel, Target.APPLE, misplaced));
    assertEquals(Answer.YES, oracle.shows(oneChannel, Target.APPLE, outside));
    assertEquals(Answer.NO, oracle.shows(CaseText.parse(PADDED), Target.APPLE, outside));
  }

  @Test
  void whatCannotBeAskedSaysWhy() {
    CompilerUnderTest noPolynomial =
        misplacing(
            (stage, semantics) -> {
              if (semantics == Semantics.FIELD) {
                throw new UnsupportedCaseException("a maximum of values");
              }
              return false;
            });
    String special = "cin=8,h=9,w=9,cout=2,pad=1,inputs=special:1";
    assertEquals("holds", verdict(judgeReal(noPolynomial), "algebra", LoweringPath.OLD));
    CaseReport unknown = judge(noPolynomial, special, Set.of());
    assertEquals("skipped", verdict(unknown, "algebra", LoweringPath.OLD));
    assertEquals("holds", verdict(unknown, "device", LoweringPath.OLD));
  }

  @Test
  void whatHoldsOfOtherInputsHoldsOfInfinitiesToo() {
    String special = PADDED + ",inputs=special:1";
    CaseReport right = judge(new FakeCompiler(), special, Set.of());
    assertEquals("holds", verdict(right, "algebra", LoweringPath.HYBRID));
    CaseReport wrong = judge(new FakeCompiler(), special, Set.of(Defect.INDEX_ORDER));
    assertEquals(Set.of("algebra/hybrid/ranged/rewrite/reverse"), signatures(wrong));
  }

  @Test
  void aMistakeThatTheInputsHideIsFoundUnlessTheyWereChosen() {
    CompilerUnderTest hidden =
        misplacing((stage, semantics) -> semantics == Semantics.FIELD && stage != Stage.TENSOR);
    assertEquals(Set.of("algebra/old/ranged"), signatures(judgeReal(hidden)));
    CaseReport chosen = judge(hidden, PADDED + ",inputs=ones:0:x0+w0", Set.of());
    assertEquals(Set.of(), signatures(chosen));
  }

  @Test
  void mistakesThatCancelAreLookedForOnSomeCases() {
    CompilerUnderTest cancelling = misplacing((stage, semantics) -> stage == Stage.RANGED);
    assertTrue(judgeReal(cancelling).isViolated());
    Oracle oracle = new Oracle(cancelling, setting(Set.of()));
    long found =
        IntStream.range(0, 80)
            .mapToObj(seed -> CaseText.parse(PADDED + ",inputs=real:" + seed))
            .filter(c -> oracle.screen(c, Target.APPLE).isViolated())
            .count();
    assertTrue(0 < found && found < 30, "found on " + found + " of 80");
  }

  private CaseReport judgeReal(CompilerUnderTest compiler) {
    return judge(compiler, PADDED, Set.of());
  }

  /** Engines with misplaced elements at some stages, in some numbers. */
  private static CompilerUnderTest misplacing(BiPredicate<Stage, Semantics> where) {
    return FakeCompiler.of(
        (c, path, defects) ->
            new FakeLowered(c, path, defects) {
              @Override
              public StageResult evaluate(
                  Stage stage, Semantics semantics, NumericProfile profile, Values x, Values w) {
                Values y = super.evaluate(stage, semantics, profile, x, w).output();
                return new StageResult(
                    where.test(stage, semantics) ? FakeCompiler.reversed(y) : y, List.of());
              }

              @Override
              public Fidelity fidelity(Stage stage) {
                return Fidelity.NONE;
              }
            });
  }

  @Test
  void gridsAreComparedAndNeverAViolation() {
    CaseReport report = judge(new FakeCompiler(), PADDED, Set.of());
    assertEquals(GridClass.PERMUTED, report.grid().orElseThrow().gridClass());
    assertFalse(report.isViolated());
  }
}
