package winofuzz.fuzz.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.corpus.Corpus;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.gate.Keeper;
import winofuzz.fuzz.gate.Keeper.Verified;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.fuzz.report.CorpusReport;
import winofuzz.fuzz.report.CorpusVerifyDocument;

/** {@code corpus verify}: whether every kept case is what it was. */
@Command(
    name = "verify",
    description = "Judges every kept case again: it reaches what it did, and nothing is wrong.",
    footer = {
      "  bin/fuzz corpus verify",
      "      judges every kept case again",
      "  bin/fuzz corpus verify --update",
      "      keeps what cases reach today, after rules were renamed"
    })
final class CorpusVerifyCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private SettingOptions setting = new SettingOptions();

  @Mixin private CorpusCommand.Options options = new CorpusCommand.Options();

  @Option(
      names = "--update",
      description = "keeps what each case reaches today, after rules were renamed or changed")
  private boolean update;

  @Option(
      names = "--repair",
      description = "sets aside files that are damaged, and names in the manifest what is left")
  private boolean repair;

  CorpusVerifyCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Corpus corpus = options.corpus(context);
    Setting lowering = setting.setting(context);
    if (repair) {
      corpus.repair().forEach(f -> context.console().status().warn("set aside in " + f));
    }
    Corpus.Survey survey = corpus.survey();
    List<String> damaged = new ArrayList<>(survey.problems());
    survey.unnamed().forEach(file -> damaged.add(CorpusReport.unnamed(file)));
    List<Verified> verified = verify(corpus, lowering, survey.contents().cases());
    if (options.json()) {
      context.console().json(CorpusVerifyDocument.of(verified, damaged));
    } else {
      context.console().out().print(CorpusReport.verified(verified, damaged));
    }
    boolean holds = verified.stream().allMatch(v -> update ? v.findings().isEmpty() : v.holds());
    if (!holds) {
      return ExitCode.FINDING;
    }
    return damaged.isEmpty() ? ExitCode.AGREES : ExitCode.BAD_INPUT;
  }

  private List<Verified> verify(Corpus corpus, Setting lowering, List<KeptCase> cases)
      throws IOException, InterruptedException {
    try (LimitedJudge judge = CorpusCommand.Options.judge(context, lowering)) {
      Keeper keeper = new Keeper(corpus, CorpusCommand.Options.replay(context, judge));
      List<Verified> verified = keeper.verify(cases);
      if (update) {
        keeper.update(verified);
      }
      return verified;
    }
  }
}
