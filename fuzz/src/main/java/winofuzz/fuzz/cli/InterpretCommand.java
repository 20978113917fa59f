package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.LoweringException;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.report.SummaryDocument;
import winofuzz.fuzz.terminal.Activity;
import winofuzz.interpret.BoundsPolicy;
import winofuzz.interpret.Evaluation;
import winofuzz.interpret.EvaluationException;
import winofuzz.interpret.Interpreter;
import winofuzz.interpret.OutsideReads;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Summary;
import winofuzz.interpret.Values;
import winofuzz.ir.NumberedProgram;
import winofuzz.ir.Program;
import winofuzz.ir.ProgramJson;
import winofuzz.ir.Stage;

/** {@code interpret}: a case on a path, evaluated at a stage, or any graph. */
@Command(
    name = "interpret",
    description = "Evaluates a case at a stage of one path, or a graph in its JSON form.",
    footer = {
      "  bin/fuzz interpret --case cin=1,h=4,w=4,cout=1 --stage ranged",
      "      evaluates a stage in floats",
      "  bin/fuzz interpret --case cin=1,h=4,w=4,cout=1 --path hybrid --semantics exact",
      "      evaluates the last stage of another path, without rounding",
      "  bin/fuzz interpret --graph graph.json --input x=x.bin --output y.bin",
      "      evaluates any graph on values from files"
    })
