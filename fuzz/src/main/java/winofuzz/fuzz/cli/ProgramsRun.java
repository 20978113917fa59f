package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.fuzz.files.IoProblem;
import winofuzz.fuzz.programs.ProgramCompiler;
import winofuzz.fuzz.programs.campaign.ProgramCampaign;
import winofuzz.fuzz.programs.campaign.ProgramCheckpoint;
import winofuzz.fuzz.programs.campaign.ProgramCounts;
import winofuzz.fuzz.programs.campaign.ProgramFinding;
import winofuzz.fuzz.programs.campaign.ProgramFolder;
import winofuzz.fuzz.programs.campaign.ProgramJudge;
import winofuzz.fuzz.programs.campaign.ProgramListener;
import winofuzz.fuzz.programs.campaign.ProgramPlan;
import winofuzz.fuzz.programs.campaign.ProgramResult;
import winofuzz.fuzz.report.CampaignEvents;
import winofuzz.fuzz.report.CampaignPanel;
import winofuzz.fuzz.report.ProgramsDocument;
import winofuzz.fuzz.report.ProgramsReport;
import winofuzz.fuzz.terminal.Status;

/** {@code run --programs}: a campaign over tensor programs. Its methods return the exit status. */
final class ProgramsRun {
  private final Context context;
  private final Status status;
  private final boolean json;

  ProgramsRun(Context context, Status status, boolean json) {
    this.context = context;
    this.status = status;
    this.json = json;
  }

  /** Returns the compiler, which must lower programs. */
  static ProgramCompiler compiler(Context context, String option) {
    if (context.compiler() instanceof ProgramCompiler compiler && compiler.lowersPrograms()) {
      return compiler;
    }
    throw new BadInputException(
        option + ": expected a compiler that lowers programs, found " + context.compiler().name());
  }

  /** Returns whether a folder holds such a campaign. */
  static boolean isIn(Path root) {
    return new ProgramFolder(root, message -> {}).isRun();
  }

  /**
   * Begins a campaign.
   *
   * @param out the folder of the run; null for a new one
   * @param force whether it may hold another run
   */
  int begin(ProgramPlan plan, @Nullable Path out, boolean force)
      throws IOException, InterruptedException {
    Path reports = context.home().resolve("reports");
    Path root = out == null ? AtomicFiles.freshFolder(reports.resolve("programs")) : out;
    FolderOption option = new FolderOption("--out", root);
    try (ProgramFolder folder = new ProgramFolder(root, status::warn)) {
      if (!force && folder.isUsed()) {
        throw option.used();
      }
      option.take(() -> folder.begin(plan));
      return run(plan, folder, ProgramCheckpoint.START);
    }
  }

  /**
   * Goes on with a campaign.
   *
   * @param change what is asked for besides the plan of the folder
   * @param force whether it begins again where the folder is damaged
   */
  int goOn(Path root, int jobs, Change change, boolean force)
      throws IOException, InterruptedException {
    FolderOption option = new FolderOption("--resume", root);
    try (ProgramFolder folder = new ProgramFolder(root, status::warn)) {
      ProgramPlan plan = folder.plan(jobs);
      context.requireOffered(plan.setting(), "programs.json");
      option.take(folder::hold);
      ProgramCheckpoint checkpoint = folder.checkpoint(force);
      ProgramPlan changed = change.of(checkpoint).apply(plan);
      option.take(() -> folder.goOn(changed, checkpoint));
      return run(changed, folder, checkpoint);
    }
  }

  /** Says how a plan changes when it goes on from a checkpoint. */
  interface Change {
    UnaryOperator<ProgramPlan> of(ProgramCheckpoint from);
  }

  private int run(ProgramPlan plan, ProgramFolder folder, ProgramCheckpoint from)
      throws IOException, InterruptedException {
    LatestRun.of(context.home()).set(folder.root());
    Setting setting = plan.setting();
    ProgramJudge judge =
        new ProgramJudge(
            compiler(context, "--programs"),
            context.devices().get(setting.device(), null),
            setting.paths());
    ProgramCampaign campaign =
        new ProgramCampaign(
            plan, judge, new Listener(folder, plan, status), System::nanoTime, from);
    // The folder is let go of before the process may end.
    try (Interrupt _ = new Interrupt(campaign::stop);
        folder) {
      ProgramResult result = campaign.run();
      status.clear();
      status.note("kept in    " + folder.root());
      print(result, folder);
      context.console().out().flush();
      return finish(result, folder);
    } catch (IOException e) {
      throw new IOException(
          "%s; what was found before is kept; go on with bin/fuzz run --resume %s"
              .formatted(IoProblem.message(e), folder.root()),
          e);
    }
  }

  private int finish(ProgramResult result, ProgramFolder folder) {
    if (result.interrupted()) {
      status.warn("go on with bin/fuzz run --resume " + folder.root());
      return ExitCode.INTERRUPTED;
    }
    return result.findings().isEmpty() ? ExitCode.AGREES : ExitCode.FINDING;
  }

  private void print(ProgramResult result, ProgramFolder folder) {
    Function<ProgramFinding, String> reproduce =
        f ->
            ProgramsReport.reproduce(
                folder.file(f.id()), context.choice().options(List.of(f.path())));
    if (json) {
      context.console().json(ProgramsDocument.of(result, context.choice(), reproduce));
    } else {
      context.console().out().print(ProgramsReport.text(result, reproduce));
    }
  }

  /** Keeps and reports what happens. */
  private record Listener(ProgramFolder folder, ProgramPlan plan, Status status)
      implements ProgramListener {
    @Override
    public void progress(ProgramCounts counts, List<ProgramFinding> findings, int shrinking) {
      status.show(CampaignPanel.of(counts, plan, findings, shrinking));
    }

    @Override
    public void found(ProgramFinding finding) throws IOException {
      status.say(CampaignEvents.found(finding));
      folder.found(finding);
    }

    @Override
    public void minimized(ProgramFinding finding) throws IOException {
      status.say(CampaignEvents.minimized(finding));
      folder.minimized(finding);
    }

    @Override
    public void counted(ProgramCheckpoint checkpoint) throws IOException {
      folder.counted(checkpoint);
    }

    @Override
    public void finished(ProgramResult result) throws IOException {
      folder.finished(result);
    }

    @Override
    public void dropped(ProgramFinding finding) throws IOException {
      folder.dropped(finding);
    }
  }
}
