package winofuzz.fuzz.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.gate.GateFinding.Status;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.LoweredCase.Execution;
import winofuzz.fuzz.lowering.LoweredCase.Fault;
import winofuzz.fuzz.oracle.FakeCompiler;

final class GateTest {
  private static final Set<Defect> NONE = Set.of();
  private static final Set<Defect> PUBLISHED = Defect.published();
  private static final int DRAWN = 12;

  private static List<Status> statuses(GateResult result) {
    return result.findings().stream().map(GateFinding::status).toList();
  }

  @Test
  void whatNobodyKnowsIsNewAndFails() throws IOException, InterruptedException {
    GateResult result = Gates.run(Baseline.EMPTY, PUBLISHED, DRAWN);
    assertEquals(List.of(Status.NEW, Status.NEW, Status.NEW), statuses(result));
    assertFalse(result.holds());
    for (GateFinding finding : result.findings()) {
      assertTrue(finding.isProvenMinimal(), finding.signature().toString());
      assertEquals(Gates.BASELINE, finding.origin());
    }
  }

  @Test
  void aBaselineThatAcceptsItKnowsItThen() throws IOException, InterruptedException {
    GateResult first = Gates.run(Baseline.EMPTY, PUBLISHED, DRAWN);
    Baseline accepting = Baseline.EMPTY.accepting(first.findings());
    GateResult second = Gates.run(accepting, PUBLISHED, DRAWN);
    assertEquals(List.of(Status.KNOWN, Status.KNOWN, Status.KNOWN), statuses(second));
    assertTrue(second.holds());
    assertEquals(accepting.entries(), accepting.accepting(second.findings()).entries());
  }

  @Test
  void itsMinimalCasesAreReplayedEvenIfNothingIsDrawn() throws IOException, InterruptedException {
    Baseline accepting =
        Baseline.EMPTY.accepting(Gates.run(Baseline.EMPTY, PUBLISHED, DRAWN).findings());
    GateResult result = Gates.run(accepting, PUBLISHED, 0);
    assertEquals(List.of(Status.KNOWN, Status.KNOWN, Status.KNOWN), statuses(result));
    assertEquals(3, result.replayed().size());
  }

  @Test
  void whatIsRepairedIsGoneThenFixedAndMustNotComeBack() throws IOException, InterruptedException {
    Baseline open =
        Baseline.EMPTY.accepting(Gates.run(Baseline.EMPTY, PUBLISHED, DRAWN).findings());
    GateResult repaired = Gates.run(open, NONE, DRAWN);
    assertEquals(List.of(Status.GONE, Status.GONE, Status.GONE), statuses(repaired));
    assertTrue(repaired.holds());
    Baseline fixed = open.accepting(repaired.findings());
    assertTrue(fixed.entries().stream().noneMatch(Known::isOpen));
    assertEquals(List.of(), Gates.run(fixed, NONE, DRAWN).findings());
    GateResult back = Gates.run(fixed, PUBLISHED, DRAWN);
    assertEquals(List.of(Status.RETURNED, Status.RETURNED, Status.RETURNED), statuses(back));
    assertFalse(back.holds());
    assertTrue(fixed.accepting(back.findings()).entries().stream().allMatch(Known::isOpen));
  }

  @Test
  void aNoteStaysWhateverBecomesOfItsFinding() throws IOException, InterruptedException {
    GateFinding found = Gates.run(Baseline.EMPTY, PUBLISHED, DRAWN).findings().getFirst();
    Known noted =
        new Known(found.signature(), Known.State.OPEN, found.target(), found.minimal(), "see #7");
    Baseline baseline = new Baseline(List.of(noted));
    Baseline updated = baseline.accepting(Gates.run(baseline, NONE, 0).findings());
    assertEquals(List.of(noted.with(Known.State.FIXED)), updated.entries());
  }

  @Test
  void aKeptCaseIsEnoughToFindIt() throws IOException, InterruptedException {
    ReplayCase kept = Gates.failing();
    GateResult result = Gates.run(Baseline.EMPTY, PUBLISHED, 0, kept, kept);
    assertEquals(1, result.replayed().size(), "kept twice, replayed once");
    assertEquals(List.of(Status.NEW, Status.NEW, Status.NEW), statuses(result));
    for (GateFinding finding : result.findings()) {
      assertTrue(finding.isProvenMinimal(), finding.signature().toString());
      assertTrue(finding.minimal().elements() < kept.subject().elements());
      assertEquals(kept.origin(), finding.origin());
      assertEquals(kept.subject(), finding.finding().orElseThrow().firstSeen());
    }
  }

