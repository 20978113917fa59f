package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import winofuzz.fuzz.corpus.AtomicFiles;
import winofuzz.fuzz.devices.DeviceList;
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
   * @param verdict whether it did what was asked
   * @param text one line
   */
  private record Result(Verdict verdict, String text) {}

  private enum Verdict {
    PASSED,
    FAILED,
    UNSUPPORTED
  }

  @Override
  public Integer call() throws IOException {
    Device chosen = DeviceList.get(context.devices().resolve(device));
    Map<Path, Bundle> bundles = new TreeMap<>();
    for (Path folder : folders) {
      bundles.put(folder, Bundle.read(folder));
    }
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    for (Map.Entry<Path, Bundle> entry : bundles.entrySet()) {
      Result result = run(chosen, entry.getKey(), entry.getValue());
      counts.merge(result.verdict, 1, Integer::sum);
      print(entry.getKey(), result);
    }
    int failed = counts.getOrDefault(Verdict.FAILED, 0);
    int unsupported = counts.getOrDefault(Verdict.UNSUPPORTED, 0);
    if (!json) {
      String more = unsupported == 0 ? "" : unsupported + " not supported, ";
      int passed = counts.getOrDefault(Verdict.PASSED, 0);
      context.console().out().println(more + passed + " passed, " + failed + " failed");
    }
    if (failed > 0) {
      return ExitCode.FINDING;
    }
    return unsupported > 0 ? ExitCode.BAD_INPUT : ExitCode.AGREES;
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
      case CheckResult.Passed _ -> new Result(Verdict.PASSED, "passed");
      case CheckResult.Differs differs ->
          new Result(Verdict.FAILED, "buffer " + differs.buffer() + ", " + differs.difference());
      case CheckResult.DidNotRun didNot -> outcome(didNot.outcome());
    };
  }

  private static Result outcome(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Ran ran ->
          new Result(Verdict.PASSED, "ran in %.2f ms".formatted(ran.time().toNanos() / 1e6));
      case Outcome.Trapped trapped ->
          new Result(
              Verdict.FAILED,
              trapped.violations().getFirst()
                  + (trapped.count() == 1 ? "" : " and " + (trapped.count() - 1) + " more"));
      case Outcome.Unsupported unsupported -> new Result(Verdict.UNSUPPORTED, unsupported.reason());
      case Outcome.TimedOut late ->
          new Result(Verdict.FAILED, "still running after " + late.limit() + kept(late.kept()));
      case Outcome.Crashed crashed ->
          new Result(Verdict.FAILED, "crashed: " + crashed.how() + kept(crashed.kept()));
    };
  }

  private static String kept(@Nullable Path bundle) {
    return bundle == null ? "" : ", kept in " + bundle;
  }

  private static void write(Path folder, SortedMap<Integer, Buffer> outputs) throws IOException {
    for (Map.Entry<Integer, Buffer> entry : outputs.entrySet()) {
      AtomicFiles.write(
          folder.resolve("out" + entry.getKey() + ".bin"), entry.getValue().toBytes());
    }
  }

  private void print(Path folder, Result result) {
    boolean passed = result.verdict == Verdict.PASSED;
    if (json) {
      boolean unsupported = result.verdict == Verdict.UNSUPPORTED;
      context
          .console()
          .jsonLine(new BundleDocument(folder.toString(), passed, unsupported, result.text));
    } else {
      context.console().out().println(mark(result.verdict) + folder + "  " + result.text);
    }
  }

  private static String mark(Verdict verdict) {
    return switch (verdict) {
      case PASSED -> "ok    ";
      case FAILED -> "FAIL  ";
      case UNSUPPORTED -> "none  ";
    };
  }
}
