package winofuzz.fuzz.gate;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.campaign.Plan;
import winofuzz.fuzz.campaign.Progress;
import winofuzz.fuzz.campaign.Statistics;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.oracle.FakeCompiler;
import winofuzz.fuzz.oracle.Oracle;

/** Gates over engines that are a few loops, for tests. */
public final class Gates {
  /** Where the baseline of these gates is. */
  public static final String BASELINE = "corpus/baseline.json";

  private Gates() {}

  /** A case that shows all published defects of the engines. */
  public static ReplayCase failing() {
    return kept("cin=2,h=9,w=8,cout=3");
  }

  /** A kept case. */
  public static ReplayCase kept(String text) {
    return new ReplayCase(CaseText.parse(text), Target.APPLE, "corpus/cases/" + text + ".json");
  }

  /** How cases are lowered. */
  public static Setting setting(Set<Defect> defects) {
    return new Setting(
        List.of(LoweringPath.OLD, LoweringPath.HYBRID), defects, Target.APPLE, "sim");
  }

  /** What a gate says. */
  public static GateResult run(
      Baseline baseline, Set<Defect> defects, int drawn, ReplayCase... cases)
      throws IOException, InterruptedException {
    return gate(new FakeCompiler(), 2, baseline, setting(defects), drawn, cases).run();
  }

  /** A gate. */
  public static Gate gate(
      CompilerUnderTest workbench,
      int jobs,
      Baseline baseline,
      Setting setting,
      int drawn,
      ReplayCase... cases) {
    Plan plan =
        new Plan(
            1,
            Duration.ofHours(1),
            drawn,
            jobs,
            InputDomain.drawn(),
            List.of(Target.APPLE),
            setting,
            5000);
    return new Gate(
        List.of(cases),
        baseline,
        BASELINE,
        plan,
        new Oracle(workbench, setting),
        new Silent(),
        System::nanoTime);
  }

  private static final class Silent implements GateListener {
    @Override
    public void replayed(int done, int of) {}

    @Override
    public void progress(Progress progress) {}

    @Override
    public void found(Finding finding) {}

    @Override
    public void minimized(Finding finding) {}

    @Override
    public void finished(Finding finding) {}

    @Override
    public void kept(KeptCase kept) {}

    @Override
    public void counted(Statistics statistics) {}
  }
}
