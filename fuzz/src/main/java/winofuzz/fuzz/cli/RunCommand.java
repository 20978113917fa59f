package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import winofuzz.fuzz.campaign.Campaign;
import winofuzz.fuzz.campaign.CampaignResult;
import winofuzz.fuzz.campaign.Checkpoint;
import winofuzz.fuzz.campaign.Fleet;
import winofuzz.fuzz.campaign.Plan;
import winofuzz.fuzz.campaign.RunFolder;
import winofuzz.fuzz.campaign.Shard;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.fuzz.files.IoProblem;
import winofuzz.fuzz.programs.ProgramCompiler;
import winofuzz.fuzz.programs.campaign.ProgramCheckpoint;
import winofuzz.fuzz.programs.campaign.ProgramPlan;
import winofuzz.fuzz.report.CampaignDocument;
import winofuzz.fuzz.report.CampaignReport;
import winofuzz.fuzz.terminal.Activity;
import winofuzz.fuzz.terminal.Status;

/** {@code run}: a campaign. */
@Command(
    name = "run",
    description =
        "Draws cases until the budget is spent and reports those on which paths disagree.",
    footer = {
      "  bin/fuzz run --budget 10m",
      "      looks for disagreements for ten minutes",
      "  bin/fuzz run --budget 1m --defects published --seed 1",
      "      finds the bugs that the rewrite was published with",
      "  bin/fuzz run --resume reports/run-1 --budget 10m",
      "      goes on with a run for ten minutes more",
      "  bin/fuzz run --cases 6000 --budget 2h --shard 2/4 --out part-2",
      "      one of four parts of a campaign, each on a machine of its own"
    })
final class RunCommand implements Callable<Integer> {
  private static final String OWN = "expected without --resume, which has its own";

  private final Context context;

  @Mixin private CampaignOptions options = new CampaignOptions();

  @Mixin private EngineOptions engine = new EngineOptions();

