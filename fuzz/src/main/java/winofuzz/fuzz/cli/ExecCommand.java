package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import winofuzz.fuzz.devices.DeviceList;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Buffer;
import winofuzz.metal.Device;
import winofuzz.metal.Outcome;
import winofuzz.metal.bundle.Bundle;
import winofuzz.metal.bundle.CheckResult;
import winofuzz.metal.msl.MslSyntaxException;

/** {@code exec}: runs the kernels of bundles. */
@Command(name = "exec", description = "Runs kernels from bundles and compares what they write.")
final class ExecCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(arity = "1..*", paramLabel = "BUNDLE", description = "folders with a launch.json")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "sim, host, metal, cuda, or auto for the best one here. Default: auto",
      defaultValue = "auto")
  private String device = "auto";

  @Option(names = "--check", description = "compares with what each bundle expects")
  private boolean check;

  @Option(names = "--out", paramLabel = "DIR", description = "writes what kernels wrote there")
  private @Nullable Path out;

  @Option(names = "--json", description = "one JSON document a bundle")
  private boolean json;

  ExecCommand(Context context) {
    this.context = context;
  }

  /**
   * What came of one bundle.
   *
   * @param passed whether it did what was asked
   * @param text one line
   */
  private record Result(boolean passed, String text) {}

  @Override
  public Integer call() throws IOException {
    Device chosen = DeviceList.get(context.devices().resolve(device));
    Map<Path, Bundle> bundles = new TreeMap<>();
    for (Path folder : folders) {
      bundles.put(folder, Bundle.read(folder));
    }
    int passed = 0;
    for (Map.Entry<Path, Bundle> entry : bundles.entrySet()) {
      Result result = run(chosen, entry.getKey(), entry.getValue());
      passed += result.passed ? 1 : 0;
      print(entry.getKey(), result);
    }
    int failed = bundles.size() - passed;
    if (!json) {
      context.console().out().println(passed + " passed, " + failed + " failed");
    }
    return failed == 0 ? ExitCode.AGREES : ExitCode.FINDING;
  }

  private Result run(Device chosen, Path folder, Bundle bundle) throws IOException {
    Outcome outcome;
    try {
      outcome = chosen.run(bundle.launch());
    } catch (MslSyntaxException | BadLaunchException e) {
      throw new BadLaunchException(folder + ": " + e.getMessage(), e);
    }
    if (out != null && outcome instanceof Outcome.Ran ran) {
      write(out.resolve(folder.toAbsolutePath().normalize().getFileName()), ran.outputs());
    }
    if (!check) {
      return outcome(outcome);
    }
    return switch (bundle.check(outcome)) {
      case CheckResult.Passed _ -> new Result(true, "passed");
      case CheckResult.Differs differs ->
          new Result(false, "buffer " + differs.buffer() + ", " + differs.difference());
      case CheckResult.DidNotRun didNot -> outcome(didNot.outcome());
    };
  }

  private static Result outcome(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Ran ran ->
          new Result(true, "ran in %.2f ms".formatted(ran.time().toNanos() / 1e6));
      case Outcome.Trapped trapped ->
          new Result(
              false,
              trapped.violations().getFirst()
                  + (trapped.count() == 1 ? "" : " and " + (trapped.count() - 1) + " more"));
      case Outcome.Unsupported unsupported -> new Result(false, unsupported.reason());
      case Outcome.TimedOut late -> new Result(false, "still running after " + late.limit());
      case Outcome.Crashed crashed ->
          new Result(false, "crashed: " + crashed.how() + ", kept in " + crashed.kept());
    };
  }

  private static void write(Path folder, SortedMap<Integer, Buffer> outputs) throws IOException {
    for (Map.Entry<Integer, Buffer> entry : outputs.entrySet()) {
      AtomicFiles.write(
          folder.resolve("out" + entry.getKey() + ".bin"), entry.getValue().toBytes());
    }
  }

  private void print(Path folder, Result result) {
    if (json) {
      context.console().jsonLine(new BundleDocument(folder.toString(), result.passed, result.text));
    } else {
      context
          .console()
          .out()
          .println((result.passed ? "ok    " : "FAIL  ") + folder + "  " + result.text);
    }
  }
}
