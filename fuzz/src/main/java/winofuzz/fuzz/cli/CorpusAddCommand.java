package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.corpus.CaseFolder;
import winofuzz.fuzz.corpus.Corpus;
import winofuzz.fuzz.corpus.FolderContents;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.files.InputFile;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.gate.Keeper;
import winofuzz.fuzz.gate.Keeper.Added;
import winofuzz.fuzz.gate.Keeper.Candidate;
import winofuzz.fuzz.gate.ReplayCase;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.fuzz.report.CorpusAddDocument;
import winofuzz.fuzz.report.CorpusReport;

/**
 * {@code corpus add}: keeps cases. One that is named is kept; of a run those are that reach what
 * nothing kept before them does.
 */
@Command(
    name = "add",
    description = "Judges cases and keeps them.",
    footer = {
      "  bin/fuzz corpus add cin=1,h=6,w=6,cout=1,pad=1",
      "      keeps a case",
      "  bin/fuzz corpus add reports/run-1",
      "      keeps those cases of a run that reach more, and its findings"
    })
final class CorpusAddCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private SettingOptions setting = new SettingOptions();

  @Mixin private CorpusCommand.Options options = new CorpusCommand.Options();

  @Parameters(
      arity = "1..*",
      paramLabel = "SPEC|FILE|RUN",
      description = "cases, files of findings, or the folders of runs")
  private List<String> sources = new ArrayList<>();

  CorpusAddCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Corpus corpus = options.corpus(context);
    corpus.sound();
    Setting lowering = setting.setting(context);
    List<Candidate> candidates = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (String source : sources) {
      read(source, lowering.target(), candidates, findings);
    }
    corpus.folder().prepare();
    for (Finding finding : findings) {
      corpus.keep(finding);
    }
    corpus.writeManifest();
    List<Added> added = add(corpus, lowering, candidates);
    if (options.json()) {
      context.console().json(CorpusAddDocument.of(added));
    } else {
      context.console().out().print(CorpusReport.added(added));
    }
    return added.stream().allMatch(a -> a.findings().isEmpty())
        ? ExitCode.AGREES
        : ExitCode.FINDING;
  }

  private List<Added> add(Corpus corpus, Setting lowering, List<Candidate> candidates)
      throws IOException, InterruptedException {
    try (LimitedJudge judge = CorpusCommand.Options.judge(context, lowering)) {
      return new Keeper(corpus, CorpusCommand.Options.replay(context, judge))
          .add(List.copyOf(candidates));
    }
  }

  private void read(
      String source, Target target, List<Candidate> candidates, List<Finding> findings)
      throws IOException {
    Path path = Path.of(source);
    if (Files.isDirectory(path)) {
      readFolder(path, candidates, findings);
    } else if (InputFile.exists(path)) {
      Finding finding = CaseFolder.readFinding(path);
      findings.add(finding);
      candidates.add(new Candidate(minimal(finding), false));
    } else if (source.contains("=")) {
      ConvCase c = CaseText.parse(source);
      Limits.requireJudged(c);
      candidates.add(new Candidate(new ReplayCase(c, target, "added by hand"), false));
    } else {
      throw new BadInputException(
          "expected a case, the file of a finding or the folder of a run, found '" + source + "'");
    }
  }

  private void readFolder(Path path, List<Candidate> candidates, List<Finding> findings)
      throws IOException {
    FolderContents run =
        new CaseFolder(path).contents().requireSound("expected a folder that is all there");
    List<KeptCase> kept = run.cases();
    List<Finding> found = run.findings();
    if (kept.isEmpty() && found.isEmpty()) {
      throw new BadInputException(path + ": expected kept cases or findings in it, found none");
    }
    for (KeptCase k : kept) {
      String origin = k.number() == 0 ? k.origin() : k.origin() + ", case " + k.number();
      candidates.add(new Candidate(new ReplayCase(k.subject(), k.target(), origin), true));
    }
    for (Finding f : found) {
      findings.add(f);
      candidates.add(new Candidate(minimal(f), false));
    }
  }

  private static ReplayCase minimal(Finding f) {
    return new ReplayCase(
        f.minimal(), f.setting().target(), "finding " + f.id() + " " + f.signature());
  }
}
