package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import winofuzz.convolution.Target;
import winofuzz.fuzz.campaign.RunFolder;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.corpus.CaseFolder;
import winofuzz.fuzz.files.InputFile;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.oracle.CaseLimits;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Judge;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.fuzz.oracle.Oracle;
import winofuzz.fuzz.programs.campaign.ProgramFile;
import winofuzz.fuzz.programs.campaign.ProgramFolder;
import winofuzz.fuzz.report.CampaignEvents;
import winofuzz.fuzz.report.TriageDocument;
import winofuzz.fuzz.report.TriageReport;
import winofuzz.fuzz.shrink.Minimal;
import winofuzz.fuzz.shrink.Shrinker;
import winofuzz.fuzz.story.Story;
import winofuzz.fuzz.story.Storyteller;
import winofuzz.fuzz.terminal.Activity;

/** {@code triage}: the smallest case or program that fails alike, and what makes it fail. */
@Command(
    name = "triage",
    description =
        "Minimizes a failing case and finds the pass and rule that make it fail, or minimizes a"
            + " failing program and shows what becomes of it.",
    footer = {
      "  bin/fuzz triage c20da0c24bd6",
      "      shrinks a finding of the latest run and says what broke it",
      "  bin/fuzz triage cin=3,h=7,w=9,cout=4,pad=1 --defects index-order",
      "      does so for a case that is not kept",
      "  bin/fuzz triage c20da0c24bd6 --in reports/run-1 --json",
      "      looks for the finding in one folder, and gives JSON"
    })
