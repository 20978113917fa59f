package winofuzz.compiler;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Predicate;
import winofuzz.compiler.frontend.Frontend;
import winofuzz.compiler.lower.Lowering;
import winofuzz.compiler.optimize.KernelOptimizer;
import winofuzz.compiler.optimize.Opt;
import winofuzz.compiler.pass.Draft;
import winofuzz.compiler.pass.LoweringRequest;
import winofuzz.compiler.pass.Observation;
import winofuzz.compiler.pass.Pass;
import winofuzz.compiler.pass.Phase;
import winofuzz.compiler.rangeify.Rangeify;
import winofuzz.compiler.render.MetalRenderer;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.compiler.schedule.Scheduler;
import winofuzz.compiler.winograd.TileGate;
import winofuzz.compiler.winograd.WinogradRewrite;
import winofuzz.convolution.LoweringException;
import winofuzz.ir.Fidelity;
import winofuzz.ir.InvalidGraphException;
import winofuzz.ir.Stage;

/**
 * A compiler as a list: its phases, each with its passes. {@link #STANDARD} is the compiler's table
 * of contents. To compile is to hand a draft through all passes; bisection, rule coverage and the
 * check of every pass walk the same list.
 *
 * @param phases in order
 */
public record Pipeline(List<Phase> phases) {

  /** The passes of this compiler, in order. */
  public static final Pipeline STANDARD =
      new Pipeline(
          List.of(
              // A tensor graph: shapes and movement ops.
              new Phase(Stage.TENSOR, Fidelity.NONE, Frontend.PASS),
              // One ranged graph: loops, index arithmetic, buffers between kernels.
              new Phase(
                  Stage.RANGED,
                  (path, kernels) ->
                      path.rewritesRanges() && kernels.winograd() ? Fidelity.NONE : Fidelity.BITS,
                  Rangeify.PASS,
                  WinogradRewrite.PASS),
              // Kernels: a graph each.
              new Phase(
                  Stage.KERNEL,
                  Fidelity.NUMBERS,
                  Scheduler.EARLY_FOLDING,
                  Scheduler.REMOVE_COSTLY_BUFFERS,
                  Scheduler.FILL_OUTPUT,
                  Scheduler.KERNEL_SPLIT),
              // Axes assigned to the device.
              new Phase(
                  Stage.OPTIMIZED,
                  (path, kernels) ->
                      keptUnless(combinesConstants(kernels) || usesMatrixUnit(kernels)),
                  KernelOptimizer.SPLIT_RANGES,
                  KernelOptimizer.INITIAL_SYMBOLIC,
                  KernelOptimizer.SIMPLIFY_RANGES,
                  KernelOptimizer.SIMPLIFY_REDUCES,
                  KernelOptimizer.SCHEDULE),
              // Instructions and a launch.
              new Phase(
                  Stage.LINEAR,
                  (path, kernels) -> keptUnless(combinesConstants(kernels) || sharesSums(kernels)),
                  TileGate.GATES_INTO_INDICES,
                  Lowering.PLAIN_AXES,
                  Lowering.SIMPLIFY_SCHEDULED,
                  Lowering.GROUP_FOR_REDUCE,
                  Lowering.LAUNCH_DIMENSIONS,
                  Lowering.SPATIAL_LAUNCH_DIMENSIONS,
                  Lowering.INDEPENDENT_LOOPS,
                  Lowering.LANE_EXPANSION,
                  Lowering.ASSOCIATION,
                  Lowering.LINEARIZATION),
              // Metal text.
              new Phase(Stage.METAL, Fidelity.NONE, MetalRenderer.PASS)));

  public Pipeline {
    phases = List.copyOf(phases);
  }

  private static Fidelity keptUnless(boolean reorders) {
    return reorders ? Fidelity.NONE : Fidelity.NUMBERS;
  }

  /**
   * Whether simplification reorders operations: the factors and terms with constants, of which only
   * the transforms of Winograd's algorithm have any.
   */
  private static boolean combinesConstants(Draft.Kernels kernels) {
    return kernels.winograd();
  }

  private static boolean usesMatrixUnit(Draft.Kernels kernels) {
    return anyOption(kernels, Opt.TensorCores.class::isInstance);
  }

  /** Whether several threads, or a matrix unit, share a sum, so that its terms are regrouped. */
  private static boolean sharesSums(Draft.Kernels kernels) {
    return usesMatrixUnit(kernels)
        || anyOption(
            kernels, opt -> opt instanceof Opt.Split(var kind, int _, int _) && kind.isGroup());
  }

  private static boolean anyOption(Draft.Kernels kernels, Predicate<Opt> wanted) {
    return kernels.kernels().stream()
        .flatMap(kernel -> kernel.info().appliedOptions().stream())
        .map(Opt::parse)
        .anyMatch(wanted);
  }

  /** Returns the phase that leads to a stage. */
  public Phase phase(Stage stage) {
    return phases.stream()
        .filter(phase -> phase.stage() == stage)
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no phase leads to " + stage.label()));
  }

  /** Returns all passes, in order. */
  public List<Pass> passes() {
    return phases.stream().flatMap(phase -> phase.passes().stream()).toList();
  }

  /** Returns every set of rules that some pass applies, in the order of the passes. */
  public List<RuleSet<?>> ruleSets() {
    Set<RuleSet<?>> result = new LinkedHashSet<>();
    passes().forEach(pass -> result.addAll(pass.rules()));
    return List.copyOf(result);
  }

  /**
   * Compiles.
   *
   * @param observation who watches, and may alter what comes out
   * @throws LoweringException if the path cannot lower the convolution
   */
  public Compilation compile(LoweringRequest request, Observation observation) {
    return finish(Begun.of(request), observation);
  }

  /** Goes on with a compilation to its end, as {@link #compile} does. */
  public Compilation finish(Begun from, Observation observation) {
    Begun begun = from;
    while (begun.phases() < phases.size()) {
      begun = throughNext(begun, observation);
    }
    return Compilation.of(begun.programs(), begun.draft(), this, from.request().path());
  }

  /** Returns the passes that are still to come in a compilation, in order. */
  public List<Pass> passesAfter(Begun begun) {
    return phases.subList(begun.phases(), phases.size()).stream()
        .flatMap(phase -> phase.passesOn(begun.request().path()).stream())
        .toList();
  }

  /**
   * Begins a compilation and takes it through the phases up to a stage.
   *
   * @param observation who watches, and may alter what comes out
   * @throws LoweringException if the path cannot lower the convolution
   */
  public Begun begin(LoweringRequest request, Stage to, Observation observation) {
    int end = phases.indexOf(phase(to)) + 1;
    Begun begun = Begun.of(request);
    while (begun.phases() < end) {
      begun = throughNext(begun, observation);
    }
    return begun;
  }

  private Begun throughNext(Begun from, Observation observation) {
    Phase phase = phases.get(from.phases());
    Draft draft = from.draft();
    for (Pass pass : phase.passesOn(from.request().path())) {
      draft = applied(pass, draft, observation);
    }
    return from.after(phase, draft);
  }

  private static Draft applied(Pass pass, Draft draft, Observation observation) {
    try {
      return observation.apply(pass, draft);
    } catch (InvalidGraphException e) {
      throw new LoweringException(String.valueOf(e.getMessage()), pass.name(), e);
    }
  }
}
