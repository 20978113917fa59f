package winofuzz.fuzz.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import winofuzz.compiler.BuiltinPath;
import winofuzz.compiler.Compilation;
import winofuzz.compiler.Rules;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleHits;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.convolution.CompiledKernel;
import winofuzz.fuzz.bisect.Bisection;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.LoweredCase.Fidelity;
import winofuzz.interpret.Values;
import winofuzz.ir.Memory;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;

/** What the compiler of this project made of a convolution. */
final class BuiltinLowered implements LoweredCase {
  private final BuiltinPath path;
  private final Compilation compilation;
  private final RuleHits hits;
  private final Supplier<Compilation> again;

  /**
   * A lowered case.
   *
   * @param hits the rules that were applied while it was compiled
   * @param again compiles it again, to find what is to blame
   */
  BuiltinLowered(
      BuiltinPath path, Compilation compilation, RuleHits hits, Supplier<Compilation> again) {
    this.path = path;
    this.compilation = compilation;
    this.hits = hits;
    this.again = again;
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
  public List<Stage> stages() {
    return compilation.stages();
  }

  @Override
  public Program program(Stage stage) {
    return compilation.program(stage);
  }

  @Override
  public Fidelity fidelity(Stage stage) {
    return switch (stage) {
      case RANGED -> path.rewritesRanges() ? Fidelity.NONE : Fidelity.BITS;
      case KERNEL -> Fidelity.NUMBERS;
      case TENSOR, OPTIMIZED, LINEAR, METAL -> Fidelity.NONE;
    };
  }

  @Override
  public Set<String> rules() {
    return hits.applied().stream().map(Rule::name).collect(Collectors.toSet());
  }

  @Override
  public List<PassCount> ruleCounts() {
    return Rules.byPass().stream().map(this::counts).toList();
  }

  private PassCount counts(RuleSet<?> pass) {
    return new PassCount(
        pass.name(),
        pass.rules().stream().map(r -> new RuleCount(r.name(), hits.of(pass, r))).toList());
  }

  @Override
  public Optional<Culprit> culprit(
      Set<StageFault> bugs, Values activation, Values weight, Values expected) {
    return new Bisection(bugs, activation, weight, expected).of(again);
  }
}
