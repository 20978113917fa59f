package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.KnownNames;
import winofuzz.fuzz.devices.DeviceList;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.fuzz.report.CompileDocument;
import winofuzz.fuzz.report.CompileReport;
import winofuzz.fuzz.report.CompileReport.Request;
import winofuzz.fuzz.report.RuleReport;
import winofuzz.interpret.Values;
import winofuzz.ir.NodeArena;
import winofuzz.metal.bundle.Bundle;

/** {@code compile}: a case on a path to kernels; or a file of them. */
@Command(
    name = "compile",
    description = "Compiles a case on one path, or a file of cases.",
    footer = {
      "  bin/fuzz compile --case cin=16,h=64,w=64,cout=16 --path hybrid",
      "      shows kernels and launches",
      "  bin/fuzz compile --case cin=16,h=64,w=64,cout=16 --path old --source",
      "      prints the Metal text",
      "  bin/fuzz compile --case cin=1,h=8,w=8,cout=1 --path hybrid -o bundles",
      "      writes a bundle for each kernel, for exec",
      "  bin/fuzz compile --case cin=1,h=8,w=8,cout=1 --path hybrid --rules",
      "      prints which rules were applied"
    })
final class CompileCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private LoweringOptions options = new LoweringOptions();

  @Option(names = "--case", paramLabel = "SPEC", description = "such as cin=16,h=64,w=64,cout=16")
  private @Nullable String spec;

  @Option(
      names = "--cases",
      paramLabel = "FILE",
      description = "a JSON object a line: the keys of a case, path, defects, target")
  private @Nullable Path cases;

  @Option(names = "-o", paramLabel = "DIR", description = "writes a bundle for each kernel there")
  private @Nullable Path out;

  @Option(names = "--source", description = "prints the Metal text")
  private boolean source;

  @Option(names = "--rules", description = "prints the rules by pass, each with its applications")
  private boolean rules;

  @Option(names = "--json", description = "the result as JSON")
  private boolean json;

  CompileCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if ((spec == null) == (cases == null)) {
      throw new BadInputException("expected one of --case SPEC and --cases FILE");
    }
    if (rules && (cases != null || source || json)) {
      throw new BadInputException("--rules: expected --case and neither --source nor --json");
    }
    FolderOption.require("-o", out);
    return cases == null ? one(CaseText.parse(String.valueOf(spec))) : batch(cases);
  }

  private int one(ConvCase c) {
    Request request =
        new Request(c, options.path(context.compiler()), options.defects(), options.target());
    long start = System.nanoTime();
    try {
      LoweredCase lowered = compile(request);
      double millis = (System.nanoTime() - start) / 1e6;
      if (out != null) {
        writeBundles(c, lowered, out);
      }
      if (rules) {
        context.console().out().print(RuleReport.text(lowered.ruleCounts()));
        return ExitCode.AGREES;
      }
      print(request, lowered, millis);
      return ExitCode.AGREES;
    } catch (LoweringException e) {
      double millis = (System.nanoTime() - start) / 1e6;
      if (json) {
        context.console().json(CompileDocument.of(request, String.valueOf(e.getMessage()), millis));
      } else {
        context
            .console()
            .err()
            .println(request.path().label() + " does not lower it: " + e.getMessage());
      }
      return ExitCode.FINDING;
    }
  }

  private LoweredCase compile(Request r) {
    return context.compiler().lower(r.subject().convolution(), r.path(), r.defects(), r.target());
  }

  private void print(Request request, LoweredCase lowered, double millis) {
    if (json) {
      context.console().json(CompileDocument.of(request, lowered, millis));
    } else if (source) {
      for (CompiledKernel kernel : lowered.kernels()) {
        context.console().out().println(kernel.source());
      }
    } else {
      context.console().out().print(CompileReport.text(lowered, millis));
    }
  }

  private static void writeBundles(ConvCase c, LoweredCase lowered, Path folder) {
    List<Bundle> bundles =
        lowered.bundles(
            DeviceList.get("sim"),
            Values.of(c.convolution().dtype(), c.drawing().activation()),
            Values.of(c.convolution().dtype(), c.drawing().weight()));
    for (int i = 0; i < bundles.size(); i++) {
      bundles.get(i).write(folder.resolve(lowered.kernels().get(i).name() + "." + i));
    }
  }

  /** A line of a file of cases: what it asks for, or what is wrong with it. */
  private sealed interface Line {
    record Asked(Request request) implements Line {}

    record Mistaken(String error) implements Line {}
  }

  private int batch(Path file) throws IOException {
    List<Line> lines =
        Json.readLines(
            file,
            CaseLine.class,
            line -> new Line.Asked(request(line)),
            mistake -> new Line.Mistaken(String.valueOf(mistake.getMessage())));
    for (int begin = 0, end; begin < lines.size(); begin = end) {
      end = endOfAlike(lines, begin);
      List<Line> alike = lines.subList(begin, end);
      NodeArena.run(() -> alike.forEach(this::answer));
    }
    return lines.stream().anyMatch(Line.Mistaken.class::isInstance)
        ? ExitCode.BAD_INPUT
        : ExitCode.AGREES;
  }

  /** Returns where lines end that are for the convolution of one: its paths have much in common. */
  private static int endOfAlike(List<Line> lines, int begin) {
    int end = begin + 1;
    if (lines.get(begin) instanceof Line.Asked(Request first)) {
      while (end < lines.size()
          && lines.get(end) instanceof Line.Asked(Request next)
          && next.subject().convolution().equals(first.subject().convolution())) {
        end++;
      }
    }
    return end;
  }

  private void answer(Line line) {
    switch (line) {
      case Line.Asked(Request request) -> context.console().jsonLine(compiled(request));
      case Line.Mistaken(String error) -> {
        context.console().jsonLine(new MistakenLineDocument(null, error, List.of()));
        context.console().err().println("fuzz compile: " + error);
      }
    }
  }

  private CompileDocument compiled(Request request) {
    long start = System.nanoTime();
    try {
      LoweredCase lowered = compile(request);
      return CompileDocument.of(request, lowered, (System.nanoTime() - start) / 1e6);
    } catch (LoweringException e) {
      return failed(request, String.valueOf(e.getMessage()), start);
    } catch (UnsupportedCaseException e) {
      return failed(request, "not supported: " + e.getMessage(), start);
    }
  }

  private static CompileDocument failed(Request request, String error, long start) {
    return CompileDocument.of(request, error, (System.nanoTime() - start) / 1e6);
  }

  private Request request(CaseLine line) {
    LoweringPath path = line.path();
    return new Request(
        line.toCase(),
        path == null ? options.path(context.compiler()) : offered(path),
        line.defectSet(),
        Objects.requireNonNullElse(line.target(), options.target()));
  }

  private LoweringPath offered(LoweringPath path) {
    try {
      return KnownNames.path(path.label(), context.compiler().paths());
    } catch (BadInputException e) {
      throw new BadInputException("path: " + e.getMessage(), e);
    }
  }
}
