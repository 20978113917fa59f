package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import winofuzz.fuzz.campaign.CampaignResult;
import winofuzz.fuzz.campaign.MergedRun;
import winofuzz.fuzz.campaign.RunFolder;
import winofuzz.fuzz.campaign.ShardRun;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.report.CampaignDocument;
import winofuzz.fuzz.report.CampaignReport;
import winofuzz.fuzz.story.Story;
import winofuzz.fuzz.terminal.Activity;
import winofuzz.fuzz.terminal.Status;

/** {@code merge}: the shards of a campaign as one run. */
@Command(
    name = "merge",
    description =
        "Puts the shards of a campaign together: the run is the one that a single process would"
            + " have left. Where shards ended at different cases, all that they judged counts, and"
            + " a line says so.",
    footer = {
      "  bin/fuzz merge part-1 part-2 part-3 part-4 --out whole",
      "      the campaign of which run --shard 1/4 to 4/4 judged the parts",
      "  bin/fuzz merge shards/* --json",
      "      the same of all folders in one, with its summary as JSON"
    })
final class MergeCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(
      paramLabel = "FOLDER",
      arity = "1..*",
      description = "the folders of all shards, in any order")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "the folder of the merged run. Default: a new one under reports")
  private @Nullable Path out;

  @Option(names = "--force", description = "replaces the run in the folder of --out")
  private boolean force;

  @Option(names = "--json", description = "the result as one JSON document")
  private boolean json;

  MergeCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Status status = context.console().status();
    Activity _ = status.begin("merging");
    requireEachOnce();
    List<RunFolder> held = new ArrayList<>();
    try {
      List<ShardRun> shards = new ArrayList<>();
      for (Path folder : folders) {
        RunFolder shard = new RunFolder(folder, status::warn);
        if (!shard.isRun()) {
          throw new BadInputException(folder + ": expected a shard of a run, found no run.json");
        }
        new FolderOption("merge", folder).take(shard::hold);
        held.add(shard);
        shards.add(ShardRun.read(shard));
      }
      MergedRun merged = MergedRun.of(shards);
      MachineFile machines = machines();
      return write(merged, machines, status);
    } finally {
      for (RunFolder shard : held) {
        shard.close();
      }
    }
  }

  private void requireEachOnce() throws IOException {
    Set<Path> found = new HashSet<>();
    for (Path folder : folders) {
      Path real = folder.toFile().exists() ? folder.toRealPath() : folder;
      if (!found.add(real)) {
        throw new BadInputException(folder + ": expected each folder once, found it twice");
      }
    }
  }

  /** Versions of the project draw different cases of the same numbers. */
  private MachineFile machines() throws IOException {
    List<MachineFile> machines = new ArrayList<>();
    for (Path folder : folders) {
      MachineFile machine = MachineFile.of(folder);
      machines.add(machine);
      String first = machines.getFirst().version();
      if (!machine.version().equals(first)) {
        throw new BadInputException(
            "%s: expected a run of Winofuzz %s as in %s, found one of %s"
                .formatted(folder, first, folders.getFirst(), machine.version()));
      }
    }
    return MachineFile.all(machines);
  }

  private int write(MergedRun merged, MachineFile machines, Status status) throws IOException {
    Path root =
        out == null ? AtomicFiles.freshFolder(context.home().resolve("reports/merged")) : out;
    FolderOption option = new FolderOption("--out", root);
    try (RunFolder folder = new RunFolder(root, status::warn)) {
      if (!force && (folder.isUsed() || ProgramsRun.isIn(root))) {
        throw new BadInputException(
            "--out: expected a folder without a run, found one in %s; --force replaces it"
                .formatted(root));
      }
      option.take(() -> folder.begin(merged.plan()));
      LatestRun.of(context.home()).set(folder.root());
      merged.write(folder);
      machines.write(folder.root());
      copyStories(merged, folder.root());
      return finish(merged, folder, status);
    }
  }

  private static void copyStories(MergedRun merged, Path root) throws IOException {
    StoryFiles stories = new StoryFiles(root);
    for (Finding finding : merged.checkpoint().bugs()) {
      Map<String, Story> told = new StoryFiles(merged.folder(finding)).of(List.of(finding));
      for (Story story : told.values()) {
        stories.keep(story);
      }
    }
  }

  private int finish(MergedRun merged, RunFolder folder, Status status) throws IOException {
    CampaignResult result = merged.result();
    status.clear();
    status.note("kept in    " + folder.root());
    for (Signature signature : merged.leftOut()) {
      status.warn(
          "left out   %s: one shard met it while it made a finding smaller that another saw first"
              .formatted(signature));
    }
    int rulesTotal =
        context.choice().equals(merged.plan().setting().compiler())
            ? context.compiler().rulesTotal()
            : 0;
    if (json) {
      context.console().json(CampaignDocument.of(result, rulesTotal));
    } else {
      context.console().out().print(CampaignReport.text(result, rulesTotal));
    }
    context.console().out().flush();
    status.note("report     " + new RunReports(context).write(folder, merged.plan()));
    if (merged.unevenEnds().isPresent()) {
      status.warn(
          ("the shards ended at different cases (%s): all are counted, and every one up to case %d"
                  + " is among them; resume the shards with --cases to merge a whole run")
              .formatted(merged.unevenEnds().get(), merged.completeCases()));
      return result.findings().isEmpty() ? ExitCode.AGREES : ExitCode.FINDING;
    }
    return RunCommand.finish(result, folder, status);
  }
}
