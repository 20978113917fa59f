package winofuzz.fuzz.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import winofuzz.fuzz.corpus.CaseFolder;
import winofuzz.fuzz.gate.Keeper;
import winofuzz.fuzz.gate.Keeper.Verified;
import winofuzz.fuzz.oracle.Setting;
import winofuzz.fuzz.report.CorpusReport;

/** {@code corpus verify}: whether every kept case is what it was. */
@Command(
    name = "verify",
    description = "Judges every kept case again: it reaches what it did, and nothing is wrong.")
final class CorpusVerifyCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private SettingOptions setting = new SettingOptions();

  @Mixin private CorpusCommand.Options options = new CorpusCommand.Options();

  CorpusVerifyCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> damaged = new ArrayList<>();
    CaseFolder folder = options.folder(context, damaged::add);
    Setting lowering = setting.setting(context.devices());
    folder.findings();
    List<Verified> verified = new Keeper(folder, options.replay(context, lowering)).verify();
    if (options.json()) {
      context.console().json(CorpusReport.verified(verified, damaged));
    } else {
      context.console().out().print(CorpusReport.verifiedText(verified, damaged));
    }
    return damaged.isEmpty() && verified.stream().allMatch(Verified::holds)
        ? ExitCode.AGREES
        : ExitCode.FINDING;
  }
}
