package winofuzz.fuzz.external;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.external.BrokenCompilerException.Way;
import winofuzz.fuzz.external.ProtocolVerdict.Outcome;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.lowering.LoweredCase.Execution;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.interpret.Values;
import winofuzz.ir.DType;
import winofuzz.ir.NodeArena;
import winofuzz.ir.Stage;
import winofuzz.metal.Device;

/**
 * Asks a compiler for a few small cases, and says whether it speaks the compiler protocol. Whether
 * its kernels compute the right values is not asked. Used once.
 */
public final class ProtocolCheck {
  /** Every kind of convolution, each as small as it can be. */
  private static final List<String> CASES =
      List.of(
          "cin=1,h=3,w=3,cout=1",
          "cin=2,h=3,w=4,cout=3,pad=1/0/2/1",
          "batch=2,cin=4,h=4,w=3,cout=2,pad=1,groups=2",
          "cin=1,h=7,w=6,cout=1,kernel=3x2,stride=2x1,dilation=1x2",
          "cin=2,w=6,cout=2,kernel=3",
          "cin=1,d=3,h=3,w=3,cout=1");

  /** The one that is asked for in other types, and twice. */
  private static final String USUAL = "cin=2,h=3,w=4,cout=3,pad=1/0/2/1";

  /** What no compiler knows. */
  private record UnknownRequest(long id, @JsonProperty("do") String action) {}

  /** A question, and what is to be said of the answer. */
  @FunctionalInterface
  private interface Question {
    Said ask(CompilerProcess process) throws BrokenCompilerException;
  }

  /** What is said of an answer. */
  private record Said(Outcome outcome, String detail) {}

  private final List<String> command;
  private final CompilerLimits limits;
  private final Device checked;
  private final Consumer<String> progress;
  private final List<ProtocolVerdict> verdicts = new ArrayList<>();
  private @Nullable CompilerProcess running;
  private long ids;

  private ProtocolCheck(
      List<String> command, CompilerLimits limits, Device checked, Consumer<String> progress) {
    this.command = command;
    this.limits = limits;
    this.checked = checked;
    this.progress = progress;
  }

  /**
   * Checks a compiler.
   *
   * @param command that starts it, word by word
   * @param checked the device that runs its kernels
   * @param progress told what is checked next
   * @return a verdict for each check, in order
   * @throws BadInputException if it cannot be started
   */
  public static List<ProtocolVerdict> of(
      List<String> command, CompilerLimits limits, Device checked, Consumer<String> progress) {
    ProtocolCheck check = new ProtocolCheck(command, limits, checked, progress);
    try {
      check.all();
    } finally {
      check.stop();
    }
    return List.copyOf(check.verdicts);
  }

  private void all() {
    Greeting greeting;
    try {
      greeting = start();
    } catch (BrokenCompilerException e) {
      verdicts.add(new ProtocolVerdict("greeting", Outcome.FAILS, "it " + e.getMessage()));
      return;
    }
    verdicts.add(new ProtocolVerdict("greeting", Outcome.HOLDS, shown(greeting)));
    DType first = greeting.dtypes().getFirst();
    for (LoweringPath path : greeting.paths()) {
      CASES.forEach(text -> lower(path, text, first));
      greeting.dtypes().stream().skip(1).forEach(dtype -> lower(path, USUAL, dtype));
      check(path + " twice the same", process -> twice(process, path, convolution(USUAL, first)));
    }
    Convolution usual = convolution(USUAL, first);
    checkRules(greeting, usual);
    checkOptional(greeting, usual);
    check("an unknown request", process -> unknownRequest(process, usual));
    check("the next case", process -> next(process, greeting.paths().getFirst(), usual));
    check("the end of its input", this::end);
    check("another start", _ -> again(greeting));
  }

  /** What it says that it knows about its rules. */
  private void checkRules(Greeting greeting, Convolution usual) {
    LoweringPath path = greeting.paths().getFirst();
    if (greeting.features().contains(Greeting.REFUSE)) {
      Inquiry told = new Inquiry.LowerWithout(List.of());
      check("the rules that it applied", process -> rules(ask(process, path, usual, told)));
    }
    if (greeting.features().contains(Greeting.BLAME)) {
      Inquiry blame = new Inquiry.Blame();
      check("the rules that are wrong", process -> rules(ask(process, path, usual, blame)));
    }
  }

  /** What else it says that it can tell. */
  private void checkOptional(Greeting greeting, Convolution usual) {
    LoweringPath path = greeting.paths().getFirst();
    if (greeting.features().contains(Greeting.STAGES)) {
      Inquiry told = new Inquiry.Stages(List.of());
      check("the graphs of its stages", process -> stages(ask(process, path, usual, told), usual));
    }
    if (greeting.features().contains(Greeting.SCRIPT)) {
      check("a script", process -> script(process, path, usual));
    }
  }

