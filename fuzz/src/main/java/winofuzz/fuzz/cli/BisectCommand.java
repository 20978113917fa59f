package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.history.Checkout;
import winofuzz.fuzz.history.Revision;
import winofuzz.fuzz.history.RevisionSearch;
import winofuzz.fuzz.history.RevisionSearch.State;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.oracle.CaseLimits;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.fuzz.oracle.Verdict;
import winofuzz.fuzz.terminal.Activity;

/** {@code bisect}: the commit of a compiler that broke a case or a program. */
@Command(
    name = "bisect",
    customSynopsis = "fuzz bisect [OPTIONS] --good=REV --bad=REV CASE|COMMAND...",
    description = "Finds the commit of a compiler that broke a case or a program.",
    footer = {
      "  bin/fuzz bisect --compiler tinygrad:. --good v1 --bad v2 cin=1,h=4,w=4,cout=1",
      "      finds the commit that broke a case",
      "  bin/fuzz bisect --compiler tinygrad:. --good v1 --bad v2 -- python3 x.py",
      "      finds the commit that broke a script"
    })
final class BisectCommand implements Callable<Integer> {
  private final Context context;

  @Option(names = "--good", required = true, paramLabel = "REV", description = "all is well in it")
  private String good = "";

  @Option(names = "--bad", required = true, paramLabel = "REV", description = "it is broken")
  private String bad = "";

  @Mixin private SettingOptions options = new SettingOptions();

  @Option(
      names = "--time-limit",
      paramLabel = "D",
      description = "how long a kernel of a program may run. Default: as of exec")
  private @Nullable Duration timeLimit;

  @Parameters(
      arity = "1..*",
      paramLabel = "CASE|COMMAND",
      description =
          "a case, or after -- a program, which is broken if it fails or the device reports a fault")
  private List<String> subject = new ArrayList<>();

  BisectCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path checkout =
        CompilerArguments.checkout(context.choice())
            .orElseThrow(
                () ->
                    new BadInputException(
                        "--compiler: expected tinygrad:DIR, whose history is asked"));
    Checkout repository = new Checkout(checkout);
    List<Revision> revisions = repository.between(good, bad);
    Activity activity = context.console().status().begin("asking");
    RevisionSearch.Question asker = asker(repository);
    RevisionSearch.Question question =
        revision -> {
          activity.at("asking " + revision);
          return asker.ask(revision);
        };
    Revision first = new Revision(good, "", "the good one");
    requireState("--good", question.ask(first), State.GOOD);
    requireState("--bad", question.ask(revisions.getLast()), State.BAD);
    RevisionSearch.Result result = new RevisionSearch(revisions, question).run();
    context
        .console()
        .out()
        .println(
            result.suspects().size() == 1
                ? "first bad commit"
                : "the first bad commit is one of these; the others could not be asked");
    result.suspects().forEach(r -> context.console().out().println("  " + r));
    context
        .console()
        .out()
        .println("asked %d of %d commits".formatted(result.asked() + 2, revisions.size() + 1));
    return ExitCode.AGREES;
  }

  private static void requireState(String option, State found, State expected) {
    if (found != expected) {
      throw new BadInputException(
          switch (found) {
            case GOOD -> option + ": expected a commit that is broken, found one that is not";
            case BAD -> option + ": expected a commit that is not broken, found one that is";
            case UNKNOWN -> option + ": expected a commit that can be asked";
          });
    }
  }

  private RevisionSearch.Question asker(Checkout repository) throws IOException {
    ConvCase asked =
        subject.size() == 1 && subject.getFirst().contains("=")
            ? CaseText.parse(subject.getFirst())
            : null;
    Setting setting = options.setting(context);
    WatchedProcess programs =
        new WatchedProcess(
            context.console(), context.home(), context.devices().get("auto", timeLimit));
    return revision -> {
      Path outer = Files.createTempDirectory("winofuzz");
      Path folder = outer.resolve("checkout");
      try {
        repository.layOut(revision.hash(), folder);
        State state = asked == null ? ofProgram(programs, folder) : ofCase(asked, setting, folder);
        context.console().status().say(state.name().toLowerCase(Locale.ROOT) + "  " + revision);
        return state;
      } finally {
        Checkout.remove(outer);
      }
    };
  }

  private State ofProgram(WatchedProcess programs, Path folder)
      throws IOException, InterruptedException {
    WatchedProcess.Result result =
        programs.run(subject, Map.of(), List.of(folder), WatchedProcess.Output.NOWHERE);
    return result.status() == 0 && result.seen().faults().isEmpty() ? State.GOOD : State.BAD;
  }

  private State ofCase(ConvCase asked, Setting setting, Path folder) {
    try (CompilerUnderTest compiler =
            CompilerArguments.at(context.choice(), folder).compiler(context.home());
        LimitedJudge judge = LimitedJudge.of(compiler, setting, CaseLimits.NONE)) {
      CaseReport report = judge.judge(asked, setting.target());
      if (!report.violations().isEmpty()) {
        return State.BAD;
      }
      boolean judged =
          report.judgements().stream().anyMatch(j -> j.verdict() instanceof Verdict.Holds);
      return judged ? State.GOOD : State.UNKNOWN;
    } catch (BadInputException e) {
      context.console().status().note(String.valueOf(e.getMessage()));
      return State.UNKNOWN;
    }
  }
}
