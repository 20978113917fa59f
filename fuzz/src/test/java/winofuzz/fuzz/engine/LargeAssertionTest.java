package winofuzz.fuzz.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import winofuzz.bounds.BoundsFault;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.lowering.ToyCompiler;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Oracle;
import winofuzz.fuzz.shrink.Answer;
import winofuzz.fuzz.shrink.Minimal;
import winofuzz.fuzz.shrink.Shrinker;

/** Cases that nothing could run are judged by what is proven of their kernels. */
final class LargeAssertionTest {
  private static final ConvCase ODD = CaseText.parse("cin=3,h=40001,w=40003,cout=64");
  private static final Signature OUTSIDE =
      new Signature("large", LoweringPath.HYBRID, new Symptom.OutOfBounds(BoundsFault.INDEX));

  private static Oracle oracle(Set<Defect> defects) {
    return new Oracle(
        new BuiltinCompiler(),
        new Setting(
            List.of(LoweringPath.DIRECT, LoweringPath.HYBRID), defects, Target.APPLE, "sim"));
  }

  private static Set<String> verdicts(CaseReport report) {
    Set<String> result = new TreeSet<>();
    report.judgements().forEach(j -> result.add(j.assertion() + " " + j.verdict().label()));
    return result;
  }

  @Test
  void aCaseOfBillionsOfElementsIsProvenAndNotRun() {
    CaseReport report = oracle(Set.of()).judge(ODD, Target.APPLE);
    assertEquals(Set.of("fire holds", "large holds", "lowering skipped"), verdicts(report));
    CaseReport small = oracle(Set.of()).judge(CaseText.parse("cin=1,h=4,w=4,cout=1"), Target.APPLE);
    assertTrue(verdicts(small).stream().noneMatch(v -> v.startsWith("large")));
  }

  @Test
  void kernelsWithoutInstructionsRunAtTheCornersOfTheirLaunch() {
    ToyCompiler toy = new ToyCompiler(ToyCompiler.Mistake.NONE);
    Setting setting = new Setting(toy.paths(), Set.of(), Target.APPLE, "sim");
    CaseReport report =
        new Oracle(toy, setting).judge(CaseText.parse("cin=1,h=5000,w=5000,cout=1"), Target.APPLE);
    assertEquals(
        List.of(
            "not supported: the compiler gives no instructions: 2 threadgroups wrote 2 elements",
            "not supported: the compiler gives no instructions: 4 threadgroups wrote 0 elements"),
        report.judgements().stream()
            .filter(j -> j.assertion().equals("large"))
            .map(j -> j.verdict().detail())
            .toList());
  }

  @Test
  void whatIsReadOutsideIsAFindingWithTheThreadThatReadsIt() {
    List<Finding> findings =
        oracle(EnumSet.of(Defect.UNGATED_READS)).judge(ODD, Target.APPLE).findings();
    assertEquals(List.of(OUTSIDE), findings.stream().map(Finding::signature).toList());
    assertTrue(findings.getFirst().detail().endsWith("at gidx0=624, gidx1=10000, lidx1=15"));
    assertEquals(new Symptom.OutOfBounds(BoundsFault.INDEX), Symptom.parse("bounds-index"));
  }

  @Test
  void theFindingShrinksToASmallCaseWhereThatShowsIt() {
    Oracle oracle = oracle(EnumSet.of(Defect.UNGATED_READS));
    Shrinker shrinker = new Shrinker(c -> oracle.shows(c, Target.APPLE, OUTSIDE), () -> false, 200);
    Minimal minimal = shrinker.shrink(ODD);
    assertTrue(minimal.smallest().elements() < 60, minimal.smallest()::toString);
    assertEquals(Answer.YES, oracle.shows(minimal.smallest(), Target.APPLE, OUTSIDE));
  }

  /** Stages of a large case are not evaluated: a small one tells who is to blame. */
  @Test
  void wrongValuesShrinkToASmallCaseThatTellsWhoIsToBlame() {
    Oracle oracle = oracle(EnumSet.of(Defect.INDEX_ORDER));
    ConvCase large = CaseText.parse("batch=400000,cin=1,h=6,w=10,cout=2");
    Finding found = oracle.judge(large, Target.APPLE).findings().getFirst();
    assertEquals("large/hybrid/beyond-promise-on-sim", found.signature().toString());
    Shrinker shrinker =
        new Shrinker(c -> oracle.shows(c, Target.APPLE, found.signature()), () -> false, 100);
    Minimal minimal = shrinker.shrink(large);
    Finding small = oracle.seenOn(minimal.smallest(), Target.APPLE, found);
    assertTrue(minimal.smallest().elements() < 100, minimal.smallest()::toString);
    Set<String> alongside = new TreeSet<>();
    small.alongside().forEach(signature -> alongside.add(signature.toString()));
    assertTrue(alongside.contains("algebra/hybrid/ranged/winograd/winograd"), alongside::toString);
  }
}
