package winofuzz.fuzz.lowering;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.CompiledKernel;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.interpret.BoundsPolicy;
import winofuzz.interpret.Evaluation;
import winofuzz.interpret.Interpreter;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.DType;
import winofuzz.ir.Fidelity;
import winofuzz.ir.Memory;
import winofuzz.ir.NodeArena;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;
import winofuzz.metal.Device;
import winofuzz.metal.Violation;
import winofuzz.metal.bundle.Bundle;
import winofuzz.number.NumericProfile;

/**
 * What a compiler made of a convolution on a path. Kernels and memories are always there; stages,
 * rules and blame where the compiler can tell of them.
 */
public interface LoweredCase {
  /** The name of the memory that holds the activation. */
  String ACTIVATION = "x";

  /** The name of the memory that holds the weight. */
  String WEIGHT = "w";

  /** The kernels, in launch order. */
  List<CompiledKernel> kernels();

  /**
   * The device memory that the kernels use: the inputs {@link #ACTIVATION} and {@link #WEIGHT}, the
   * output, and what lies in between.
   */
  List<Memory> memories();

  /** Whether Winograd's algorithm was used; empty where the compiler does not tell. */
  default Optional<Boolean> isWinograd() {
    return Optional.empty();
  }

  /**
   * Returns the instruction of stage linear that each line of a kernel's text was written for, by
   * the number of the line, from 1; empty where the compiler does not tell.
   *
   * @param kernel in launch order, from 0
   */
  default SortedMap<Integer, UOp> lines(int kernel) {
    return Collections.emptySortedMap();
  }

  /**
   * The type in which the kernels add up the products of a convolution; empty where the compiler
   * does not tell. Where it does, a path that uses Winograd's algorithm transforms in the type of
   * the convolution.
   */
  default Optional<DType> accumulator() {
    return Optional.empty();
  }

  /** The stages that there is a program for, in order. */
  default List<Stage> stages() {
    return List.of();
  }

  /** The program at one of the {@link #stages}. */
  default Program program(Stage stage) {
    throw new IllegalArgumentException("no program at stage " + stage.label());
  }

  /**
   * Returns whether the program at a stage is known to be that of another lowering, so that it
   * comes to the same.
   */
  default boolean isSameAt(Stage stage, LoweredCase other) {
    return false;
  }

  /**
   * Returns whether the kernels and their memories are known to be those of another lowering, so
   * that they come to the same on a device.
   */
  default boolean hasKernelsOf(LoweredCase other) {
    return false;
  }

  /**
   * Returns the program at stage linear; empty where the compiler gives none, or none that is
   * understood.
   */
  default Optional<Program.Scheduled> instructions() {
    try {
      return stages().contains(Stage.LINEAR)
              && program(Stage.LINEAR) instanceof Program.Scheduled scheduled
          ? Optional.of(scheduled)
          : Optional.empty();
    } catch (UnsupportedCaseException e) {
      return Optional.empty();
    }
  }

  /** The stages that there should be a program for and is none, in order. */
  default List<MissingStage> missingStages() {
    return List.of();
  }

  /** Whether the floats of stage linear are those that a device computes, bit for bit. */
  default boolean isBitExact() {
    return stages().contains(Stage.LINEAR);
  }

  /** How the float values of a stage, other than the first, relate to those of the one before. */
  default Fidelity fidelity(Stage stage) {
    return Fidelity.NONE;
  }

  /** The identifiers of the rewrite rules that were applied. */
  default Set<String> rules() {
    return Set.of();
  }

  /**
   * The identifiers of the rewrite rules that were applied in a pass or after it, as far as told.
   */
  default Set<String> rulesFrom(String pass) {
    return Set.of();
  }

  /** How often each rule of each pass was applied; empty where the compiler does not tell. */
  default List<PassCount> ruleCounts() {
    return List.of();
  }

  /**
   * Finds what makes a result wrong, on inputs that are all finite.
   *
   * @param bugs what to look for; a stage that has no value counts as wrong in any case
   * @param expected the exact convolution of the inputs
   * @return empty where every stage is right, or where the compiler cannot tell
   */
  default Optional<Culprit> culprit(
      Set<StageFault> bugs, Values activation, Values weight, Values expected) {
    return Optional.empty();
  }

  /**
   * Finds what makes the floats of a stage wrong.
   *
   * @param before the floats of the stage before
   * @param isRight whether floats of the stage are right
   * @return empty where they are, or where the compiler cannot tell
   */
  default Optional<Culprit> floatCulprit(
      Stage stage, Values activation, Values weight, Values before, Predicate<Values> isRight) {
    return Optional.empty();
  }

  /**
   * Returns the pass that gives memories wrong sizes or types.
   *
   * @param isRight whether the memories after a pass are right
   * @return empty where they are, or where the compiler cannot tell
   */
  default Optional<Culprit.Place> sizeCulprit(Predicate<List<Memory>> isRight) {
    return Optional.empty();
  }

  /**
   * Returns the pass that launches a kernel otherwise than its instructions count positions.
   *
   * @return empty where none does, or where the compiler cannot tell
   */
  default Optional<Culprit.Place> launchCulprit() {
    return Optional.empty();
  }