final class TriageCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private SettingOptions options = new SettingOptions();

  @Parameters(
      paramLabel = "ID|FILE|SPEC",
      description = "a finding by its id or file, or a case such as cin=1,h=4,w=4,cout=2")
  private String subject = "";

  @Option(
      names = "--in",
      paramLabel = "DIR",
      description =
          "the folder of the run or corpus that has the finding. Default: the latest run, then"
              + " corpus, then reports")
  private @Nullable Path in;

  @Option(
      names = "--budget",
      paramLabel = "DURATION",
      description =
          "how long a program is made smaller; a case is until it is minimal. Default:"
              + " ${DEFAULT-VALUE}",
      defaultValue = "2m")
  private Duration budget = Duration.ofMinutes(2);

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "writes a folder that shows the finding elsewhere: its story, an issue, pictures,"
              + " kernels with their buffers, and a script that runs them")
  private @Nullable Path out;

  @Option(names = "--json", description = "the result as one JSON document")
  private boolean json;

  TriageCommand(Context context) {
    this.context = context;
  }

  /**
   * A case and how to lower it.
   *
   * @param asked the signature of the finding that was asked for; null where a case was
   */
  private record Request(ConvCase subject, Setting setting, @Nullable Signature asked) {}

  @Override
  public Integer call() throws IOException {
    FolderOption.require("--out", out);
    if (subject.contains("=")) {
      return triage(ofCase());
    }
    Path file = findingFile();
    return ProgramFile.isIn(file)
        ? new ProgramTriage(context, options.setting(context).device(), budget, json).run(file)
        : triage(ofFinding(file));
  }

  private int triage(Request request) throws IOException {
    Limits.requireJudged(request.subject);
    List<Story> stories = new ArrayList<>();
    Oracle oracle = new Oracle(context.compiler(), request.setting);
    try (LimitedJudge judge = new LimitedJudge(oracle, request.setting, CaseLimits.USUAL)) {
      Activity activity = context.console().status().begin("judging " + request.subject);
      CaseReport report = judge.judge(request.subject, request.setting.target());
      for (Finding finding : asked(report.findings(), request.asked)) {
        Finding smallest = shrunk(request, judge, finding, activity);
        activity.at("looking for the cause: " + finding.signature());
        stories.add(
            new Storyteller(oracle, judge, context.compiler().hasCostlyStages()).tell(smallest));
      }
    }
    if (request.asked != null
        && stories.stream().noneMatch(t -> t.signature().equals(request.asked))) {
      context
          .console()
          .err()
          .println("its case does not show the finding any more: " + request.asked);
    }
    if (out != null && !stories.isEmpty()) {
      write(out, oracle, request, stories);
    }
    if (json) {
      context.console().json(new TriageDocument(request.subject, stories));
    } else {
      context
          .console()
          .out()
          .print(TriageReport.text(request.subject, stories, context.console().format()));
    }
    return stories.isEmpty() ? ExitCode.AGREES : ExitCode.FINDING;
  }

  private void write(Path folder, Oracle oracle, Request request, List<Story> stories)
      throws IOException {
    CaseScripts scripts = new CaseScripts(context.compiler());
    for (Story story : stories) {
      if (story.minimal().isLarge()) {
        context.console().err().println("not written: a large case has no values: " + story.id());
        continue;
      }
      Path own = stories.size() == 1 ? folder : folder.resolve(story.id());
      Optional<String> script = Optional.empty();
      if (scripts.has(story.minimal())) {
        script = Optional.of(scripts.of(story.minimal(), story.signature().path()));
      }
      new TriageFolder(own)
          .write(story, oracle.evidence(story.minimal(), request.setting.target()), script);
      context.console().err().println("written to " + own + "; to file it: " + own + "/issue.md");
    }
  }

  /** Returns the finding that was asked for; all where none was, or its case shows others. */
  private static List<Finding> asked(List<Finding> findings, @Nullable Signature asked) {
    List<Finding> own = findings.stream().filter(f -> f.signature().equals(asked)).toList();
    return own.isEmpty() ? findings : own;
  }

  private Request ofCase() {
    return new Request(CaseText.parse(subject), options.setting(context), null);
  }

  /** A finding says itself on which paths, with which defects and for which target. */
  private Request ofFinding(Path file) throws IOException {
    Finding finding = CaseFolder.readFinding(file);
    Setting own = finding.setting();
    context.requireCompiler(own, "the finding");
    return new Request(
        finding.minimal(),
        new Setting(
            own.compiler(),
            own.paths(),
            own.defects(),
            own.target(),
            options.setting(context).device()),
        finding.signature());
  }

  /** A file, or the finding of an id in a folder. */
  private Path findingFile() throws IOException {
    Path named = Path.of(subject);
    if (in == null && InputFile.exists(named)) {
      return named;
    }
    for (Path folder : folders()) {
      for (Path file :
          List.of(
              new CaseFolder(folder).findingFile(subject), ProgramFolder.file(folder, subject))) {
        if (InputFile.exists(file)) {
          return file;
        }
      }
    }
    throw new BadInputException(
        "expected a case, or the id or file of a finding%s, found '%s'"
            .formatted(in == null ? "" : " in " + in, subject));
  }

  /** The folders that may have the finding, those first that are likely meant. */
  private List<Path> folders() throws IOException {
    if (in != null) {
      if (!Files.isDirectory(in)) {
        throw new BadInputException("--in: expected a folder, found " + in);
      }
      return List.of(in);
    }
    List<Path> result = new ArrayList<>();
    LatestRun.of(context.home()).get().ifPresent(result::add);
    result.add(context.corpus());
    Path reports = context.home().resolve("reports");
    if (Files.isDirectory(reports)) {
      try (Stream<Path> runs = Files.list(reports)) {
        runs.sorted(Comparator.comparing(RunFolder::lastChange).reversed()).forEach(result::add);
      }
    }
    return result;
  }

  private Finding shrunk(Request request, Judge judge, Finding finding, Activity activity) {
    Target target = request.setting.target();
    boolean isLimit = !finding.isShrinkable();
    Minimal minimal =
        new Shrinker(
                c -> judge.shows(c, target, finding.signature()),
                () -> isLimit,
                Shrinker.USUAL_TRIES)
            .shrink(
                request.subject,
                soFar -> activity.at(CampaignEvents.shrinking(finding.signature(), soFar)));
    Finding seen =
        judge.judge(minimal.smallest(), target).violations().stream()
            .filter(v -> v.signature().equals(finding.signature()))
            .findFirst()
            .orElseGet(() -> Finding.seen(finding, minimal.smallest()));
    return finding.shrunkTo(seen, minimal);
  }
}
