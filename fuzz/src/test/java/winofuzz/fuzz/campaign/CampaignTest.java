package winofuzz.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import winofuzz.compiler.Defect;
import winofuzz.compiler.Path;
import winofuzz.compiler.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.corpus.Finding;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.FakeWorkbench;
import winofuzz.fuzz.oracle.Judge;
import winofuzz.fuzz.oracle.Oracle;
import winofuzz.fuzz.oracle.Setting;

final class CampaignTest {
  private static final Setting PUBLISHED =
      new Setting(List.of(Path.OLD, Path.HYBRID), Defect.published(), Target.APPLE, "sim");

  /** Remembers what it hears. */
  private static final class Listener implements CampaignListener {
    private final List<String> heard = new ArrayList<>();
    private int ticks;

    @Override
    public void progress(Progress progress) {
      ticks++;
    }

    @Override
    public void found(Finding finding) {
      heard.add("found " + finding.signature());
    }

    @Override
    public void minimized(Finding finding) {
      heard.add("minimized " + finding.signature());
    }

    @Override
    public void finished(Finding finding) {
      heard.add("finished " + finding.signature());
    }

    @Override
    public void merged(Finding finding, Finding into) {
      heard.add("merged " + finding.signature() + " into " + into.signature());
    }
  }

  private static Plan plan(Setting setting, long cases, int jobs) {
    return new Plan(
        1,
        Duration.ofMinutes(10),
        cases,
        jobs,
        EnumSet.allOf(InputDomain.class),
        List.of(Target.values()),
        setting,
        20_000);
  }

  private static CampaignResult run(Setting setting, long cases, int jobs, Listener listener)
      throws IOException, InterruptedException {
    Oracle oracle = new Oracle(new FakeWorkbench(), setting);
    return new Campaign(plan(setting, cases, jobs), oracle, listener, System::nanoTime).run();
  }

  private static Set<String> signatures(CampaignResult result) {
    Set<String> signatures = new TreeSet<>();
    result.findings().forEach(f -> signatures.add(f.signature().toString()));
    return signatures;
  }

  @Test
  void eachDefectIsOneFindingWithAProvenMinimalCase() throws Exception {
    Listener listener = new Listener();
    CampaignResult result = run(PUBLISHED, 60, 2, listener);
    assertEquals(
        Set.of(
            "algebra/hybrid/ranged",
            "lowering/old/fails-to-lower",
            "safety/hybrid/read-out-of-bounds"),
        signatures(result));
    for (Finding f : result.findings()) {
      assertTrue(f.provenMinimal(), f.toString());
      assertTrue(f.count() > 1, f.toString());
      assertTrue(f.minimal().elements() <= 42, f.toString());
    }
    assertEquals(9, listener.heard.size(), listener.heard.toString());
    assertTrue(listener.ticks > 0);
  }

  @Test
  void theSameSeedFindsTheSameWhateverTheNumberOfJobs() throws Exception {
    CampaignResult one = run(PUBLISHED, 60, 1, new Listener());
    CampaignResult three = run(PUBLISHED, 60, 3, new Listener());
    assertEquals(one.findings(), three.findings());
    assertEquals(one.grids(), three.grids());
    assertEquals(one.skipped(), three.skipped());
    assertEquals(one.coverage(), three.coverage());
    assertEquals(60, one.cases());
    assertEquals(60, three.cases());
  }

  @Test
  void oneBugOnTwoPathsIsOneFinding() throws Exception {
    Setting both =
        new Setting(
            List.of(Path.OLD, Path.NEW, Path.HYBRID),
            Set.of(Defect.UNGATED_READS),
            Target.APPLE,
            "sim");
    Listener listener = new Listener();
    CampaignResult result = run(both, 40, 2, listener);
    assertEquals(Set.of("safety/new/read-out-of-bounds"), signatures(result));
    assertTrue(
        listener.heard.contains(
            "merged safety/hybrid/read-out-of-bounds into safety/new/read-out-of-bounds"));
  }

  @Test
  void whatAgreesIsNoFinding() throws Exception {
    Setting repaired = new Setting(List.of(Path.OLD, Path.HYBRID), Set.of(), Target.APPLE, "sim");
    CampaignResult result = run(repaired, 40, 2, new Listener());
    assertEquals(List.of(), result.findings());
    assertFalse(result.interrupted());
    assertTrue(result.coverage().shapeClasses() > 10);
    assertTrue(
        result
            .skipped()
            .containsKey("cross-path: infinities and NaNs depend on the order of operations"));
  }

  @Test
  void timeEndsIt() throws Exception {
    long[] now = {0};
    Plan plan =
        new Plan(
            1,
            Duration.ofSeconds(1),
            Long.MAX_VALUE,
            1,
            EnumSet.allOf(InputDomain.class),
            List.of(Target.APPLE),
            PUBLISHED,
            0);
    Campaign campaign =
        new Campaign(
            plan,
            new Oracle(new FakeWorkbench(), PUBLISHED),
            new Listener(),
            () -> now[0] += 20_000_000);
    CampaignResult result = campaign.run();
    assertTrue(result.cases() > 0 && result.cases() < 60, "cases " + result.cases());
    assertFalse(result.interrupted());
  }

  @Test
  void whatWasFoundBeforeItIsStoppedIsKept() throws Exception {
    Oracle oracle = new Oracle(new FakeWorkbench(), PUBLISHED);
    Campaign[] running = new Campaign[1];
    Judge slow =
        new Judge() {
          @Override
          public CaseReport judge(ConvCase c, Target target) {
            return oracle.judge(c, target);
          }

          @Override
          public boolean shows(ConvCase c, Target target, CaseReport.Symptom symptom) {
            running[0].stop();
            return oracle.shows(c, target, symptom);
          }
        };
    running[0] =
        new Campaign(plan(PUBLISHED, Long.MAX_VALUE, 1), slow, new Listener(), System::nanoTime);
    CampaignResult result = running[0].run();
    assertTrue(result.interrupted());
    assertFalse(result.findings().isEmpty());
    assertFalse(result.findings().getFirst().provenMinimal());
  }
}
