package winofuzz.fuzz.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
import winofuzz.fuzz.serve.DeviceServer;
import winofuzz.fuzz.serve.FaultLog;
import winofuzz.metal.Device;

/** {@code watch}: runs a program with the checked device in place of its GPU. */
@Command(
    name = "watch",
    description = "Runs a program with the checked device in place of its GPU.")
final class WatchCommand implements Callable<Integer> {
  /** Where a program finds the socket of the device. */
  private static final String SOCKET_VARIABLE = "WINOFUZZ_DEVICE";

  private final Context context;

  @Parameters(
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "the program and its arguments, after --")
  private List<String> command = new ArrayList<>();

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "sim, host, metal, cuda, or auto for the best one here. Default: auto",
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
    Path bridge = context.home().resolve("bridges").resolve("tinygrad");
    if (!Files.isDirectory(bridge)) {
      throw new IOException(bridge + ": expected the bridge to tinygrad, found none");
    }
    Device chosen = context.devices().get(device, timeLimit);
    FaultLog log = new FaultLog();
    Path folder = Files.createTempDirectory("winofuzz");
    try (DeviceServer _ =
        new DeviceServer(folder.resolve("device"), chosen, log, context.console().err()::println)) {
      return watch(log, folder.resolve("device"), bridge);
    } finally {
      boolean _ = Files.deleteIfExists(folder);
    }
  }

  private int watch(FaultLog log, Path socket, Path bridge)
      throws IOException, InterruptedException {
    Process process = start(socket, bridge);
    int status;
    try (Interrupt _ = new Interrupt(process::destroy)) {
      status = process.waitFor();
    }
    FaultLog.Summary summary = log.summary();
    if (json) {
      context.console().json(WatchDocument.of(summary, status));
    } else {
      context.console().out().print(WatchReport.text(summary));
    }
    if (!summary.faults().isEmpty()) {
      return ExitCode.FINDING;
    }
    if (status != 0) {
      throw new BadInputException(
          "expected a command that succeeds, found exit status %d of %s"
              .formatted(status, command.getFirst()));
    }
    return ExitCode.AGREES;
  }

  private Process start(Path socket, Path bridge) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    Map<String, String> environment = builder.environment();
    environment.put(SOCKET_VARIABLE, socket.toString());
    environment.merge(
        "PYTHONPATH",
        bridge.resolve("site") + File.pathSeparator + bridge,
        (old, added) -> added + File.pathSeparator + old);
    if (strict) {
      environment.put("WINOFUZZ_STRICT", "1");
    }
    if (withTests) {
      environment.merge(
          "PYTEST_ADDOPTS",
          "-p winofuzz_tinygrad.pytest_plugin",
          (old, added) -> old + " " + added);
    }
    if (json) {
      // Standard output is for the result.
      builder.redirectOutput(ProcessBuilder.Redirect.PIPE).redirectErrorStream(false);
    }
    try {
      Process process = builder.start();
      if (json) {
        Thread _ = Thread.ofPlatform().daemon().start(() -> passOn(process));
      }
      return process;
    } catch (IOException e) {
      throw new BadInputException(
          "expected a command that can be run, found '%s'".formatted(command.getFirst()), e);
    }
  }

  private void passOn(Process process) {
    try {
      long _ = process.getInputStream().transferTo(context.console().err());
    } catch (IOException e) {
      context.console().err().println("watch: " + e.getMessage());
    }
  }
}
