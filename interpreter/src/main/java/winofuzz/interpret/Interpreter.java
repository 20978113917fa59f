package winofuzz.interpret;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import winofuzz.ir.NodeArena;
import winofuzz.ir.Program;
import winofuzz.ir.UOp;
import winofuzz.number.NumericProfile;

/**
 * Evaluates programs at any stage before Metal text.
 *
 * <p>The meaning of a program is a function of its inputs: every operation in its own type, every
 * reduction a left fold from its identity in the order of its ranges, first range outermost (at
 * stage tensor: of its axes, ascending). In ieee semantics that order is part of the result.
 *
 * <p>An interpreter is immutable and may be shared.
 *
 * @param semantics the number system
 * @param profile where ieee arithmetic, and with it its bounds, is a device's to choose
 * @param statements how instructions are written as statements, for the profile's contraction; at
 *     the stages before linear there are none and nothing is contracted
 * @param bounds what a read outside of its buffer does
 * @param probes nodes whose values are wanted
 */
public record Interpreter(
    Semantics semantics,
    NumericProfile profile,
    Statements statements,
    BoundsPolicy bounds,
    Set<UOp> probes) {
  public Interpreter {
    probes = Set.copyOf(probes);
  }

  /** Returns an interpreter with strict arithmetic that traps reads outside of buffers. */
  public static Interpreter of(Semantics semantics) {
    return new Interpreter(
        semantics, NumericProfile.STRICT, Statements.SEPARATE, BoundsPolicy.TRAP, Set.of());
  }

  /** This interpreter with a device's arithmetic. */
  public Interpreter withProfile(NumericProfile other) {
    return new Interpreter(semantics, other, statements, bounds, probes);
  }

  /** This interpreter for kernels that are written as such statements. */
  public Interpreter withStatements(Statements other) {
    return new Interpreter(semantics, profile, other, bounds, probes);
  }

  /** This interpreter with another policy for reads outside of buffers. */
  public Interpreter withBounds(BoundsPolicy other) {
    return new Interpreter(semantics, profile, statements, other, probes);
  }

  /** This interpreter, keeping the values of nodes. */
  public Interpreter withProbes(Set<UOp> nodes) {
    return new Interpreter(semantics, profile, statements, bounds, nodes);
  }

  /**
   * Returns the result of a program.
   *
   * @param inputs by the names the program gives them, each of its type and size
   * @throws winofuzz.work.WorkLimitError if the meter of this thread's arena ends the evaluation
   * @throws EvaluationException if the inputs do not fit, the program has no result, or an array
   *     would have more than 2^27 elements or nested loops of instructions more than 2^27 turns,
   *     which is found out before anything is evaluated; or if an exact number is too long
   */
  public Evaluation evaluate(Program program, Map<String, Values> inputs) {
    SizeLimits.check(program);
    AccessMonitor monitor = new AccessMonitor(bounds);
    Arithmetic reals =
        switch (semantics) {
          case EXACT -> new ExactArithmetic(NodeArena.meter());
          case IEEE -> new IeeeArithmetic(profile);
          case MAGNITUDE -> new MagnitudeArithmetic(profile);
          case FIELD -> new FieldArithmetic();
          case BOUND -> new BoundArithmetic(profile);
        };
    Machine machine = new Machine(reals, monitor, profile, statements, NodeArena.meter());
    Map<UOp, Evaluation.Probe> probed = new HashMap<>();
    Map<String, Values> memories = new HashMap<>(inputs);
    Values output =
        switch (program) {
          case Program.Whole whole ->
              switch (whole.stage()) {
                case TENSOR -> new TensorEvaluator(machine, probes, probed).evaluate(whole, inputs);
                case RANGED -> new RangedEvaluator(machine, probes, probed).evaluate(whole, inputs);
                case KERNEL, OPTIMIZED, LINEAR, METAL ->
                    throw new EvaluationException(
                        "expected a whole graph at stage tensor or ranged, found "
                            + whole.stage().label());
              };
          case Program.Scheduled scheduled -> {
            ScheduleEvaluator evaluator = new ScheduleEvaluator(machine, probes, probed);
            Values result = evaluator.evaluate(scheduled, inputs);
            memories.putAll(evaluator.memories(scheduled));
            yield result;
          }
        };
    return new Evaluation(output, used(reals), monitor.report(), probed, memories);
  }

  private Evaluation.Used used(Arithmetic reals) {
    return switch (semantics) {
      case EXACT ->
          ((ExactArithmetic) reals).usedBigIntegers()
              ? Evaluation.Used.BIG_INTEGERS
              : Evaluation.Used.SCALED_INTEGERS;
      case IEEE -> Evaluation.Used.IEEE;
      case MAGNITUDE -> Evaluation.Used.MAGNITUDES;
      case FIELD -> Evaluation.Used.RESIDUES;
      case BOUND -> Evaluation.Used.BOUNDED_IEEE;
    };
  }
}
