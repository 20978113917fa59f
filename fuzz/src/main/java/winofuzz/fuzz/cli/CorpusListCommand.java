package winofuzz.fuzz.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import winofuzz.fuzz.corpus.Corpus;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.report.CorpusListDocument;
import winofuzz.fuzz.report.CorpusReport;

/** {@code corpus list}: what is kept, and why. */
@Command(
    name = "list",
    description = "Lists the kept cases, each with what it alone reaches.",
    footer = {
      "  bin/fuzz corpus list",
      "      says what is kept, and what each case alone reaches",
      "  bin/fuzz corpus list --corpus corpus/compilers/tinygrad --json",
      "      lists what is kept for another compiler, as JSON"
    })
final class CorpusListCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private CorpusCommand.Options options = new CorpusCommand.Options();

  CorpusListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Corpus.Survey survey = options.corpus(context).survey();
    List<KeptCase> cases = survey.contents().cases();
    List<Finding> findings = survey.contents().findings();
    survey.problems().forEach(context.console().err()::println);
    survey.unnamed().forEach(f -> context.console().err().println(CorpusReport.unnamed(f)));
    if (options.json()) {
      context.console().json(CorpusListDocument.of(cases, findings));
    } else {
      context.console().out().print(CorpusReport.listed(cases, findings));
    }
    return survey.problems().isEmpty() ? ExitCode.AGREES : ExitCode.BAD_INPUT;
  }
}