  private Said script(CompilerProcess process, LoweringPath path, Convolution convolution)
      throws BrokenCompilerException {
    Inquiry script =
        new Inquiry.Script(
            elements(ones(convolution, Convolution.product(convolution.inputShape()))),
            elements(ones(convolution, Convolution.product(convolution.weightShape()))),
            0);
    CompilerAnswer answer = ask(process, path, convolution, script);
    return answer instanceof CompilerAnswer.Scripted(String text)
        ? new Said(Outcome.HOLDS, text.lines().count() + " lines")
        : other(answer);
  }

  private static List<Double> elements(Values values) {
    return IntStream.range(0, values.size()).mapToObj(values::at).toList();
  }

  private static Said rules(CompilerAnswer answer) {
    return switch (answer) {
      case CompilerAnswer.Lowered lowered when !lowered.rules().isEmpty() ->
          new Said(Outcome.HOLDS, lowered.rules().size() + " rules");
      case CompilerAnswer.Lowered _ -> new Said(Outcome.FAILS, "it tells no rules");
      case CompilerAnswer.Judged(RuleJudgement judgement) ->
          new Said(
              Outcome.HOLDS,
              "%d applications judged, %d skipped, %d rules wrong"
                  .formatted(judgement.judged(), judgement.skipped(), judgement.suspects().size()));
      case CompilerAnswer.Scripted _, CompilerAnswer.Unsupported _, CompilerAnswer.Failed _ ->
          other(answer);
    };
  }

  /** What is said of an answer that may come instead of the one that was asked for. */
  private static Said other(CompilerAnswer answer) {
    return switch (answer) {
      case CompilerAnswer.Unsupported(String reason) ->
          new Said(Outcome.UNKNOWN, "it does not offer: " + reason);
      case CompilerAnswer.Failed failed ->
          new Said(Outcome.HOLDS, "it says that it fails: " + failed.error());
      case CompilerAnswer.Lowered _, CompilerAnswer.Judged _, CompilerAnswer.Scripted _ ->
          new Said(Outcome.FAILS, "it answers what was not asked");
    };
  }

  private static Said stages(CompilerAnswer answer, Convolution convolution) {
    return switch (answer) {
      case CompilerAnswer.Lowered lowered when lowered.stages().isEmpty() ->
          new Said(Outcome.FAILS, "it tells about no stages");
      case CompilerAnswer.Lowered lowered -> NodeArena.call(() -> graphs(lowered, convolution));
      case CompilerAnswer.Failed failed ->
          new Said(Outcome.FAILS, "it does not lower when it is asked: " + failed.error());
      case CompilerAnswer.Judged _, CompilerAnswer.Scripted _, CompilerAnswer.Unsupported _ ->
          other(answer);
    };
  }

  /** A graph is well formed or missing with a reason of the compiler's own. */
  private static Said graphs(CompilerAnswer.Lowered lowered, Convolution convolution) {
    StageGraphs graphs =
        StageGraphs.read(lowered.stages(), new Request.OfConvolution(convolution).memories());
    String said =
        Stream.concat(
                graphs.programs().keySet().stream().map(Stage::label),
                graphs.missing().stream().map(m -> m.remark() + " " + m.detail()))
            .map(String::strip)
            .collect(Collectors.joining("; "));
    boolean areWellFormed = graphs.missing().stream().allMatch(m -> m.detail().isEmpty());
    return new Said(areWellFormed ? Outcome.HOLDS : Outcome.FAILS, said);
  }

  private static String shown(Greeting greeting) {
    return "%s %s with paths %s for %s"
        .formatted(
            greeting.name(),
            greeting.revision(),
            greeting.paths().stream().map(LoweringPath::label).collect(Collectors.joining(", ")),
            greeting.dtypes().stream().map(DType::toString).collect(Collectors.joining(", ")));
  }

  /** Asks; a process that breaks is replaced by another one for what is asked next. */
  private void check(String name, Question question) {
    Said said;
    progress.accept(name);
    try {
      if (running == null) {
        Greeting _ = start();
      }
      said = question.ask(process());
    } catch (BrokenCompilerException e) {
      stop();
      said = new Said(Outcome.FAILS, "it " + e.getMessage());
    }
    verdicts.add(new ProtocolVerdict(name, said.outcome(), said.detail()));
  }

  private CompilerProcess process() {
    if (running == null) {
      throw new AssertionError("nothing was started");
    }
    return running;
  }

  private Greeting start() throws BrokenCompilerException {
    try {
      running = new CompilerProcess(command, limits.lineBytes());
    } catch (IOException e) {
      throw new BadInputException(
          "expected a compiler that can be started, found '%s'".formatted(command.getFirst()), e);
    }
    try {
      return Greeting.read(process().hear(limits.greeting()));
    } catch (BadInputException e) {
      throw new BrokenCompilerException(Way.NO_ANSWER, "does not greet: " + e.getMessage(), e);
    }
  }