  @Option(
      names = "--budget",
      paramLabel = "DURATION",
      description = "how long, such as 30s, 10m, 1h. Default: ${DEFAULT-VALUE}",
      defaultValue = "1m")
  private Duration budget = Duration.ofMinutes(1);

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "the folder of the run. Default: a new one under reports")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description = "goes on with the run in a folder; with --budget, for that much longer")
  private @Nullable Path resume;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description =
          "judges this part of the cases alone, such as 2/4; merge puts the N parts together.")
  private Shard shard = Shard.WHOLE;

  @Option(
      names = "--force",
      description =
          "with --out, replaces the run in a folder; with --resume, goes on without files that are"
              + " damaged or gone")
  private boolean force;

  @Option(
      names = "--programs",
      description =
          "draws programs of tensor operations instead of convolutions; for a compiler that lowers"
              + " them. A run that goes on draws what it drew before")
  private boolean programs;

  @Option(names = "--json", description = "the result as one JSON document")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  RunCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Status status = context.console().status();
    Activity _ = status.begin("starting");
    if (programs || (resume != null && ProgramsRun.isIn(resume))) {
      return runPrograms(status);
    }
    engine.require();
    if (engine.isGiven()) {
      refuse(List.of("--jobs"), "expected without --engine, whose cores are as many as it has");
    }
    return resume == null ? begin(status) : goOn(status, resume);
  }

  private int runPrograms(Status status) throws IOException, InterruptedException {
    refuse(
        List.of(
            "--inputs",
            "--defects",
            "--target",
            "--case-work",
            "--case-time",
            "--shard",
            "--engine",
            "--engine-option"),
        "expected without --programs, which has none");
    ProgramCompiler _ = ProgramsRun.compiler(context, "--programs");
    ProgramsRun run = new ProgramsRun(context, status, json);
    if (resume == null) {
      return run.begin(options.programPlan(budget, context), out, force);
    }
    refuse(List.of("--out", "--seed", "--paths", "--device"), OWN);
    return run.goOn(resume, options.jobs(), this::changed, force);
  }

  private UnaryOperator<ProgramPlan> changed(ProgramCheckpoint checkpoint) {
    return plan -> {
      ProgramPlan result = plan;
      if (isGiven("--budget")) {
        result = result.withBudget(checkpoint.counts().elapsed().plus(budget));
      }
      if (isGiven("--cases")) {
        result = result.withMostPrograms(options.mostCases());
      }
      return result;
    };
  }

  private void refuse(List<String> refused, String problem) {
    for (String option : refused) {
      if (isGiven(option)) {
        throw new BadInputException(option + ": " + problem);
      }
    }
  }

  private int begin(Status status) throws IOException, InterruptedException {
    Plan plan = options.plan(budget, context).withShard(shard);
    Path reports = context.home().resolve("reports");
    Path root = out == null ? AtomicFiles.freshFolder(reports.resolve("run")) : out;
    FolderOption option = new FolderOption("--out", root);
    try (RunFolder folder = new RunFolder(root, status::warn)) {
      if (!force && (folder.isUsed() || ProgramsRun.isIn(root))) {
        throw option.used();
      }
      option.take(() -> folder.begin(plan));
      return run(plan, folder, Checkpoint.START, status);
    }
  }

  private int goOn(Status status, Path root) throws IOException, InterruptedException {
    refuse(
        List.of(
            "--out",
            "--seed",
            "--inputs",
            "--paths",
            "--defects",
            "--target",
            "--device",
            "--shard"),
        OWN);
    FolderOption option = new FolderOption("--resume", root);
    try (RunFolder folder = new RunFolder(root, status::warn)) {
      Plan plan = folder.plan(options.jobs());
      context.requireOffered(plan.setting(), "run.json");
      context.devices().resolve(plan.setting().device());
      option.take(folder::hold);
      Checkpoint checkpoint = force ? folder.salvaged() : folder.checkpoint();
      Plan changed = changed(plan, checkpoint);
      option.take(() -> folder.goOn(changed));
      return run(changed, folder, checkpoint, status);
    }
  }

  private Plan changed(Plan plan, Checkpoint checkpoint) {
    Plan result = plan;
    if (isGiven("--budget")) {
      result = result.withBudget(checkpoint.statistics().elapsed().plus(budget));
    }
    if (isGiven("--cases")) {
      result = result.withMostCases(options.mostCases());
    }
    return result;
  }

  private boolean isGiven(String option) {
    return spec != null && spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  private int run(Plan plan, RunFolder folder, Checkpoint checkpoint, Status status)
      throws IOException, InterruptedException {
    LatestRun.of(context.home()).set(folder.root());
    Fleet fleet = engine.fleet(plan, options.limits(), context, status::say);
    Campaign campaign =
        new Campaign(
            plan,
            fleet,
            new RunListener(
                folder,
                status,
                new CaseScripts(context.compiler()),
                context.compiler().rulesTotal()),
            System::nanoTime,
            checkpoint);
    // Folder and fleet are let go of before the process may end.
    try (Interrupt _ = new Interrupt(campaign::stop);
        fleet;
        folder) {
      MachineFile.here(context, engine.place()).write(folder.root());
      CampaignResult result = campaign.run();
      // Machines elsewhere do not wait for the report.
      fleet.close();
      status.clear();
      status.note("kept in    " + folder.root());
      if (!plan.shard().isWhole()) {
        status.note("shard      %s; bin/fuzz merge takes all of them".formatted(plan.shard()));
      }
      print(result);
      context.console().out().flush();
      if (!result.interrupted()) {
        status.note("report     " + new RunReports(context).write(folder, plan));
      }
      return finish(result, folder, status);
    } catch (IOException e) {
      throw new IOException(
          "%s; everything up to case %d is kept; go on with bin/fuzz run --resume %s"
              .formatted(IoProblem.message(e), folder.finishedCases(), folder.root()),
          e);
    }
  }

  /** Says how to go on with a run that is over, and returns its exit status. */
  static int finish(CampaignResult result, RunFolder folder, Status status) {
    long unfinished = result.unfinished();
    if (unfinished > 0 && !result.interrupted()) {
      status.note(
          "not proven %d of %d findings; bin/fuzz run --resume %s goes on shrinking"
              .formatted(unfinished, result.findings().size(), folder.root()));
    }
    if (result.interrupted()) {
      status.warn("go on with bin/fuzz run --resume " + folder.root());
      return ExitCode.INTERRUPTED;
    }
    return result.findings().isEmpty() ? ExitCode.AGREES : ExitCode.FINDING;
  }

  private void print(CampaignResult result) {
    if (json) {
      context.console().json(CampaignDocument.of(result, context.compiler().rulesTotal()));
    } else {
      context.console().out().print(CampaignReport.text(result, context.compiler().rulesTotal()));
    }
  }
}
