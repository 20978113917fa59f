package winofuzz.fuzz.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import winofuzz.fuzz.corpus.CaseFolder;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.report.CorpusListDocument;
import winofuzz.fuzz.report.CorpusReport;

/** {@code corpus list}: what is kept, and why. */
@Command(name = "list", description = "Lists the kept cases, each with what it alone reaches.")
final class CorpusListCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private CorpusCommand.Options options = new CorpusCommand.Options();

  CorpusListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    CaseFolder folder = options.folder(context);
    List<KeptCase> cases = folder.cases();
    List<Finding> findings = folder.findings();
    if (options.json()) {
      context.console().json(CorpusListDocument.of(cases, findings));
    } else {
      context.console().out().print(CorpusReport.listed(cases, findings));
    }
    return ExitCode.AGREES;
  }
}
