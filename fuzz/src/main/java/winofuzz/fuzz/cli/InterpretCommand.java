package winofuzz.fuzz.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import winofuzz.compiler.Compilation;
import winofuzz.compiler.Compiler;
import winofuzz.compiler.Convolution;
import winofuzz.compiler.LoweringException;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.CaseJson;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.corpus.AtomicFiles;
import winofuzz.fuzz.report.Statistics;
import winofuzz.interpret.BoundsPolicy;
import winofuzz.interpret.Evaluation;
import winofuzz.interpret.Interpreter;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.Stage;

/** {@code interpret}: a case on a path, evaluated at a stage. */
@Command(name = "interpret", description = "Evaluates a case at a stage of one path.")
final class InterpretCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private LoweringOptions options = new LoweringOptions();

  @Option(
      names = "--case",
      required = true,
      paramLabel = "SPEC",
      description = "such as cin=16,h=64,w=64,cout=16,pad=1")
  private String spec = "";

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      description = "tensor, ranged, kernel, optimized or linear. Default: ${DEFAULT-VALUE}",
      defaultValue = "linear")
  private Stage stage = Stage.LINEAR;

  @Option(
      names = "--semantics",
      paramLabel = "SEMANTICS",
      description = "exact, ieee or bound. Default: ${DEFAULT-VALUE}",
      defaultValue = "ieee")
  private Semantics semantics = Semantics.IEEE;

  @Option(names = "--input", paramLabel = "FILE", description = "activation, float32")
  private @Nullable Path input;

  @Option(names = "--weight", paramLabel = "FILE", description = "weight, float32")
  private @Nullable Path weight;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "where the result goes: float32 for ieee, float64 for exact and bound (values, then bounds)")
  private @Nullable Path output;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "evaluates so many times. Default: ${DEFAULT-VALUE}",
      defaultValue = "1")
  private int repeat = 1;

  @Option(names = "--json", description = "the result as one JSON document")
  private boolean json;

  InterpretCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    ConvCase c = CaseText.parse(spec);
    Limits.requireFits(c);
    if (repeat < 1) {
      throw new BadInputException("--repeat: expected at least 1, found " + repeat);
    }
    Convolution convolution = c.convolution();
    Map<String, Values> inputs =
        Map.of(
            "x", values(c, input, convolution.inputShape(), c.drawing().activation()),
            "w", values(c, weight, convolution.weightShape(), c.drawing().weight()));
    Compilation compilation;
    try {
      compilation =
          Compiler.compile(convolution, options.path(), options.defects(), options.target());
    } catch (LoweringException e) {
      context
          .console()
          .err()
          .println(options.path().label() + " does not lower it: " + e.getMessage());
      return ExitCode.FINDING;
    }
    if (!compilation.stages().contains(stage)) {
      throw new BadInputException(
          "--stage: expected one of "
              + String.join(", ", compilation.stages().stream().map(Stage::label).toList())
              + ", found "
              + stage.label());
    }
    List<Double> millis = new ArrayList<>();
    Evaluation evaluation = evaluate(compilation, inputs, millis);
    for (int i = 1; i < repeat; i++) {
      evaluation = evaluate(compilation, inputs, millis);
    }
    if (output != null) {
      AtomicFiles.write(output, bytes(evaluation.output(), semantics));
    }
    print(c, evaluation, millis);
    return ExitCode.AGREES;
  }

  private static Values values(ConvCase c, @Nullable Path file, List<Integer> shape, double[] drawn)
      throws IOException {
    return file == null
        ? CaseInputs.values(c, drawn)
        : CaseInputs.read(c, file, Math.toIntExact(Convolution.product(shape)));
  }

  private Evaluation evaluate(
      Compilation compilation, Map<String, Values> inputs, List<Double> millis) {
    long start = System.nanoTime();
    Evaluation result =
        Interpreter.of(semantics)
            .withBounds(BoundsPolicy.ZERO)
            .evaluate(compilation.program(stage), inputs);
    millis.add((System.nanoTime() - start) / 1e6);
    return result;
  }

  /** Little-endian: float32 for ieee, float64 for exact, and for bound values and then bounds. */
  private static byte[] bytes(Values values, Semantics semantics) {
    int size = values.size();
    int width = semantics == Semantics.IEEE ? Float.BYTES : Double.BYTES;
    int count = semantics == Semantics.BOUND ? 2 * size : size;
    ByteBuffer buffer = ByteBuffer.allocate(count * width).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < size; i++) {
      if (semantics == Semantics.IEEE) {
        buffer.putFloat((float) values.at(i));
      } else {
        buffer.putDouble(values.at(i));
      }
    }
    if (values instanceof Values.Bounded bounded) {
      for (int i = 0; i < size; i++) {
        buffer.putDouble(bounded.boundAt(i));
      }
    }
    return buffer.array();
  }

  private void print(ConvCase c, Evaluation evaluation, List<Double> millis) {
    Statistics statistics = Statistics.of(evaluation.output());
    String arithmetic = evaluation.arithmetic().name().toLowerCase(Locale.ROOT).replace('_', '-');
    if (!json) {
      context
          .console()
          .out()
          .printf(
              Locale.ROOT,
              "%s at %s in %s (%s), %.1f ms%n%s%n%s",
              options.path().label(),
              stage.label(),
              semantics.label(),
              arithmetic,
              millis.getLast(),
              statistics,
              evaluation.outside().count() == 0
                  ? ""
                  : evaluation.outside().count()
                      + " reads out of bounds, the first "
                      + evaluation.outside().first()
                      + System.lineSeparator());
      return;
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.set("case", CaseJson.write(c));
    result.put("path", options.path().label());
    result.put("stage", stage.label());
    result.put("semantics", semantics.label());
    result.put("arithmetic", arithmetic);
    ArrayNode times = result.putArray("millis");
    millis.forEach(m -> times.add(Math.round(m * 1000) / 1000.0));
    result.put("readsOutOfBounds", evaluation.outside().count());
    result.set("statistics", statistics.json());
    if (evaluation.output() instanceof Values.Bounded bounded) {
      result.set("bounds", Statistics.of(bounded.bounds()).json());
    }
    context.console().json(result);
  }
}