  private void stop() {
    if (running != null) {
      running.close();
      running = null;
    }
  }

  private static Convolution convolution(String text, DType dtype) {
    return CaseText.parse(text + ",dtype=" + dtype).convolution();
  }

  private void lower(LoweringPath path, String text, DType dtype) {
    check(
        path + " " + text + ",dtype=" + dtype,
        process -> {
          Convolution convolution = convolution(text, dtype);
          return said(ask(process, path, convolution), convolution);
        });
  }

  private CompilerAnswer ask(CompilerProcess process, LoweringPath path, Convolution convolution)
      throws BrokenCompilerException {
    return ask(process, path, convolution, new Inquiry.Lower());
  }

  private CompilerAnswer ask(
      CompilerProcess process, LoweringPath path, Convolution convolution, Inquiry inquiry)
      throws BrokenCompilerException {
    ids++;
    Request request = new Request.OfConvolution(convolution);
    return answer(process, Json.line(LowerRequest.of(ids, path, request, inquiry)), request);
  }

  /** Says a request with the latest id. */
  private CompilerAnswer answer(CompilerProcess process, String line, Request request)
      throws BrokenCompilerException {
    process.requireQuiet();
    process.say(line);
    return CompilerAnswer.hear(process, limits.answer(), ids, request);
  }

  private Said said(CompilerAnswer answer, Convolution convolution) {
    return switch (answer) {
      case CompilerAnswer.Lowered lowered ->
          run(new ExternalLowered(lowered, convolution, Rewriting.NONE, List.of()), convolution);
      case CompilerAnswer.Judged _,
          CompilerAnswer.Scripted _,
          CompilerAnswer.Unsupported _,
          CompilerAnswer.Failed _ ->
          other(answer);
    };
  }

  private Said run(ExternalLowered lowered, Convolution c) {
    Execution execution;
    try {
      Values activation = ones(c, Convolution.product(c.inputShape()));
      Values weight = ones(c, Convolution.product(c.weightShape()));
      execution = NodeArena.call(() -> lowered.run(checked, activation, weight));
    } catch (UnsupportedCaseException e) {
      return new Said(Outcome.UNKNOWN, "the simulator does not know: " + e.getMessage());
    }
    return switch (execution) {
      case Execution.Stopped(String how, String detail) ->
          new Said(Outcome.FAILS, how + ": " + detail);
      case Execution.Finished finished when finished.faults().isEmpty() ->
          new Said(Outcome.HOLDS, lowered.kernels().size() + " kernels");
      case Execution.Finished finished ->
          new Said(Outcome.FAILS, finished.faults().getFirst().detail());
    };
  }

  private static Values ones(Convolution c, long elements) {
    float[] ones = new float[Math.toIntExact(elements)];
    Arrays.fill(ones, 1);
    return Values.of(c.dtype(), ones);
  }

  private Said twice(CompilerProcess process, LoweringPath path, Convolution convolution)
      throws BrokenCompilerException {
    CompilerAnswer one = ask(process, path, convolution);
    CompilerAnswer other = ask(process, path, convolution);
    return one.equals(other)
        ? new Said(Outcome.HOLDS, "equal answers to equal requests")
        : new Said(Outcome.FAILS, "it answers the same request in two ways");
  }

  private Said unknownRequest(CompilerProcess process, Convolution convolution)
      throws BrokenCompilerException {
    ids++;
    String request = Json.line(new UnknownRequest(ids, "dance"));
    return switch (answer(process, request, new Request.OfConvolution(convolution))) {
      case CompilerAnswer.Failed failed -> new Said(Outcome.HOLDS, "error: " + failed.error());
      case CompilerAnswer.Lowered _,
          CompilerAnswer.Judged _,
          CompilerAnswer.Scripted _,
          CompilerAnswer.Unsupported _ ->
          new Said(Outcome.FAILS, "expected an error, found another answer");
    };
  }

  private Said next(CompilerProcess process, LoweringPath path, Convolution convolution)
      throws BrokenCompilerException {
    CompilerAnswer _ = ask(process, path, convolution);
    return new Said(Outcome.HOLDS, "it goes on after an error");
  }

  private Said end(CompilerProcess process) throws BrokenCompilerException {
    OptionalInt status = process.end(limits.ending());
    stop();
    return status.isPresent()
        ? new Said(Outcome.HOLDS, "it ends, with exit status " + status.getAsInt())
        : new Said(Outcome.FAILS, "it goes on for " + limits.ending().toSeconds() + " s");
  }

  private Said again(Greeting greeting) throws BrokenCompilerException {
    stop();
    return start().equals(greeting)
        ? new Said(Outcome.HOLDS, "it greets in the same way")
        : new Said(Outcome.FAILS, "it greets in another way");
  }
}
