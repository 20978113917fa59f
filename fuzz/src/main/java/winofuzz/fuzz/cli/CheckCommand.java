package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.oracle.CaseLimits;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.fuzz.programs.ProgramCompiler;
import winofuzz.fuzz.programs.ProgramSample;
import winofuzz.fuzz.programs.ProgramScript;
import winofuzz.fuzz.programs.campaign.ProgramFile;
import winofuzz.fuzz.programs.campaign.ProgramJudge;
import winofuzz.fuzz.programs.campaign.ProgramVerdict;
import winofuzz.fuzz.report.CheckDocument;
import winofuzz.fuzz.report.CheckReport;
import winofuzz.fuzz.report.ProgramCheckDocument;
import winofuzz.fuzz.terminal.Activity;

/** {@code check}: all assertions on one case, or all that must hold of a program. */
@Command(
    name = "check",
    description = "Asks every assertion of one case or program.",
    footer = {
      "  bin/fuzz check --case cin=16,h=64,w=64,cout=16,pad=1",
      "      asks every assertion of one case",
      "  bin/fuzz check --case cin=1,h=4,w=4,cout=2 --paths old,new --explain",
      "      compares other paths, and explains the words",
      "  bin/fuzz check --case cin=1,h=4,w=4,cout=2,pad=1 --json",
      "      gives the verdicts as JSON"
    })
final class CheckCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private SettingOptions options = new SettingOptions();

  @Option(
      names = "--case",
      paramLabel = "SPEC",
      description = "such as cin=16,h=64,w=64,cout=16,pad=1")
  private @Nullable String spec;

  @Option(
      names = "--program",
      paramLabel = "FILE",
      description = "a program on its inputs, as run --programs keeps it, instead of a case")
  private @Nullable Path program;

  @Option(
      names = "--script",
      description =
          "instead of the result, a script that shows it with the compiler alone, on the first"
              + " path that is violated")
  private boolean script;

  @Option(names = "--json", description = "the result as one JSON document")
  private boolean json;

  CheckCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if ((spec == null) == (program == null)) {
      throw new BadInputException("expected --case or --program, and not both");
    }
    if (script && json) {
      throw new BadInputException("--script: expected without --json");
    }
    return program == null ? check(String.valueOf(spec)) : check(program);
  }

  private int check(Path file) throws IOException {
    ProgramCompiler compiler = ProgramsRun.compiler(context, "--program");
    Setting setting = options.programSetting(context);
    ProgramJudge judge =
        new ProgramJudge(compiler, context.devices().get(setting.device(), null), setting.paths());
    ProgramSample sample = ProgramFile.read(file).sample();
    Activity _ = context.console().status().begin("judging " + file);
    ProgramVerdict verdict = judge.judge(List.of(sample));
    ProgramCheckDocument document = ProgramCheckDocument.of(verdict);
    if (script) {
      context.console().out().print(ProgramScript.of(sample));
    } else if (json) {
      context.console().json(document);
    } else {
      context.console().out().print(document.text());
    }
    return verdict instanceof ProgramVerdict.Wrong ? ExitCode.FINDING : ExitCode.AGREES;
  }

  private int check(String text) {
    ConvCase c = CaseText.parse(text);
    Setting setting = options.setting(context);
    CaseScripts scripts = new CaseScripts(context.compiler());
    Limits.requireJudged(c);
    if (script) {
      Limits.requireFits(c);
      scripts.requireOffered("--script");
    }
    Activity _ = context.console().status().begin("judging " + c);
    CaseReport report = judged(c, setting);
    if (script) {
      context.console().out().print(scripts.of(c, path(report, setting)));
    } else if (json) {
      context.console().json(CheckDocument.of(report));
    } else {
      context.console().out().print(CheckReport.text(report));
    }
    return report.isViolated() ? ExitCode.FINDING : ExitCode.AGREES;
  }

  private CaseReport judged(ConvCase c, Setting setting) {
    try (LimitedJudge judge = LimitedJudge.of(context.compiler(), setting, CaseLimits.NONE)) {
      return judge.judge(c, setting.target());
    }
  }

  /** Returns the first path that is violated, or the last one. */
  private static LoweringPath path(CaseReport report, Setting setting) {
    return report.violations().stream()
        .map(Finding::path)
        .findFirst()
        .orElse(setting.paths().getLast());
  }
}
