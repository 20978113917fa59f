package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import winofuzz.fuzz.bench.Benchmark;
import winofuzz.fuzz.bench.Peak;
import winofuzz.fuzz.bench.Rounds;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.report.BenchDocument;
import winofuzz.fuzz.report.BenchReport;
import winofuzz.fuzz.terminal.Activity;
import winofuzz.fuzz.terminal.Status;
import winofuzz.metal.Device;

/** {@code bench}: what the kernels of several lowerings take, with a verdict. */
@Command(
    name = "bench",
    description = "Times the kernels of several lowerings side by side, with a verdict.",
    footer = {
      "  bin/fuzz bench",
      "      times old and hybrid at five sizes",
      "  bin/fuzz bench --case cin=64,h=32,w=32,cout=64,pad=1 --device host",
      "      times one case on this processor",
      "  bin/fuzz bench --threshold 10%% --out times.json",
      "      allows ten percent more than the reference, and keeps the times",
      "  bin/fuzz bench --against times.json",
      "      compares with them"
    })
final class BenchCommand implements Callable<Integer> {
  private static final Pattern PERCENTAGE = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)%");
  private static final int MOST_ROUNDS = 10_000;

  private final Context context;

  @Mixin private SettingOptions options = new SettingOptions();
  @Mixin private CaseListOptions cases = new CaseListOptions();

  @Option(
      names = "--threshold",
      paramLabel = "P%",
      description =
          "how much more than the reference a lowering may take; one that takes more ends the"
              + " command with 1. Default: ${DEFAULT-VALUE}",
      defaultValue = "20%")
  private String threshold = "20%";

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description =
          "how often each kernel is timed; up to three times as often where that leaves a verdict"
              + " open. Default: 20")
  private int rounds = Rounds.USUAL.least();

  @Option(
      names = "--budget",
      paramLabel = "D",
      description = "no case is begun after that, such as 10m; what is left is told")
  private @Nullable Duration budget;

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description = "compares with the JSON of an earlier run; what got slower ends it with 1 too")
  private @Nullable Path against;

  @Option(names = "--out", paramLabel = "FILE", description = "writes the JSON there as well")
  private @Nullable Path out;

  @Option(names = "--json", description = "the result as one JSON document")
  private boolean json;

  BenchCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    double allowed = allowed(threshold);
    if (rounds < 1 || rounds > MOST_ROUNDS) {
      throw new BadInputException(
          "--rounds: expected 1 to %d, found %d".formatted(MOST_ROUNDS, rounds));
    }
    new OutputFile("--out", out).require();
    Setting setting = options.nativeSetting(context);
    CaseListOptions.Chosen chosen = cases.cases();
    if (chosen.cases().isEmpty()) {
      return chosen.report(context.console(), "fuzz bench", ExitCode.AGREES);
    }
    chosen.cases().forEach(Limits::requireFits);
    Device device = context.devices().get(setting.device(), null);
    BenchDocument empty =
        new BenchDocument(
            device.name(),
            device.hardware(),
            setting.target(),
            null,
            setting.paths().getFirst(),
            allowed,
            0,
            List.of(),
            List.of(),
            null);
    @Nullable BenchDocument earlier = against == null ? null : earlier(against, empty);
    BenchDocument result = measure(empty, chosen.cases(), setting, device);
    if (earlier != null) {
      result = result.against(earlier);
    }
    if (out != null) {
      AtomicFiles.write(out, Json.file(BenchDocument.FORMAT, result));
    }
    if (json) {
      context.console().out().println(Json.file(BenchDocument.FORMAT, result).strip());
    } else {
      context.console().out().print(BenchReport.summary(result));
    }
    int status = result.hasSlower() ? ExitCode.FINDING : ExitCode.AGREES;
    return chosen.report(context.console(), "fuzz bench", status);
  }

  /** Measures the cases; each is printed as it is done. */
  private BenchDocument measure(
      BenchDocument empty, List<ConvCase> subjects, Setting setting, Device device) {
    long start = System.nanoTime();
    Status status = context.console().status();
    Activity activity = status.begin("measuring what the device can do");
    Peak peak = Peak.of(device);
    Benchmark benchmark =
        new Benchmark(
            context.compiler(), setting, device, Rounds.USUAL.withLeast(rounds), empty.threshold());
    activity.at("warming up");
    benchmark.warmUp(subjects);
    List<BenchDocument.Case> measured = new ArrayList<>();
    for (ConvCase subject : subjects) {
      if (budget != null && System.nanoTime() - start >= budget.toNanos()) {
        break;
      }
      activity.at("timing " + subject, measured.size(), subjects.size());
      status.show(activity);
      BenchDocument.Case document = BenchDocument.of(benchmark.of(subject), empty.threshold());
      measured.add(document);
      if (!json) {
        context
            .console()
            .out()
            .print(BenchReport.text(document, empty.reference().label(), empty.threshold(), peak));
        context.console().out().flush();
      }
    }
    return empty.with(peak, measured, subjects.subList(measured.size(), subjects.size()));
  }

  private static BenchDocument earlier(Path file, BenchDocument now) throws IOException {
    BenchDocument earlier =
        Json.readFile(file, BenchDocument.FORMAT, BenchDocument.class, BenchDocument::checked);
    boolean same =
        earlier.device().equals(now.device())
            && earlier.hardware().equals(now.hardware())
            && earlier.target().equals(now.target());
    if (!same) {
      throw new BadInputException(
          "--against: %s: expected times of %s for %s, found %s for %s"
              .formatted(
                  file,
                  machine(now),
                  now.target().label(),
                  machine(earlier),
                  earlier.target().label()));
    }
    return earlier;
  }

  private static String machine(BenchDocument document) {
    return document.hardware().isEmpty()
        ? document.device()
        : document.device() + " (" + document.hardware() + ")";
  }

  private static double allowed(String text) {
    Matcher matcher = PERCENTAGE.matcher(text);
    if (!matcher.matches()) {
      throw new BadInputException(
          "--threshold: expected a percentage such as 20%, found '" + text + "'");
    }
    return Double.parseDouble(matcher.group(1)) / 100;
  }
}
