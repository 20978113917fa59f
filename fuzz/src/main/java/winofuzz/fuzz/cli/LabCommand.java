package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import winofuzz.fuzz.bench.Benchmark;
import winofuzz.fuzz.bench.Rounds;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.fuzz.grid.GridPicture;
import winofuzz.fuzz.grid.GridTable;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.lab.Experiment;
import winofuzz.fuzz.lab.LabDocument;
import winofuzz.fuzz.lab.LabPage;
import winofuzz.fuzz.lab.Laboratory;
import winofuzz.fuzz.lab.Observed;
import winofuzz.fuzz.terminal.Activity;
import winofuzz.metal.Device;

/** {@code lab}: the published experiments as rows, their claims judged. */
@Command(
    name = "lab",
    description = "Carries out the published grid experiments and judges what was claimed of them.",
    footer = {
      "  bin/fuzz lab",
      "      writes reports/grid-lab.md, with times if it can run kernels",
      "  bin/fuzz lab --device none --out /tmp/lab",
      "      writes it without times, elsewhere"
    })
final class LabCommand implements Callable<Integer> {
  /** Rounds that give a ratio to a few percent: the page compares, it does not decide. */
  private static final int ROUNDS = 10;

  private static final List<Experiment> DRAWN =
      List.of(Experiment.OLD, Experiment.HYBRID, Experiment.MATCHED);

  private final Context context;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "where grid-lab.md, grid-lab.json and its pictures are written. Default: ${DEFAULT-VALUE}",
      defaultValue = "reports")
  private Path out = Path.of("reports");

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      completionCandidates = KnownValues.TimedDeviceNames.class,
      description =
          "what the times are of: ${COMPLETION-CANDIDATES}; auto is the best one here, none is for"
              + " no times. Default: ${DEFAULT-VALUE}",
      defaultValue = "auto")
  private String device = "auto";

  @Option(names = "--json", description = "prints the result as one JSON document as well")
  private boolean json;

  LabCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    FolderOption.require("--out", out);
    BuiltinCompiler compiler = new BuiltinCompiler();
    @Nullable Device timed = device();
    @Nullable Benchmark benchmark =
        timed == null
            ? null
            : new Benchmark(
                compiler,
                new Setting(Laboratory.timedPaths(), Set.of(), Laboratory.target(), timed.name()),
                timed,
                Rounds.USUAL.withLeast(ROUNDS),
                1);
    Activity activity = context.console().status().begin("starting");
    List<Observed> observed = new Laboratory(compiler, benchmark, activity::at).observe(true);
    LabDocument document = LabDocument.of(observed, timed == null ? null : named(timed));
    AtomicFiles.write(out.resolve("grid-lab.json"), Json.file(LabDocument.FORMAT, document));
    int largest = Laboratory.SIZES.getLast();
    String picture = "grid-lab-" + largest + ".svg";
    AtomicFiles.write(out.resolve(picture), GridPicture.svg(section(observed, largest)));
    AtomicFiles.write(
        out.resolve("grid-lab.md"),
        LabPage.write(document, size -> size == largest ? picture : null));
    if (json) {
      context.console().json(document);
    } else {
      context.console().out().println("wrote " + out.resolve("grid-lab.md"));
    }
    return ExitCode.AGREES;
  }

  private @Nullable Device device() {
    if (device.equals("none")) {
      return null;
    }
    boolean noneHere = device.equals("auto") && context.devices().names().equals(List.of("sim"));
    return noneHere ? null : context.devices().get(context.devices().resolveNative(device), null);
  }

  private static String named(Device device) {
    return device.hardware().isEmpty()
        ? device.name()
        : device.name() + " (" + device.hardware() + ")";
  }

  private static GridTable.Section section(List<Observed> observed, int size) {
    List<GridTable.Row> rows = new ArrayList<>();
    for (Experiment experiment : DRAWN) {
      observed.stream()
          .filter(o -> o.experiment() == experiment && o.size() == size)
          .forEach(o -> rows.add(o.lowering()));
    }
    return new GridTable.Section(Laboratory.subject(size), rows);
  }
}
