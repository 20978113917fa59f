package winofuzz.fuzz.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import winofuzz.compiler.Compilation;
import winofuzz.compiler.Compiler;
import winofuzz.compiler.Pipeline;
import winofuzz.compiler.Rules;
import winofuzz.compiler.pass.Draft;
import winofuzz.compiler.pass.LoweringRequest;
import winofuzz.compiler.pass.Observation;
import winofuzz.compiler.render.MetalRenderer;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleHits;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.LoweringException;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.interpret.ConvolutionPromise;
import winofuzz.interpret.Values;
import winofuzz.ir.DType;
import winofuzz.ir.Fidelity;
import winofuzz.ir.Kernel;
import winofuzz.ir.Memory;
import winofuzz.ir.NodeArena;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;
import winofuzz.work.WorkMeter;

/** What the compiler of this project made of a convolution. */
final class BuiltinLowered implements LoweredCase {
  /** How many times the usual applications, and the usual work, a lowering without a rule takes. */
  private static final int PATIENCE = 8;

  private final LoweringRequest request;
  private final Observation observation;
  private final Compilation compilation;
  private final RuleHits hits;

  /** Units of work that the lowering took. */
  private final long work;

  private BuiltinLowered(
      LoweringRequest request,
      Observation observation,
      Compilation compilation,
      RuleHits hits,
      long work) {
    this.request = request;
    this.observation = observation;
    this.compilation = compilation;
    this.hits = hits;
    this.work = work;
  }

  /**
   * Lowers a case.
   *
   * @param observation who watches, also when it is compiled again to find a culprit
   * @throws LoweringException if the path cannot lower it
   */
  static BuiltinLowered lower(LoweringRequest request, Observation observation) {
    RuleHits hits = new RuleHits();
    WorkMeter meter = NodeArena.meter();
    long before = meter.units();
    Compilation compilation = Compiler.compile(request, observation.counting(hits));
    return new BuiltinLowered(request, observation, compilation, hits, meter.units() - before);
  }

  @Override
  public List<CompiledKernel> kernels() {
    return compilation.kernels();
  }

  @Override
  public List<Memory> memories() {
    return compilation.memories();
  }

  @Override
  public Optional<Boolean> isWinograd() {
    return Optional.of(compilation.isWinograd());
  }

  @Override
  public SortedMap<Integer, UOp> lines(int kernel) {
    return switch (compilation.program(Stage.LINEAR)) {
      case Program.Scheduled scheduled -> lines(scheduled.kernels().get(kernel));
      case Program.Whole _ -> throw new AssertionError("no kernels at stage linear");
    };
  }

  private static SortedMap<Integer, UOp> lines(Kernel kernel) {
    return switch (kernel.body()) {
      case Kernel.Linear body -> MetalRenderer.lines(kernel.name(), body);
      case Kernel.Graph _ -> throw new AssertionError("no instructions at stage linear");
    };
  }

  @Override
  public Optional<DType> accumulator() {
    return Optional.of(ConvolutionPromise.usualAccumulator(request.convolution().dtype()));
  }

  @Override
  public List<Stage> stages() {
    return compilation.stages();
  }

  @Override
  public Program program(Stage stage) {
    return compilation.program(stage);
  }

  @Override
  public boolean isSameAt(Stage stage, LoweredCase other) {
    return other instanceof BuiltinLowered builtin && program(stage).equals(builtin.program(stage));
  }

  @Override
  public boolean hasKernelsOf(LoweredCase other) {
    return other instanceof BuiltinLowered builtin
        && kernels().equals(builtin.kernels())
        && memories().equals(builtin.memories());
  }

  @Override
  public Fidelity fidelity(Stage stage) {
    return compilation.fidelity(stage);
  }

  @Override
  public Set<String> rules() {
    return hits.applied().stream().map(Rule::id).collect(Collectors.toSet());
  }

  @Override
  public Set<String> rulesFrom(String pass) {
    return Pipeline.STANDARD.passes().stream()
        .dropWhile(p -> !p.id().equals(pass))
        .flatMap(p -> p.rules().stream())
        .flatMap(set -> set.rules().stream().filter(rule -> hits.of(set, rule) > 0))
        .map(Rule::id)
        .collect(Collectors.toSet());
  }

  @Override
  public List<PassCount> ruleCounts() {
    return Rules.sets().stream().map(this::counts).toList();
  }

  private PassCount counts(RuleSet<?> pass) {
    return new PassCount(
        pass.name(),
        pass.rules().stream()
            .map(r -> new RuleCount(r.id(), r.description(), hits.of(pass, r)))
            .toList());
  }

  @Override
  public Optional<Culprit> culprit(
      Set<StageFault> bugs, Values activation, Values weight, Values expected) {
    return new Bisection(bugs, activation, weight, expected).of(request, observation);
  }

  @Override
  public Optional<Culprit> floatCulprit(
      Stage stage, Values activation, Values weight, Values before, Predicate<Values> isRight) {
    return Bisection.ofFloats(stage, activation, weight, before, isRight).of(request, observation);
  }

  @Override
  public Optional<Culprit.Place> sizeCulprit(Predicate<List<Memory>> isRight) {
    return firstWrong(kernels -> isRight.test(kernels.memories()));
  }

  @Override
  public Optional<Culprit.Place> launchCulprit() {
    return firstWrong(FirstWrongPass::isLaunchedAsCounted);
  }

  private Optional<Culprit.Place> firstWrong(Predicate<Draft.Kernels> isRight) {
    FirstWrongPass search = new FirstWrongPass(isRight);
    Pipeline.STANDARD.compile(request, observation.withPasses(search));
    return search.found().map(pass -> new Culprit.Place(pass.id(), pass.name()));
  }

  @Override
  public Optional<LoweredCase> without(String rule) {
    Observation refusing =
        observation.withRewrites(Fuel.without(rule, PATIENCE * (hits.total() + 1)));
    try {
      return NodeArena.meter().within(PATIENCE * (work + 1), () -> lower(request, refusing));
    } catch (RuntimeException | AssertionError | StackOverflowError cannotDoWithout) {
      // A compiler that lacks a rule promises nothing.
      return Optional.empty();
    }
  }
}
