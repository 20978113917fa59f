package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.campaign.RunFolder;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.programs.ProgramCompiler;
import winofuzz.fuzz.programs.campaign.ProgramCampaign;
import winofuzz.fuzz.programs.campaign.ProgramCounts;
import winofuzz.fuzz.programs.campaign.ProgramFinding;
import winofuzz.fuzz.programs.campaign.ProgramFolder;
import winofuzz.fuzz.programs.campaign.ProgramJudge;
import winofuzz.fuzz.programs.campaign.ProgramListener;
import winofuzz.fuzz.programs.campaign.ProgramPlan;
import winofuzz.fuzz.programs.campaign.ProgramResult;
import winofuzz.fuzz.report.ProgramsDocument;
import winofuzz.fuzz.report.ProgramsReport;
import winofuzz.fuzz.report.StatusLine;
import winofuzz.metal.Device;

/** {@code run --programs}: a campaign over tensor programs. */
final class ProgramsRun {
  private final Context context;
  private final List<LoweringPath> paths;
  private final StatusLine status;

  ProgramsRun(Context context, List<LoweringPath> paths, StatusLine status) {
    this.context = context;
    this.paths = paths;
    this.status = status;
  }

  /** Returns the compiler, which must lower programs. */
  static ProgramCompiler compiler(Context context, String option) {
    if (context.compiler() instanceof ProgramCompiler compiler && compiler.lowersPrograms()) {
      return compiler;
    }
    throw new BadInputException(
        option + ": expected a compiler that lowers programs, found " + context.compiler().name());
  }

  /**
   * Runs a campaign; the result is the exit status.
   *
   * @param out the folder of the run; null for a new one
   * @param force whether it may hold another run
   */
  int run(ProgramPlan plan, Device device, @Nullable Path out, boolean force, boolean json)
      throws IOException, InterruptedException {
    ProgramJudge judge = new ProgramJudge(compiler(context, "--programs"), device, paths);
    ProgramFolder folder = folder(out, force);
    ProgramCampaign campaign =
        new ProgramCampaign(plan, judge, new Listener(folder, status), System::nanoTime);
    try (Interrupt _ = new Interrupt(campaign::stop)) {
      ProgramResult result = campaign.run();
      status.clear();
      status.say("kept in    " + folder.root());
      print(result, folder, json);
      context.console().out().flush();
      if (result.interrupted()) {
        return ExitCode.INTERRUPTED;
      }
      return result.findings().isEmpty() ? ExitCode.AGREES : ExitCode.FINDING;
    }
  }

  private ProgramFolder folder(@Nullable Path out, boolean force) throws IOException {
    Path reports = context.home().resolve("reports");
    ProgramFolder folder =
        new ProgramFolder(out == null ? RunFolder.freshFolder(reports.resolve("programs")) : out);
    if (!force && folder.isUsed()) {
      throw new BadInputException(
          "--out: expected a folder without a run, found one in %s; --force adds to it"
              .formatted(folder.root()));
    }
    try {
      folder.prepare();
    } catch (IOException e) {
      throw new BadInputException(
          "--out: expected a folder that takes files, found " + folder.root(), e);
    }
    return folder;
  }

  private void print(ProgramResult result, ProgramFolder folder, boolean json) {
    Function<ProgramFinding, String> reproduce =
        f -> ProgramsReport.reproduce(folder.file(f), context.choice().options(List.of(f.path())));
    if (json) {
      context.console().json(ProgramsDocument.of(result, reproduce));
    } else {
      context.console().out().print(ProgramsReport.text(result, reproduce));
    }
  }

  /** Keeps and reports what happens. */
  private record Listener(ProgramFolder folder, StatusLine status) implements ProgramListener {
    @Override
    public void progress(ProgramCounts counts, int findings, int shrinking) {
      status.show(counts, findings, shrinking);
    }

    @Override
    public void found(ProgramFinding finding) throws IOException {
      status.say("found      " + finding.signature() + ": " + finding.detail());
      folder.found(finding);
    }

    @Override
    public void minimized(ProgramFinding finding) throws IOException {
      status.say(
          "%-10s %s, seen on %d"
              .formatted(
                  finding.isFinished() ? "minimal" : "smaller",
                  finding.signature(),
                  finding.count()));
      folder.minimized(finding);
    }

    @Override
    public void dropped(ProgramFinding finding) throws IOException {
      folder.dropped(finding);
    }
  }
}
