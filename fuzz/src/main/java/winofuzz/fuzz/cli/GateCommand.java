package winofuzz.fuzz.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import winofuzz.convolution.Target;
import winofuzz.fuzz.about.BuildInfo;
import winofuzz.fuzz.campaign.Plan;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.corpus.CaseFolder;
import winofuzz.fuzz.corpus.Corpus;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.fuzz.files.InputFile;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.gate.Baseline;
import winofuzz.fuzz.gate.BaselineFile;
import winofuzz.fuzz.gate.Gate;
import winofuzz.fuzz.gate.GateResult;
import winofuzz.fuzz.gate.Known;
import winofuzz.fuzz.gate.ReplayCase;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.fuzz.report.CorpusReport;
import winofuzz.fuzz.report.GateDocument;
import winofuzz.fuzz.report.GateJUnit;
import winofuzz.fuzz.report.GateMarkdown;
import winofuzz.fuzz.report.GateReport;
import winofuzz.fuzz.report.SarifDocument;
import winofuzz.fuzz.terminal.Status;

/** {@code gate}: whether something is wrong that the baseline does not know. */
@Command(
    name = "gate",
    description =
        "Replays the corpus, draws cases, and fails on findings that the baseline does not know.",
    footer = {
      "  bin/fuzz gate",
      "      replays the corpus, then draws cases for 30 seconds",
      "  bin/fuzz gate --budget 2m --junit junit.xml --sarif findings.sarif",
      "      writes reports for a CI",
      "  bin/fuzz gate --update",
      "      accepts what is found from now on"
    })
final class GateCommand implements Callable<Integer> {
  private static final String BASELINE = "baseline.json";

  private final Context context;

  @Mixin private CampaignOptions options = new CampaignOptions();

  @Option(
      names = "--corpus",
      paramLabel = "DIR",
      description = "the cases to replay. Default: corpus")
  private @Nullable Path corpus;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "the known findings. Default: baseline.json of the corpus")
  private @Nullable Path baseline;

  @Option(
      names = "--budget",
      paramLabel = "DURATION",
      description = "how long cases are drawn after the replay. Default: ${DEFAULT-VALUE}",
      defaultValue = "30s")
  private Duration budget = Duration.ofSeconds(30);

  @Option(
      names = "--update",
      description = "writes a baseline that accepts what is found, and holds")
  private boolean update;

  @Option(names = "--junit", paramLabel = "FILE", description = "writes JUnit XML there")
  private @Nullable Path junit;

  @Option(names = "--sarif", paramLabel = "FILE", description = "writes SARIF 2.1.0 there")
  private @Nullable Path sarif;

  @Option(names = "--markdown", paramLabel = "FILE", description = "writes a summary there")
  private @Nullable Path markdown;

  @Option(names = "--json", description = "the result as one JSON document")
  private boolean json;

  GateCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Plan plan = options.plan(budget, context);
    Path folder = folder();
    BaselineFile baselineFile =
        new BaselineFile(baseline == null ? folder.resolve(BASELINE) : baseline);
    Baseline known = read(baselineFile).withBlames(context.compiler()::current);
    requireWritable();
    Status status = context.console().status();
    List<ReplayCase> kept = kept(new Corpus(folder), status);
    LimitedJudge judge = LimitedJudge.of(context.compiler(), plan.setting(), options.limits());
    Gate gate =
        new Gate(
            kept,
            known,
            relative(baselineFile.path()),
            plan,
            judge,
            new GateProgress(status, context.compiler().rulesTotal()),
            System::nanoTime);
    try (judge;
        Interrupt _ = new Interrupt(gate::stop)) {
      GateResult result = gate.run();
      status.clear();
      print(result);
      writeReports(result, plan.setting());
      return finish(result, known, baselineFile);
    }
  }

  private int finish(GateResult result, Baseline known, BaselineFile file) throws IOException {
    if (result.interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    if (!update) {
      if (!result.holds()) {
        return ExitCode.FINDING;
      }
      // A gate that does not know what holds must not pass.
      return result.cannotTell() ? ExitCode.BAD_INPUT : ExitCode.AGREES;
    }
    Baseline accepting = known.accepting(result.findings());
    file.write(accepting);
    long open = accepting.entries().stream().filter(Known::isOpen).count();
    context
        .console()
        .status()
        .note(
            "accepted   in %s: %d open, %d fixed"
                .formatted(file.path(), open, accepting.entries().size() - open));
    return ExitCode.AGREES;
  }

  /** The corpus; one that was asked for must be there. */
  private Path folder() {
    if (corpus == null) {
      return context.corpus();
    }
    if (!Files.isDirectory(corpus)) {
      throw new BadInputException("--corpus: expected a folder, found " + corpus);
    }
    return corpus;
  }

  /** The baseline; one that was asked for must be there unless it is to be written. */
  private Baseline read(BaselineFile file) throws IOException {
    if (InputFile.exists(file.path())) {
      return file.read();
    }
    if (baseline != null && !update) {
      throw new BadInputException(
          "--baseline: expected a file, found none at " + baseline + "; --update writes one");
    }
    return Baseline.EMPTY;
  }

  /**
   * What is to be replayed: all of the corpus, or nothing is.
   *
   * @throws BadInputException if the corpus is damaged, empty, or short of its manifest
   */
  private List<ReplayCase> kept(Corpus corpus, Status status) throws IOException {
    Corpus.Survey survey = corpus.sound();
    CaseFolder files = corpus.folder();
    List<ReplayCase> result = new ArrayList<>();
    for (KeptCase c : survey.contents().cases()) {
      result.add(replayed(c.subject(), c.target(), files.file(c)));
    }
    for (Finding f : survey.contents().findings()) {
      result.add(replayed(f.minimal(), f.setting().target(), files.file(f)));
    }
    if (result.isEmpty()) {
      throw new BadInputException(
          files.root() + ": expected kept cases, found none; bin/fuzz corpus add keeps some");
    }
    survey.unnamed().forEach(file -> status.warn(CorpusReport.unnamed(file)));
    return result;
  }

  private ReplayCase replayed(ConvCase c, Target target, Path file) {
    try {
      Limits.requireJudged(c);
    } catch (BadInputException e) {
      throw new BadInputException(file + ": " + e.getMessage(), e);
    }
    return new ReplayCase(c, target, relative(file));
  }

  private void print(GateResult result) {
    if (json) {
      context.console().json(GateDocument.of(result, context.compiler().rulesTotal()));
    } else {
      context.console().out().print(GateReport.text(result));
    }
    context.console().out().flush();
  }

  /** Says of a report that cannot be written before anything is judged for it. */
  private void requireWritable() {
    new OutputFile("--junit", junit).require();
    new OutputFile("--sarif", sarif).require();
    new OutputFile("--markdown", markdown).require();
  }

  private void writeReports(GateResult result, Setting setting) throws IOException {
    if (junit != null) {
      AtomicFiles.write(junit, GateJUnit.write(result, setting));
    }
    if (sarif != null) {
      AtomicFiles.write(
          sarif, Json.pretty(SarifDocument.of(result, BuildInfo.VERSION)) + System.lineSeparator());
    }
    if (markdown != null) {
      AtomicFiles.write(markdown, GateMarkdown.write(result));
    }
  }

  /** A file as reports name it: from the folder of the project where it is in there. */
  private String relative(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path home = context.home().toAbsolutePath().normalize();
    Path shown = absolute.startsWith(home) ? home.relativize(absolute) : absolute;
    return shown.toString().replace(File.separatorChar, '/');
  }
}
