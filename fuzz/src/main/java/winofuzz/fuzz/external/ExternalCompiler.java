package winofuzz.fuzz.external;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.external.BrokenCompilerException.Way;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.LoweredKernels;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.fuzz.programs.KernelCheck;
import winofuzz.fuzz.programs.ProgramCompiler;
import winofuzz.fuzz.programs.TensorProgram;
import winofuzz.interpret.Values;
import winofuzz.ir.DType;

/**
 * A compiler that is a process of its own and speaks the compiler protocol. There are as many
 * processes as threads that lower at once; one that breaks is replaced, and what it was asked for
 * fails to lower.
 */
public final class ExternalCompiler implements CompilerUnderTest, ProgramCompiler {
  /** How many answers are kept: a case is shrunk by asking for its convolution again. */
  private static final int MOST_KEPT = 512;

  /** How many rules are refused to find out why a case does not lower. */
  private static final int MOST_SUSPECTS = 8;

  private record Key(Request request, LoweringPath path, Inquiry inquiry) {}

  /** What came of asking. */
  private sealed interface Told {
    record Answered(CompilerAnswer answer) implements Told {}

    record Broken(String error, Way way) implements Told {}
  }

  private final List<String> command;
  private final CompilerLimits limits;
  private final AtomicLong ids = new AtomicLong();
  private final Deque<CompilerProcess> idle = new ArrayDeque<>();
  private final Map<Key, Told> answers =
      new LinkedHashMap<>(MOST_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Told> eldest) {
          return size() > MOST_KEPT;
        }
      };
  private final Greeting greeting;

  private ExternalCompiler(List<String> command, CompilerLimits limits) {
    this.command = List.copyOf(command);
    this.limits = limits;
    try {
      CompilerProcess first = new CompilerProcess(command, limits.lineBytes());
      try {
        greeting = Greeting.read(first.hear(limits.greeting()));
        idle.push(first);
      } catch (BrokenCompilerException | BadInputException | CancellationException e) {
        first.close();
        throw e;
      }
    } catch (BrokenCompilerException e) {
      throw new BadInputException(
          "expected a compiler that greets, found one that " + e.getMessage(), e);
    } catch (IOException e) {
      throw new BadInputException(
          "expected a compiler that can be started, found '%s'".formatted(command.getFirst()), e);
    }
  }

  /**
   * Starts a compiler.
   *
   * @param command word by word
   * @throws BadInputException if it cannot be started or does not greet
   */
  public static ExternalCompiler of(List<String> command, CompilerLimits limits) {
    return new ExternalCompiler(command, limits);
  }

  @Override
  public String name() {
    return greeting.name();
  }

  /** The state of the compiler, as it says itself. */
  public String revision() {
    return greeting.revision();
  }

  @Override
  public List<LoweringPath> paths() {
    return greeting.paths();
  }

  @Override
  public List<Target> targets() {
    return List.of(Target.APPLE);
  }

  /**
   * {@inheritDoc}
   *
   * @throws UnsupportedCaseException if the compiler does not offer what the convolution asks for
   */
  @Override
  public LoweredCase lower(
      Convolution convolution, LoweringPath path, Set<Defect> defects, Target target) {
    if (!greeting.dtypes().contains(convolution.dtype())) {
      throw new UnsupportedCaseException(name() + " does not offer " + convolution.dtype());
    }
    Request request = new Request.OfConvolution(convolution);
    return new ExternalLowered(
        lowered(request, path), convolution, rewriting(request, path), List.of());
  }

  private boolean givesStages() {
    return greeting.features().contains(Greeting.STAGES);
  }

  /** Graphs are asked for by lowering a case again. */
  @Override
  public boolean hasCostlyStages() {
    return givesStages();
  }

  @Override
  public boolean lowersPrograms() {
    return greeting.features().contains(Greeting.PROGRAMS);
  }

  /**
   * {@inheritDoc}
   *
   * @throws UnsupportedCaseException if the compiler does not offer what the program asks for
   */
  @Override
  public LoweredKernels lower(TensorProgram program, LoweringPath path) {
    return new ExternalRun(lowered(new Request.OfProgram(program), path));
  }

  @Override
  public Optional<Culprit> culprit(TensorProgram program, LoweringPath path, KernelCheck check) {
    Request request = new Request.OfProgram(program);
    return tell(new Key(request, path, new Inquiry.Lower()))
            instanceof Told.Answered(CompilerAnswer.Lowered lowered)
        ? new RuleSearch().culprit(new BlamableProgram(lowered, rewriting(request, path), check))
        : Optional.empty();
  }

  @Override
  public boolean writesScripts() {
    return greeting.features().contains(Greeting.SCRIPT);
  }

  @Override
  public String script(Convolution convolution, LoweringPath path, Values x, Values w) {
    Request request = new Request.OfConvolution(convolution);
    Optional<Boolean> winograd =
        tell(new Key(request, path, new Inquiry.Lower()))
                instanceof Told.Answered(CompilerAnswer.Lowered lowered)
            ? lowered.winograd()
            : Optional.of(false);
    Inquiry script =
        new Inquiry.Script(
            elements(x), elements(w), KernelCorrectness.tolerance(convolution, winograd, x, w));
    return switch (tell(new Key(request, path, script))) {
      case Told.Answered(CompilerAnswer.Scripted(String text)) -> text;
      case Told.Answered(CompilerAnswer.Unsupported(String reason)) ->
          throw new UnsupportedCaseException(reason);
      case Told.Answered(CompilerAnswer.Failed(String error, _)) ->
          throw new UnsupportedCaseException(name() + " writes no script: " + error);
      case Told.Answered(CompilerAnswer.Lowered _), Told.Answered(CompilerAnswer.Judged _) ->
          throw new UnsupportedCaseException(name() + " answers what was not asked");
      case Told.Broken(String error, _) -> throw new UnsupportedCaseException(error);
    };
  }

  private static List<Double> elements(Values values) {
    return IntStream.range(0, values.size()).mapToObj(values::at).toList();
  }

  private CompilerAnswer.Lowered lowered(Request request, LoweringPath path) {
    return switch (tell(new Key(request, path, new Inquiry.Lower()))) {
      case Told.Answered(CompilerAnswer.Lowered lowered) -> lowered;
      case Told.Answered(CompilerAnswer.Failed(String error, String place)) ->
          throw new LoweringException(
              place.isEmpty() ? error : error + " (" + place + ")",
              file(ruleToBlame(rewriting(request, path)).orElse(place)),
              null);
      case Told.Answered(CompilerAnswer.Judged _), Told.Answered(CompilerAnswer.Scripted _) ->
          throw new LoweringException("answers what was not asked", Way.NO_ANSWER.word(), null);
      case Told.Answered(CompilerAnswer.Unsupported(String reason)) ->
          throw new UnsupportedCaseException(reason);
      case Told.Broken(String error, Way way) ->
          throw new LoweringException(error, way.word(), null);
    };
  }

  /** Returns the wrong rule without which the compiler lowers what it does not lower with it. */
  private static Optional<String> ruleToBlame(Rewriting rewriting) {
    return rewriting.judgement().stream()
        .flatMap(judgement -> judgement.suspects().stream())
        .map(RuleJudgement.Suspect::rule)
        .limit(MOST_SUSPECTS)
        .filter(rule -> rewriting.without(List.of(rule)).isPresent())
        .findFirst();
  }

  /** What the compiler can be asked about its rules, as far as it speaks of them. */
  private Rewriting rewriting(Request request, LoweringPath path) {
    return new Rewriting() {
      @Override
      public Optional<DType> accumulator() {
        return greeting.features().contains(Greeting.FLOAT32_SUMS)
            ? Optional.of(DType.FLOAT32)
            : Optional.empty();
      }

      @Override
      public Optional<CompilerAnswer.Lowered> without(List<String> rules) {
        return greeting.features().contains(Greeting.REFUSE)
                && tell(new Key(request, path, new Inquiry.LowerWithout(rules)))
                    instanceof Told.Answered(CompilerAnswer.Lowered lowered)
            ? Optional.of(lowered)
            : Optional.empty();
      }

      @Override
      public Optional<RuleJudgement> judgement() {
        return greeting.features().contains(Greeting.BLAME)
                && tell(new Key(request, path, new Inquiry.Blame()))
                    instanceof Told.Answered(CompilerAnswer.Judged(RuleJudgement judgement))
            ? Optional.of(judgement)
            : Optional.empty();
      }

      @Override
      public Optional<CompilerAnswer> withStages(List<String> refused) {
        if (!givesStages()) {
          return Optional.empty();
        }
        // Graphs are large, so that they are not kept as other answers are.
        return Optional.of(
            switch (ask(new Key(request, path, new Inquiry.Stages(refused)))) {
              case Told.Answered(CompilerAnswer answer) -> answer;
              case Told.Broken(String error, Way _) -> new CompilerAnswer.Failed(error, "");
            });
      }
    };
  }

  private Told tell(Key key) {
    synchronized (answers) {
      Told known = answers.get(key);
      if (known != null) {
        return known;
      }
    }
    Told fresh = ask(key);
    synchronized (answers) {
      answers.put(key, fresh);
    }
    return fresh;
  }

  private Told ask(Key key) {
    CompilerProcess process = null;
    try {
      process = take();
      process.requireQuiet();
      long id = ids.incrementAndGet();
      process.say(Json.line(LowerRequest.of(id, key.path(), key.request(), key.inquiry())));
      CompilerAnswer answer = CompilerAnswer.hear(process, limits.answer(), id, key.request());
      giveBack(process);
      return new Told.Answered(answer);
    } catch (BrokenCompilerException e) {
      close(process);
      return new Told.Broken("the compiler " + e.getMessage(), e.way());
    } catch (CancellationException e) {
      close(process);
      throw e;
    }
  }

  private CompilerProcess take() throws BrokenCompilerException {
    synchronized (idle) {
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    CompilerProcess fresh;
    try {
      fresh = new CompilerProcess(command, limits.lineBytes());
    } catch (IOException e) {
      throw new BrokenCompilerException(Way.EXITED, "cannot be started again", e);
    }
    try {
      Greeting again = Greeting.read(fresh.hear(limits.greeting()));
      if (again.equals(greeting)) {
        return fresh;
      }
      throw new BrokenCompilerException(
          Way.NO_ANSWER, "greets in another way when it is started again");
    } catch (BadInputException e) {
      fresh.close();
      throw new BrokenCompilerException(
          Way.NO_ANSWER, "does not greet when it is started again: " + e.getMessage(), e);
    } catch (BrokenCompilerException | CancellationException e) {
      fresh.close();
      throw e;
    }
  }

  /** The place in a signature, whose parts are told apart by slashes: without folders. */
  private static String file(String place) {
    return place.substring(place.lastIndexOf('/') + 1);
  }

  private void giveBack(CompilerProcess process) {
    synchronized (idle) {
      idle.push(process);
    }
  }

  private static void close(@Nullable CompilerProcess process) {
    if (process != null) {
      process.close();
    }
  }

  /** Ends the processes that are not asked at the moment. */
  @Override
  public void close() {
    List<CompilerProcess> all;
    synchronized (idle) {
      all = new ArrayList<>(idle);
      idle.clear();
    }
    all.forEach(CompilerProcess::close);
  }
}