  @Test
  void keptAndDrawnTheSmallerCaseCounts() throws IOException, InterruptedException {
    GateResult drawn = Gates.run(Baseline.EMPTY, PUBLISHED, DRAWN);
    GateResult both = Gates.run(Baseline.EMPTY, PUBLISHED, DRAWN, Gates.failing());
    assertEquals(
        drawn.findings().stream().map(GateFinding::minimal).toList(),
        both.findings().stream().map(GateFinding::minimal).toList());
    assertEquals(3, both.findings().size());
    for (Known accepted : Baseline.EMPTY.accepting(both.findings()).entries()) {
      GateFinding finding =
          both.findings().stream()
              .filter(f -> f.signature().equals(accepted.signature()))
              .findFirst()
              .orElseThrow();
      assertEquals(finding.minimal(), accepted.minimal());
      assertTrue(accepted.isOpen());
    }
  }

  @Test
  void whatIsOnAPathThatIsNotAskedIsNotGone() throws IOException, InterruptedException {
    Known onNew =
        new Known(
            new Signature("algebra", LoweringPath.NEW, Symptom.parse("ranged")),
            Known.State.OPEN,
            Target.APPLE,
            CaseText.parse("cin=1,h=4,w=4,cout=2"),
            "");
    Baseline baseline = new Baseline(List.of(onNew));
    GateResult result = Gates.run(baseline, NONE, 5);
    assertEquals(List.of(), result.findings());
    assertEquals(baseline.entries(), baseline.accepting(result.findings()).entries());
  }

  /** Engines that write out of bounds on every path. */
  private static final class Unsafe extends FakeCompiler {
    @Override
    public LoweredCase lower(Convolution c, LoweringPath path, Set<Defect> defects, Target target) {
      return new FakeLowered(c, path, Set.of(Defect.UNGATED_READS)) {
        @Override
        public Execution run(
            winofuzz.metal.Device device,
            winofuzz.interpret.Values x,
            winofuzz.interpret.Values w) {
          Execution.Finished finished = (Execution.Finished) super.run(device, x, w);
          return new Execution.Finished(
              finished.output(),
              List.of(new Fault(winofuzz.metal.Violation.Kind.WRITE_OUT_OF_BOUNDS, "line 1")));
        }
      };
    }
  }

  @Test
  void oneBugOnTwoPathsIsOneFinding() throws IOException, InterruptedException {
    Setting setting = Gates.setting(NONE);
    Gate replaying =
        Gates.gate(new Unsafe(), 2, Baseline.EMPTY, setting, 0, Gates.kept("cin=1,h=5,w=6,cout=2"));
    GateResult replayed = replaying.run();
    assertEquals(List.of(Status.NEW), statuses(replayed));
    Baseline accepting = Baseline.EMPTY.accepting(replayed.findings());
    GateResult again = Gates.gate(new Unsafe(), 2, accepting, setting, 10).run();
    assertEquals(List.of(Status.KNOWN), statuses(again));
  }

  @Test
  void jobsChangeNothing() throws IOException, InterruptedException {
    Setting setting = Gates.setting(PUBLISHED);
    List<List<GateFinding>> results =
        List.of(
            Gates.gate(new FakeCompiler(), 1, Baseline.EMPTY, setting, DRAWN, Gates.failing())
                .run()
                .findings(),
            Gates.gate(new FakeCompiler(), 4, Baseline.EMPTY, setting, DRAWN, Gates.failing())
                .run()
                .findings());
    assertEquals(results.getFirst(), results.getLast());
  }

  @Test
  void interruptedNothingIsCalledGone() throws IOException, InterruptedException {
    Baseline open =
        Baseline.EMPTY.accepting(Gates.run(Baseline.EMPTY, PUBLISHED, DRAWN).findings());
    Gate gate = Gates.gate(new FakeCompiler(), 2, open, Gates.setting(NONE), DRAWN);
    gate.stop();
    GateResult result = gate.run();
    assertTrue(result.interrupted());
    assertEquals(List.of(), result.findings());
    assertEquals(0, result.campaign().statistics().cases());
  }
}
