package winofuzz.fuzz.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.report.WatchDocument;
import winofuzz.fuzz.report.WatchReport;

/** {@code watch}: runs a program with the checked device in place of its GPU. */
@Command(
    name = "watch",
    description = "Runs a program with the checked device in place of its GPU.",
    footer = {
      "  bin/fuzz watch -- python3 my_script.py",
      "      runs a script of tinygrad with every access checked",
      "  bin/fuzz watch --with-tests -- python3 -m pytest test/test_ops.py",
      "      says which tests show a fault",
      "  bin/fuzz watch --strict --json -- python3 my_script.py",
      "      lets a launch with a fault fail in the script, and gives JSON"
    })
final class WatchCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "the program and its arguments, after --")
  private List<String> command = new ArrayList<>();

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      completionCandidates = KnownValues.DeviceNames.class,
      description = "${COMPLETION-CANDIDATES} (the best one here). Default: auto",
      defaultValue = "auto")
  private String device = "auto";

  @Option(
      names = "--time-limit",
      paramLabel = "D",
      description = "how long a kernel may run, such as 30s. Default: as of exec")
  private @Nullable Duration timeLimit;

  @Option(
      names = "--with-tests",
      description = "the command runs pytest; faults are told with the tests that show them")
  private boolean withTests;

  @Option(
      names = "--strict",
      description = "a launch with a fault fails in the program, rather than go on")
  private boolean strict;

  @Option(names = "--json", description = "the result as one JSON document")
  private boolean json;

  WatchCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    WatchedProcess programs =
        new WatchedProcess(
            context.console(), context.home(), context.devices().get(device, timeLimit));
    WatchedProcess.Result result =
        programs.run(
            command,
            variables(),
            List.of(),
            json ? WatchedProcess.Output.ERRORS : WatchedProcess.Output.OURS);
    if (json) {
      context.console().json(WatchDocument.of(result.seen(), result.status()));
    } else {
      context.console().out().print(WatchReport.text(result.seen()));
    }
    if (!result.seen().faults().isEmpty()) {
      return ExitCode.FINDING;
    }
    if (result.status() != 0) {
      throw new BadInputException(
          "expected a command that succeeds, found exit status %d of %s"
              .formatted(result.status(), command.getFirst()));
    }
    return ExitCode.AGREES;
  }

  private Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>();
    if (strict) {
      variables.put("WINOFUZZ_STRICT", "1");
    }
    if (withTests) {
      String before = System.getenv("PYTEST_ADDOPTS");
      variables.put(
          "PYTEST_ADDOPTS",
          (before == null ? "" : before + " ") + "-p winofuzz_tinygrad.pytest_plugin");
    }
    return variables;
  }
}
