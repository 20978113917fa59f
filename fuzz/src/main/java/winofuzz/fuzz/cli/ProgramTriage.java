package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import winofuzz.fuzz.cases.CompilerChoice;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.programs.ProgramCompiler;
import winofuzz.fuzz.programs.campaign.ProgramFile;
import winofuzz.fuzz.programs.campaign.ProgramFinding;
import winofuzz.fuzz.programs.campaign.ProgramJudge;
import winofuzz.fuzz.programs.campaign.ProgramShrinker;
import winofuzz.fuzz.programs.campaign.ProgramShrinker.Shrunk;
import winofuzz.fuzz.programs.campaign.ProgramVerdict;
import winofuzz.fuzz.report.ProgramTriageDocument;
import winofuzz.fuzz.terminal.Activity;

/**
 * {@code triage} of a program: the smallest one that fails alike, and what becomes of it.
 *
 * @param device that runs the kernels, by its name
 * @param budget how long it may be made smaller
 */
record ProgramTriage(Context context, String device, Duration budget, boolean json) {
  /** More than any budget has time for. */
  private static final int MOST_TRIES = 1_000_000;

  /** Tells of the finding in a file; the result is the exit status. */
  int run(Path file) throws IOException {
    ProgramCompiler compiler = ProgramsRun.compiler(context, "triage of a program");
    ProgramFile kept = ProgramFile.read(file);
    ProgramFinding finding = kept.finding();
    requireCompiler(kept, finding);
    ProgramJudge judge =
        new ProgramJudge(compiler, context.devices().get(device, null), List.of(finding.path()));
    Activity _ = context.console().status().begin("judging the program");
    ProgramVerdict verdict = judge.judge(List.of(finding.smallest()));
    boolean isSame =
        verdict instanceof ProgramVerdict.Wrong wrong && wrong.symptom().equals(finding.symptom());
    if (!isSame) {
      context
          .console()
          .err()
          .println("its program does not show the finding any more: " + finding.signature());
    }
    if (verdict instanceof ProgramVerdict.Wrong wrong) {
      triage(isSame ? finding : finding.seenAs(wrong), wrong, judge);
      return ExitCode.FINDING;
    }
    return ExitCode.AGREES;
  }

  private void triage(ProgramFinding finding, ProgramVerdict.Wrong wrong, ProgramJudge judge) {
    Activity activity =
        context.console().status().begin("shrinking the program: " + finding.signature());
    Shrunk shrunk =
        new ProgramShrinker(judge, MOST_TRIES).shrink(finding.smallest(), wrong, mayGoOn());
    activity.at("looking for the rule: " + finding.signature());
    Optional<Culprit> culprit = judge.culprit(shrunk.sample(), finding.path());
    ProgramTriageDocument document =
        ProgramTriageDocument.of(
            finding.with(shrunk).blaming(culprit.map(ProgramJudge::wrongRule).orElse("")),
            context.choice(),
            shrunk,
            judge.story(shrunk.sample(), finding.path()),
            culprit);
    if (json) {
      context.console().json(document);
    } else {
      context.console().out().print(document.text());
    }
  }

  private void requireCompiler(ProgramFile kept, ProgramFinding finding) {
    context.requireCompiler(
        new Setting(
            CompilerChoice.orBuiltin(kept.compiler()),
            List.of(finding.path()),
            Set.of(),
            context.compiler().targets().getFirst(),
            device),
        "the finding");
  }

  private BooleanSupplier mayGoOn() {
    long end = System.nanoTime() + budget.toNanos();
    return () -> System.nanoTime() - end < 0;
  }
}
