package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.fuzz.terminal.Activity;
import winofuzz.fuzz.terminal.Status;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Buffer;
import winofuzz.metal.Device;
import winofuzz.metal.Outcome;
import winofuzz.metal.Violation;
import winofuzz.metal.bundle.BufferComparison;
import winofuzz.metal.bundle.Bundle;
import winofuzz.metal.bundle.Chain;
import winofuzz.metal.bundle.CheckResult;
import winofuzz.metal.msl.MslSyntaxException;
import winofuzz.metal.session.ChainRun;

/** {@code exec}: runs the kernels of bundles. */
@Command(
    name = "exec",
    description = "Runs kernels from bundles and compares what they write.",
    footer = {
      "  bin/fuzz exec bundles/E_4_4.0",
      "      runs a kernel",
      "  bin/fuzz exec bundles/one bundles/two --check",
      "      compares what kernels write with what is expected",
      "  bin/fuzz exec bundles/one --device sim --all",
      "      lists every fault"
    })
final class ExecCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(
      arity = "1..*",
      paramLabel = "BUNDLE",
      description = "folders with a launch.json, or a chain.json")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      completionCandidates = KnownValues.DeviceNames.class,
      description = "${COMPLETION-CANDIDATES} (the best one here). Default: auto",
      defaultValue = "auto")
  private String device = "auto";

  @Option(names = "--check", description = "compares with what each bundle expects")
  private boolean check;

  @Option(
      names = "--all",
      description = "lists every violation that the device reports, not only the first")
  private boolean all;

  @Option(
      names = "--time-limit",
      paramLabel = "D",
      description =
          "how long a kernel may run, such as 30s. Default: 10m on sim, which also ends a loop"
              + " once it has used up its steps, 1m on other devices")
  private @Nullable Duration timeLimit;

  @Option(names = "--out", paramLabel = "DIR", description = "writes what kernels wrote there")
  private @Nullable Path out;

  @Option(names = "--json", description = "one JSON document a bundle")
  private boolean json;

  ExecCommand(Context context) {
    this.context = context;
  }

  /** What came of a bundle in general; the last one that came of any decides the exit status. */
  private enum Verdict {
    PASSED("ok    ", ExitCode.AGREES),
    ERROR("ERROR ", ExitCode.BAD_INPUT),
    UNSUPPORTED("n/a   ", ExitCode.BAD_INPUT),
    FAILED("FAIL  ", ExitCode.FINDING);

    private final String mark;
    private final int exit;

    Verdict(String mark, int exit) {
      this.mark = mark;
      this.exit = exit;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What came of one bundle.
   *
   * @param text one line
   * @param violations those that are listed, each a line
   */
  private record Result(Verdict verdict, String text, List<String> violations) {
    Result(Verdict verdict, String text) {
      this(verdict, text, List.of());
    }

    Result with(String more) {
      return new Result(verdict, text + more, violations);
    }
  }

  @Override
  public Integer call() throws IOException {
    FolderOption.require("--out", out);
    Device chosen = device();
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    Status status = context.console().status();
    for (Path folder : new TreeSet<>(folders)) {
      Activity _ = status.begin("running " + folder);
      Result result = result(chosen, folder);
      counts.merge(result.verdict, 1, Integer::sum);
      print(folder, result);
      context.console().out().flush();
    }
    if (!json && counts.keySet().stream().anyMatch(v -> v != Verdict.ERROR)) {
      context.console().out().println(summary(counts));
    }
    int exit = ExitCode.AGREES;
    for (Verdict verdict : counts.keySet()) {
      exit = verdict.exit;
    }
    return exit;
  }

  private static String summary(Map<Verdict, Integer> counts) {
    StringBuilder text = new StringBuilder();
    text.append(counts.getOrDefault(Verdict.PASSED, 0)).append(" passed, ");
    text.append(counts.getOrDefault(Verdict.FAILED, 0)).append(" failed");
    if (counts.containsKey(Verdict.UNSUPPORTED)) {
      text.append(", ").append(counts.get(Verdict.UNSUPPORTED)).append(" not supported");
    }
    if (counts.containsKey(Verdict.ERROR)) {
      text.append(", ").append(counts.get(Verdict.ERROR)).append(" with an error");
    }
    return text.toString();
  }

  private Device device() {
    Device chosen = context.devices().get(device, timeLimit);
    return all ? chosen.withAllViolations() : chosen;
  }

  private Result result(Device chosen, Path folder) throws IOException {
    try {
      return Files.exists(folder.resolve(Chain.FILE))
          ? runChain(chosen, folder, Chain.read(folder))
          : run(chosen, folder, Bundle.read(folder));
    } catch (BadLaunchException e) {
      return new Result(Verdict.ERROR, String.valueOf(e.getMessage()));
    } catch (MslSyntaxException e) {
      return new Result(Verdict.ERROR, folder + ": " + e.getMessage());
    }
  }

  private Result run(Device chosen, Path folder, Bundle bundle) throws IOException {
    Outcome outcome;
    try {
      outcome = chosen.run(bundle.launch());
    } catch (BadLaunchException e) {
      throw new BadLaunchException(folder + ": " + e.getMessage(), e);
    }
    if (out != null && outcome instanceof Outcome.Ran ran) {
      write(out.resolve(folder.toAbsolutePath().normalize().getFileName()), ran.outputs());
    }
    Result result = check ? checked(bundle.check(outcome)) : outcome(outcome);
    return outcome instanceof Outcome.Ran ran && !ran.warnings().isEmpty()
        ? result.with("; warning: " + first(ran.warnings()))
        : result;
  }

  /** The first launch with anything to tell decides, then the first memory that differs. */
  private Result runChain(Device chosen, Path folder, Chain chain) throws IOException {
    ChainRun run;
    try {
      run = ChainRun.of(chain, chosen);
    } catch (BadLaunchException e) {
      throw new BadLaunchException(folder + ": " + e.getMessage(), e);
    }
    if (out != null) {
      Path to = out.resolve(folder.toAbsolutePath().normalize().getFileName());
      for (int i = 0; i < run.memories().size(); i++) {
        AtomicFiles.write(to.resolve("memory" + i + ".bin"), run.memories().get(i).toBytes());
      }
    }
    for (int i = 0; i < run.outcomes().size(); i++) {
      if (!(run.outcomes().get(i) instanceof Outcome.Ran)) {
        Result result = outcome(run.outcomes().get(i));
        return new Result(result.verdict, "launch " + i + ": " + result.text, result.violations);
      }
    }
    if (check) {
      for (int i = 0; i < run.memories().size(); i++) {
        BufferComparison.Different different = chain.compare(i, run.memories().get(i));
        if (different != null) {
          return new Result(Verdict.FAILED, "memory " + i + ", " + different);
        }
      }
      return new Result(Verdict.PASSED, "passed");
    }
    return new Result(Verdict.PASSED, run.outcomes().size() + " launches ran");
  }

  private Result checked(CheckResult result) {
    return switch (result) {
      case CheckResult.Passed _ -> new Result(Verdict.PASSED, "passed");
      case CheckResult.Differs differs ->
          new Result(Verdict.FAILED, "buffer " + differs.buffer() + ", " + differs.difference());
      case CheckResult.DidNotRun didNot -> outcome(didNot.outcome());
    };
  }

  private static String first(List<Violation> warnings) {
    return warnings.getFirst()
        + (warnings.size() == 1 ? "" : " and " + (warnings.size() - 1) + " more");
  }

  private Result outcome(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Ran ran ->
          new Result(Verdict.PASSED, "ran in %.2f ms".formatted(ran.time().toNanos() / 1e6));
      case Outcome.Trapped trapped -> trapped(trapped);
      case Outcome.Unsupported unsupported -> new Result(Verdict.UNSUPPORTED, unsupported.reason());
      case Outcome.TimedOut late -> new Result(Verdict.FAILED, late.described());
      case Outcome.Crashed crashed ->
          new Result(Verdict.FAILED, "crashed: " + crashed.how() + kept(crashed.kept()));
    };
  }

  private Result trapped(Outcome.Trapped trapped) {
    String first =
        trapped.violations().getFirst()
            + (trapped.count() == 1 ? "" : " and " + (trapped.count() - 1) + " more");
    return all
        ? new Result(
            Verdict.FAILED, first, trapped.violations().stream().map(Violation::toString).toList())
        : new Result(Verdict.FAILED, first);
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
    if (json) {
      context.console().jsonLine(document(folder, result));
    } else if (result.verdict == Verdict.ERROR) {
      context.console().err().println("fuzz exec: " + result.text);
    } else {
      context.console().out().println(result.verdict.mark + folder + "  " + result.text);
      result.violations.forEach(v -> context.console().out().println("      " + v));
    }
  }

  private BundleDocument document(Path folder, Result result) {
    return new BundleDocument(
        folder.toString(),
        result.verdict == Verdict.PASSED,
        result.verdict.label(),
        result.text,
        result.verdict == Verdict.UNSUPPORTED ? result.text : null,
        result.verdict == Verdict.ERROR ? result.text : null,
        result.violations.isEmpty() ? null : result.violations);
  }
}
