package winofuzz.fuzz.cli;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.corpus.Corpus;
import winofuzz.fuzz.corpus.Distillation;
import winofuzz.fuzz.corpus.FolderContents;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.corpus.Reach;
import winofuzz.fuzz.coverage.Feature;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.report.CorpusDistillDocument;
import winofuzz.fuzz.report.CorpusReport;

/** {@code corpus distill}: fewer cases that reach as much. */
@Command(
    name = "distill",
    description = "Drops the cases without which as much is reached.",
    footer = {
      "  bin/fuzz corpus distill --dry-run",
      "      says which cases could go",
      "  bin/fuzz corpus distill --most 50",
      "      keeps the 50 cases that reach most"
    })
final class CorpusDistillCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private CorpusCommand.Options options = new CorpusCommand.Options();

  @Option(
      names = "--most",
      paramLabel = "N",
      description = "keeps no more than those N that reach most, even if less is reached")
  private int most = Integer.MAX_VALUE;

  @Option(names = "--dry-run", description = "says what would be dropped and drops nothing")
  private boolean dryRun;

  CorpusDistillCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (most < 1) {
      throw new BadInputException("--most: expected at least 1, found " + most);
    }
    Corpus corpus = options.corpus(context);
    FolderContents contents = corpus.sound().contents();
    List<KeptCase> before = contents.cases();
    List<Finding> findings = contents.findings();
    List<KeptCase> after =
        new Distillation(before, kept -> findings.stream().anyMatch(f -> isMinimal(kept, f)))
            .result(most);
    Set<KeptCase> staying = new HashSet<>(after);
    List<KeptCase> dropped = before.stream().filter(k -> !staying.contains(k)).toList();
    SortedSet<Feature> lost = new TreeSet<>(new Reach(before).features());
    lost.removeAll(new Reach(after).features());
    if (!dryRun) {
      corpus.drop(dropped);
    }
    if (options.json()) {
      context.console().json(CorpusDistillDocument.of(after, dropped, lost));
    } else {
      context.console().out().print(CorpusReport.distilled(after, dropped, lost, dryRun));
    }
    return ExitCode.AGREES;
  }

  private static boolean isMinimal(KeptCase kept, Finding finding) {
    return kept.subject().equals(finding.minimal()) && kept.target() == finding.setting().target();
  }
}
