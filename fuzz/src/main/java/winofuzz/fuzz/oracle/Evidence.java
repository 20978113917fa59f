package winofuzz.fuzz.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.LoweredCase.Execution;
import winofuzz.fuzz.lowering.LoweredCase.Fault;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.interpret.Values;
import winofuzz.ir.Kernel;
import winofuzz.ir.Memory;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.metal.Violation;
import winofuzz.metal.bundle.Bundle;

/**
 * What the paths make of one case, side by side: the facts that its story is told from.
 *
 * @param subject the case
 * @param setting in which it was lowered
 * @param activation its inputs
 * @param weight likewise
 * @param expected its exact convolution; null where an input is not finite
 * @param paths in the order of the setting
 */
public record Evidence(
    ConvCase subject,
    Setting setting,
    Values activation,
    Values weight,
    @Nullable Values expected,
    List<OfPath> paths) {
  public Evidence {
    paths = List.copyOf(paths);
  }

  /** Returns what a path makes of the case. */
  public Optional<OfPath> of(LoweringPath path) {
    return paths.stream().filter(p -> p.path.equals(path)).findFirst();
  }

  /**
   * What one path makes of the case.
   *
   * @param problem why it does not lower; empty if it does
   * @param failedPass the pass that failed; empty where that is not known
   * @param stages in order; empty where the compiler gives none
   * @param kernels in launch order
   * @param launches how these are launched
   * @param memories that they use
   * @param bundles of these, with all they read
   * @param floats what the last stage comes to in floats as the device computes; null where it is
   *     not what a device computes, bit for bit
   * @param checked what came of running them on the checked device; null if it does not lower
   * @param run what came of running them on the device of the setting; null if it does not lower
   */
  public record OfPath(
      LoweringPath path,
      String problem,
      String failedPass,
      List<OfStage> stages,
      List<CompiledKernel> kernels,
      List<LaunchShape> launches,
      List<Memory> memories,
      List<Bundle> bundles,
      @Nullable Values floats,
      @Nullable Execution checked,
      @Nullable Execution run) {

    private static OfPath failed(LoweringPath path, String problem, String pass) {
      return new OfPath(
          path, problem, pass, List.of(), List.of(), List.of(), List.of(), List.of(), null, null,
          null);
    }

    /** Whether there are kernels. */
    public boolean isLowered() {
      return problem.isEmpty();
    }

    /** Returns what a fault is: which element of which memory, where it concerns one. */
    public String words(Fault fault) {
      Violation.Place place = fault.place();
      return place == null
          ? fault.kind().description()
          : "%s, element %d of %s, which has %d"
              .formatted(
                  fault.kind().description(),
                  place.element(),
                  memory(fault, place),
                  place.length());
    }

    /** Returns the name of the memory behind a buffer; that of the buffer where none is known. */
    private String memory(Fault fault, Violation.Place place) {
      return kernels.stream()
          .filter(kernel -> kernel.name().equals(fault.kernel()))
          .map(CompiledKernel::arguments)
          .filter(arguments -> place.buffer() >= 0 && place.buffer() < arguments.size())
          .map(arguments -> memories.get(arguments.get(place.buffer())).name())
          .findFirst()
          .orElse(place.name());
    }

    /** Returns the values that the kernels leave on the device of the setting. */
    public Optional<Values> output() {
      return run instanceof Execution.Finished finished
          ? Optional.of(finished.output())
          : Optional.empty();
    }

    /** Returns the exact values of the last stage that has any. */
    public Optional<Values> lastExact() {
      return stages.reversed().stream()
          .flatMap(stage -> Optional.ofNullable(stage.exact).stream())
          .findFirst();
    }
  }

  /**
   * One stage of a path.
   *
   * @param nodes how many nodes its graphs have
   * @param exact its exact values; null where it has none
   * @param floats its values in floats; null where it has none
   * @param isRight whether the exact values are the convolution's
   * @param problem why it has no values, or how it reads outside of a buffer; else empty
   */
  public record OfStage(
      Stage stage,
      int nodes,
      @Nullable Values exact,
      @Nullable Values floats,
      boolean isRight,
      String problem) {}

  /** Gathers what there is to know of a case. */
  static Evidence of(Subject subject) {
    Values expected = subject.isFinite() ? subject.direct() : null;
    List<OfPath> paths = new ArrayList<>();
    for (LoweringPath path : subject.setting().paths()) {
      paths.add(of(subject, path, expected));
    }
    return new Evidence(
        subject.subject(),
        subject.setting(),
        subject.activation(),
        subject.weight(),
        expected,
        paths);
  }

  private static OfPath of(Subject subject, LoweringPath path, @Nullable Values expected) {
    try {
      if (!subject.isLowered(path)) {
        LoweringException failure = subject.failure(path);
        return OfPath.failed(path, String.valueOf(failure.getMessage()), failure.pass());
      }
      LoweredCase lowered = subject.lowered(path);
      List<OfStage> stages = new ArrayList<>();
      for (Stage stage : lowered.stages()) {
        stages.add(of(subject, path, stage, expected));
      }
      return new OfPath(
          path,
          "",
          "",
          stages,
          lowered.kernels(),
          lowered.launches(),
          lowered.memories(),
          subject.bundles(path),
          lowered.isBitExact() ? subject.onDevice(path) : null,
          subject.run(path, Subject.CHECKED_DEVICE),
          subject.run(path, subject.setting().device()));
    } catch (UnsupportedCaseException e) {
      return OfPath.failed(path, "not supported: " + e.getMessage(), "");
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      // An engine that breaks is a finding of its own; here it only leaves a gap.
      return OfPath.failed(path, "an engine broke: " + e, "");
    }
  }

  private static OfStage of(
      Subject subject, LoweringPath path, Stage stage, @Nullable Values expected) {
    int nodes = nodes(subject.lowered(path).program(stage));
    try {
      Values floats = subject.ieee(path, stage).output();
      if (expected == null) {
        return new OfStage(stage, nodes, null, floats, true, "");
      }
      LoweredCase.StageResult result = subject.exact(path, stage);
      String outside = result.faults().isEmpty() ? "" : result.faults().getFirst().detail();
      Values exact = result.output();
      return new OfStage(
          stage, nodes, exact, floats, Values.exactlyEqual(expected, exact), outside);
    } catch (NoValueException | UnsupportedCaseException e) {
      return new OfStage(stage, nodes, null, null, false, String.valueOf(e.getMessage()));
    }
  }

  private static int nodes(Program program) {
    return switch (program) {
      case Program.Whole whole -> whole.sink().toposort().size();
      case Program.Scheduled scheduled ->
          scheduled.kernels().stream()
              .mapToInt(
                  kernel ->
                      switch (kernel.body()) {
                        case Kernel.Graph graph -> graph.sink().toposort().size();
                        case Kernel.Linear linear -> linear.instructions().size();
                      })
              .sum();
    };
  }
}