final class InterpretCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private LoweringOptions options = new LoweringOptions();

  @Option(
      names = "--case",
      paramLabel = "SPEC",
      description = "such as cin=16,h=64,w=64,cout=16,pad=1")
  private @Nullable String spec;

  @Option(
      names = "--graph",
      paramLabel = "FILE",
      description =
          "a graph in the JSON form, in place of a case; what it reads outside is an error")
  private @Nullable Path graph;

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      completionCandidates = KnownValues.StageNames.class,
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}",
      defaultValue = "linear")
  private Stage stage = Stage.LINEAR;

  @Option(
      names = "--semantics",
      paramLabel = "SEMANTICS",
      completionCandidates = KnownValues.SemanticsNames.class,
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}",
      defaultValue = "ieee")
  private Semantics semantics = Semantics.IEEE;

  @Option(
      names = "--input",
      paramLabel = "[NAME=]FILE",
      description =
          "a case's activation, float32; of a graph, NAME=FILE for each input, in its type")
  private List<String> inputs = new ArrayList<>();

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

  @Option(
      names = "--probe",
      paramLabel = "NODE",
      description =
          "summarizes the value of a node: its number in the JSON form, its operation where only"
              + " one node has it, or a memory's name; any number of times")
  private List<String> probes = new ArrayList<>();

  @Option(
      names = "--write-graph",
      paramLabel = "FILE",
      description = "where the program that is evaluated goes, in the JSON form")
  private @Nullable Path written;

  @Option(
      names = "--time-limit",
      paramLabel = "D",
      description = "how long it may take, such as 30s. Default: 10m; work is limited as well",
      defaultValue = "10m")
  private Duration timeLimit = Duration.ofMinutes(10);

  @Option(names = "--json", description = "the result as one JSON document")
  private boolean json;

  InterpretCommand(Context context) {
    this.context = context;
  }

  /**
   * What to evaluate.
   *
   * @param title what it is, for people
   * @param head what it is, for programs
   * @param numbers gives the numbers of the program's nodes
   * @param bounds what reads outside of memory do
   * @param diagnosis what to tell the user if the program has no value
   */
  private record Job(
      String title,
      InterpretDocument.Head head,
      Program program,
      Supplier<NumberedProgram> numbers,
      Map<String, Values> inputs,
      BoundsPolicy bounds,
      Function<EvaluationException, BadInputException> diagnosis) {}

  @Override
  public Integer call() throws IOException {
    if (repeat < 1) {
      throw new BadInputException("--repeat: expected at least 1, found " + repeat);
    }
    new OutputFile("--output", output).require();
    new OutputFile("--write-graph", written).require();
    Activity _ = context.console().status().begin("interpreting");
    return TimedWork.call(timeLimit, this::answer);
  }

  private int answer() throws IOException {
    if (graph != null && spec == null) {
      run(ofGraph(graph));
      return ExitCode.AGREES;
    }
    if (spec == null || graph != null) {
      throw new BadInputException(
          "expected one of --case SPEC and --graph FILE, found "
              + (spec == null ? "none" : "both"));
    }
    ConvCase c = CaseText.parse(spec);
    Limits.requireFits(c);
    Map<String, Values> given = caseInputs(c);
    LoweredCase lowered;
    try {
      lowered =
          context
              .compiler()
              .lower(
                  c.convolution(),
                  options.path(context.compiler()),
                  options.defects(),
                  options.target());
    } catch (LoweringException e) {
      context
          .console()
          .err()
          .println(
              options.path(context.compiler()).label() + " does not lower it: " + e.getMessage());
      return ExitCode.FINDING;
    }
    run(ofCase(c, lowered, given));
    return ExitCode.AGREES;
  }

  private static Job ofGraph(GraphFile file, Map<String, Values> given) {
    return new Job(
        file.name(),
        InterpretDocument.Head.of(file),
        file.program(),
        file::numbered,
        given,
        BoundsPolicy.TRAP,
        file::bad);
  }

  private Job ofGraph(Path path) throws IOException {
    GraphFile file = GraphFile.read(path);
    return ofGraph(file, file.inputs(inputs));
  }

  private Job ofCase(ConvCase c, LoweredCase lowered, Map<String, Values> given) {
    if (!lowered.stages().contains(stage)) {
      throw new BadInputException(
          "--stage: expected one of "
              + String.join(", ", lowered.stages().stream().map(Stage::label).toList())
              + ", found "
              + stage.label());
    }
    Program program = lowered.program(stage);
    return new Job(
        options.path(context.compiler()).label(),
        new InterpretDocument.Head(null, c, options.path(context.compiler())),
        program,
        () -> NumberedProgram.of(program),
        given,
        BoundsPolicy.ZERO,
        e -> new BadInputException(String.valueOf(e.getMessage()), e));
  }

  private Map<String, Values> caseInputs(ConvCase c) throws IOException {
    if (inputs.size() > 1) {
      throw new BadInputException("--input: expected one FILE for a case, found " + inputs.size());
    }
    Path input = inputs.isEmpty() ? null : Path.of(inputs.getFirst());
    Convolution convolution = c.convolution();
    return Map.of(
        "x", values(c, input, convolution.inputShape(), c.drawing().activation()),
        "w", values(c, weight, convolution.weightShape(), c.drawing().weight()));
  }

  private static Values values(ConvCase c, @Nullable Path file, List<Integer> shape, double[] drawn)
      throws IOException {
    return file == null
        ? Values.of(c.convolution().dtype(), drawn)
        : CaseInputs.read(c, file, Math.toIntExact(Convolution.product(shape)));
  }

  private void run(Job job) throws IOException {
    if (written != null) {
      AtomicFiles.write(written, ProgramJson.write(job.program).getBytes(StandardCharsets.UTF_8));
    }
    Probes looked = new Probes(job.program, job.numbers, probes, job.inputs.keySet());
    Interpreter interpreter =
        Interpreter.of(semantics).withBounds(job.bounds).withProbes(looked.nodes());
    List<Double> millis = new ArrayList<>();
    Evaluation evaluation = evaluate(interpreter, job, millis);
    for (int i = 1; i < repeat; i++) {
      evaluation = evaluate(interpreter, job, millis);
    }
    if (output != null) {
      AtomicFiles.write(output, RawValues.write(evaluation.output(), semantics));
    }
    if (json) {
      context.console().json(json(job, evaluation, millis, looked));
    } else {
      context.console().out().print(text(job, evaluation, millis.getLast(), looked));
    }
  }

  private static Evaluation evaluate(Interpreter interpreter, Job job, List<Double> millis) {
    long start = System.nanoTime();
    try {
      Evaluation result = interpreter.evaluate(job.program, job.inputs);
      millis.add((System.nanoTime() - start) / 1e6);
      return result;
    } catch (EvaluationException e) {
      throw job.diagnosis.apply(e);
    }
  }

  private static String label(Evaluation.Used arithmetic) {
    return arithmetic.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String text(Job job, Evaluation evaluation, double millis, Probes looked) {
    OutsideReads outside = evaluation.outside();
    String reads =
        outside.count() == 0
            ? ""
            : String.format(
                "%d reads out of bounds, the first %s%n", outside.count(), outside.first());
    return String.format(
        Locale.ROOT,
        "%s at %s in %s (%s), %.1f ms%n%s%n%s%s",
        job.title,
        job.program.stage().label(),
        semantics.label(),
        label(evaluation.arithmetic()),
        millis,
        Summary.of(evaluation.output()),
        reads,
        looked.text(evaluation));
  }

  private InterpretDocument json(
      Job job, Evaluation evaluation, List<Double> millis, Probes looked) {
    return new InterpretDocument(
        job.head,
        job.program.stage(),
        semantics.label(),
        label(evaluation.arithmetic()),
        millis.stream().map(m -> Math.round(m * 1000) / 1000.0).toList(),
        evaluation.outside().count(),
        SummaryDocument.of(Summary.of(evaluation.output())),
        evaluation.output() instanceof Values.Bounded bounded
            ? SummaryDocument.of(Summary.of(bounded.bounds()))
            : null,
        probes.isEmpty() ? null : looked.json(evaluation));
  }
}
