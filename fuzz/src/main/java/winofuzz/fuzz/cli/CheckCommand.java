package winofuzz.fuzz.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Oracle;
import winofuzz.fuzz.report.CheckDocument;
import winofuzz.fuzz.report.CheckReport;

/** {@code check}: all assertions on one case. */
@Command(name = "check", description = "Asks every assertion of one case.")
final class CheckCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private SettingOptions options = new SettingOptions();

  @Option(
      names = "--case",
      required = true,
      paramLabel = "SPEC",
      description = "such as cin=16,h=64,w=64,cout=16,pad=1")
  private String spec = "";

  @Option(names = "--json", description = "the result as one JSON document")
  private boolean json;

  CheckCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ConvCase c = CaseText.parse(spec);
    Limits.requireFits(c);
    Setting setting = options.setting(context);
    CaseReport report = new Oracle(context.compiler(), setting).judge(c, setting.target());
    if (json) {
      context.console().json(CheckDocument.of(report));
    } else {
      context.console().out().print(CheckReport.text(report));
    }
    return report.isViolated() ? ExitCode.FINDING : ExitCode.AGREES;
  }
}