  /**
   * Lowers the case anew with a rule refused wherever it would be applied.
   *
   * @param rule the id of the rule
   * @return empty where it does not lower without, or where the compiler cannot refuse a rule
   */
  default Optional<LoweredCase> without(String rule) {
    return Optional.empty();
  }

  /** How the kernels are launched, in order. */
  default List<LaunchShape> launches() {
    return kernels().stream().map(LaunchShape::of).toList();
  }

  /** The optimizations applied to each kernel, in order. */
  default List<List<String>> options() {
    return kernels().stream().map(CompiledKernel::options).toList();
  }

  /**
   * Evaluates the program at a stage.
   *
   * @param profile of what computes, which numbers that are not exact depend on
   * @throws UnsupportedCaseException if a program of another's compiler has no value there
   */
  default StageResult evaluate(
      Stage stage, Semantics semantics, NumericProfile profile, Values activation, Values weight) {
    Evaluation evaluation =
        Interpreter.of(semantics)
            .withProfile(profile)
            .withBounds(BoundsPolicy.ZERO)
            .evaluate(program(stage), Map.of(ACTIVATION, activation, WEIGHT, weight));
    List<Fault> faults =
        evaluation.outside().count() == 0
            ? List.of()
            : List.of(new Fault(Violation.Kind.READ_OUT_OF_BOUNDS, evaluation.outside().first()));
    return new StageResult(evaluation.output(), faults);
  }

  /**
   * Runs the kernels one after the other, with every check that the device has.
   *
   * @throws UnsupportedCaseException if the device does not know what a kernel of another's
   *     compiler uses
   */
  default Execution run(Device device, Values activation, Values weight) {
    return new KernelRunner(device, new MeteredRun(NodeArena.meter()))
        .run(kernels(), memories(), Map.of(ACTIVATION, activation, WEIGHT, weight));
  }

  /**
   * Returns a bundle for each kernel, in launch order. What a kernel reads is what the kernels
   * before it write, and what it is expected to write is what it writes; a kernel with a fault has
   * no expectation.
   *
   * @param checked the device that finds what each kernel writes
   */
  default List<Bundle> bundles(Device checked, Values activation, Values weight) {
    return KernelBundles.of(this, checked, Map.of(ACTIVATION, activation, WEIGHT, weight));
  }

  /**
   * A stage that nothing can be said of.
   *
   * @param reason why not, in words that do not depend on the case
   * @param detail one line that says more; empty where there is no more to say
   */
  record MissingStage(Stage stage, String reason, String detail) {
    /** {@code linear is not judged: WMMA}. */
    public String remark() {
      return stage.label() + " is not judged: " + reason;
    }
  }

  /** A pass and its rules, in the order in which they are tried. */
  record PassCount(String name, List<RuleCount> rules) {
    public PassCount {
      rules = List.copyOf(rules);
    }
  }

  /**
   * How often a rule was applied.
   *
   * @param id the name in signatures and files
   * @param description the name in text
   */
  record RuleCount(String id, String description, long applications) {}

  /** What can be wrong with a stage. */
  enum StageFault {
    /** Its exact value is not the convolution's. */
    VALUE,
    /** It reads outside of a buffer. */
    READ,
    /** A memory between kernels does not hold what the first stage with kernels leaves in it. */
    INTERMEDIATE
  }

  /**
   * What a stage evaluates to.
   *
   * @param output the values of {@code y}; where there are faults, as if they were harmless
   * @param faults the first wrong memory accesses
   */
  record StageResult(Values output, List<Fault> faults) {
    public StageResult {
      faults = List.copyOf(faults);
    }
  }

  /** What came of running kernels. */
  sealed interface Execution {

    /**
     * They ran to the end.
     *
     * @param output the values of {@code y}; where there are faults, as if they were harmless
     * @param faults what the checks found, in order
     */
    record Finished(Values output, List<Fault> faults) implements Execution {
      public Finished {
        faults = List.copyOf(faults);
      }
    }

    /**
     * One did not.
     *
     * @param how the reason, in words that do not depend on the case
     * @param detail one line that names the kernel
     */
    record Stopped(String how, String detail) implements Execution {}
  }

  /**
   * A wrong use of memory or of the machine.
   *
   * @param kind what happened
   * @param detail one line that says where
   * @param kernel that does it; empty where that is not known
   * @param line of the kernel's text, from 1; 0 where no line is to blame
   * @param place the memory concerned; null where none is, or it is not known
   */
  record Fault(
      Violation.Kind kind,
      String detail,
      String kernel,
      int line,
      Violation.@Nullable Place place) {
    /** A fault of no known line. */
    public Fault(Violation.Kind kind, String detail) {
      this(kind, detail, "", 0, null);
    }

    /** Returns the fault that a violation is. */
    public static Fault of(Violation violation) {
      return new Fault(
          violation.kind(),
          violation.toString(),
          violation.kernel(),
          violation.line(),
          violation.place());
    }

    /** What it is called where it is the symptom of a bug. */
    public Symptom symptom() {
      return new Symptom.MemoryFault(kind);
    }

    /** Whether it is a read outside of a buffer. */
    public boolean isRead() {
      return kind == Violation.Kind.READ_OUT_OF_BOUNDS;
    }
  }
}
