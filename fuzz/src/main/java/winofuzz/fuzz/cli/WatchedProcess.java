package winofuzz.fuzz.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.serve.DeviceServer;
import winofuzz.fuzz.serve.FaultLog;
import winofuzz.metal.Device;

/** A program that runs with a checked device in the place of its GPU. */
final class WatchedProcess {
  /** Where a program finds the socket of the device. */
  private static final String SOCKET_VARIABLE = "WINOFUZZ_DEVICE";

  /**
   * What came of it.
   *
   * @param status the exit status of the program
   */
  record Result(FaultLog.Summary seen, int status) {}

  private final Console console;
  private final Path bridge;
  private final Device device;

  /**
   * Creates what programs can be run with.
   *
   * @param home the folder of the project, which holds {@code bridges/}
   */
  WatchedProcess(Console console, Path home, Device device) throws IOException {
    this.console = console;
    this.bridge = home.resolve("bridges").resolve("tinygrad").toAbsolutePath();
    this.device = device;
    if (!Files.isDirectory(bridge)) {
      throw new IOException(bridge + ": expected the bridge to tinygrad, found none");
    }
  }

  /** Where the standard output of a program goes. */
  enum Output {
    OURS,
    /** To our standard error, as our standard output is for the result. */
    ERRORS,
    NOWHERE
  }

  /**
   * Runs a program to its end.
   *
   * @param variables added to its environment
   * @param modules where Python finds modules before anywhere else, besides the bridge
   * @throws BadInputException if it cannot be started
   */
  Result run(List<String> command, Map<String, String> variables, List<Path> modules, Output output)
      throws IOException, InterruptedException {
    FaultLog log = new FaultLog();
    Path folder = Files.createTempDirectory("winofuzz");
    Path socket = folder.resolve("device");
    try (DeviceServer _ = new DeviceServer(socket, device, log, console.err()::println)) {
      Process process = start(command, environment(socket, variables, modules), output);
      try (Interrupt _ = new Interrupt(process::destroy)) {
        int status = process.waitFor();
        return new Result(log.summary(), status);
      }
    } finally {
      boolean _ = Files.deleteIfExists(folder);
    }
  }

  private Map<String, String> environment(
      Path socket, Map<String, String> variables, List<Path> modules) {
    List<String> path = new ArrayList<>();
    path.add(bridge.resolve("site").toString());
    path.add(bridge.toString());
    modules.forEach(m -> path.add(m.toAbsolutePath().toString()));
    String before = System.getenv("PYTHONPATH");
    if (before != null) {
      path.add(before);
    }
    Map<String, String> environment = new HashMap<>(variables);
    environment.put(SOCKET_VARIABLE, socket.toString());
    environment.put("PYTHONPATH", String.join(File.pathSeparator, path));
    return environment;
  }

  private Process start(List<String> command, Map<String, String> environment, Output output)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(environment);
    switch (output) {
      case OURS -> {}
      case ERRORS -> builder.redirectOutput(ProcessBuilder.Redirect.PIPE);
      case NOWHERE ->
          builder
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD);
    }
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new BadInputException(
          "expected a command that can be run, found '%s'".formatted(command.getFirst()), e);
    }
    if (output == Output.ERRORS) {
      Thread _ = Thread.ofPlatform().daemon().start(() -> passOn(process));
    }
    return process;
  }

  private void passOn(Process process) {
    try {
      long _ = process.getInputStream().transferTo(console.err());
    } catch (IOException e) {
      console.err().println("watch: " + e.getMessage());
    }
  }
}
