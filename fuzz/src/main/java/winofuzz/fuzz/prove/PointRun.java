package winofuzz.fuzz.prove;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.CompiledKernel;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.lowering.BegunLowering;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.LoweredCase.Fault;
import winofuzz.fuzz.lowering.OutputWriters;
import winofuzz.interpret.Values;
import winofuzz.interpret.Values.Residues;
import winofuzz.ir.DType;
import winofuzz.ir.Memory;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Device;
import winofuzz.metal.Extent;
import winofuzz.metal.FieldLaunch;
import winofuzz.metal.FieldLaunch.FieldArgument;
import winofuzz.metal.FieldOutcome;
import winofuzz.metal.FieldOutcome.RoundedConstant;
import winofuzz.metal.Violation;
import winofuzz.metal.WorkLimit;

/**
 * What the text of kernels comes to at a point of the field, whatever it ought to come to.
 *
 * @param output what the output holds in the end; null where a kernel did not run to its end
 * @param problem why that is so; null where there is an output
 * @param constants what constants of the text were taken for, each once
 * @param violations of memory and of the machine, in the first kernel that has some
 * @param placesDependOnData whether an index or a condition may depend on what a buffer holds
 */
public record PointRun(
    @Nullable Residues output,
    @Nullable String problem,
    List<RoundedConstant> constants,
    List<Violation> violations,
    boolean placesDependOnData) {
  public PointRun {
    constants = List.copyOf(constants);
    violations = List.copyOf(violations);
  }

  /**
   * Runs kernels one after the other.
   *
   * @param device one that computes over the field
   */
  public static PointRun of(
      BegunLowering.Kernels lowered,
      Device device,
      Residues activation,
      Residues weight,
      WorkLimit limit) {
    List<Fault> faults = OutputWriters.faults(lowered.kernels(), lowered.memories());
    return faults.isEmpty()
        ? new Run(lowered.memories(), activation, weight).of(lowered.kernels(), device, limit)
        : Run.notRun(faults.getFirst().detail());
  }

  /**
   * Returns what it says of the kernels.
   *
   * @param expected the convolution of the same inputs
   */
  public KernelIdentity against(Residues expected) {
    Identity identity =
        output == null
            ? new Identity.NotProven(String.valueOf(problem))
            : judged(Identity.of(expected, output), expected.dtype());
    return new KernelIdentity(identity, constants, violations, output != null, placesDependOnData);
  }

  /**
   * Returns how the constants were read, each spelling once, such as {@code 0.16666667f as 1/6}.
   */
  public List<String> readings() {
    return readings(constants);
  }

  /** Returns how constants were read, as {@link #readings()} does. */
  static List<String> readings(List<RoundedConstant> constants) {
    return constants.stream()
        .map(c -> "%s as %s/%s".formatted(c.text(), c.numerator(), c.denominator()))
        .distinct()
        .toList();
  }

  /** A program is not refuted where a constant of it may be meant for another number. */
  private Identity judged(Identity found, DType dtype) {
    return found instanceof Identity.Refuted
        ? constants.stream()
            .filter(constant -> isAmbiguous(constant, dtype))
            .findFirst()
            .<Identity>map(c -> new Identity.NotProven("it is open which number is meant: " + c))
            .orElse(found)
        : found;
  }

  /**
   * Whether other numbers as simple as what a constant was taken for round to it, too: fractions
   * with denominators up to d are at least 1 / d^2 apart, which may be less than a unit in the last
   * place.
   */
  private static boolean isAmbiguous(RoundedConstant c, DType dtype) {
    BigInteger size = c.numerator().abs().multiply(c.denominator());
    return size.bitLength() >= dtype.kind().format().precision();
  }

  /** What the memories hold while kernels run. */
  private static final class Run {
    private final List<Memory> memories;
    private final List<long[]> contents = new ArrayList<>();
    private final List<Integer> degrees = new ArrayList<>();

    Run(List<Memory> memories, Residues activation, Residues weight) {
      this.memories = memories;
      for (Memory memory : memories) {
        contents.add(
            switch (memory.name()) {
              case LoweredCase.ACTIVATION -> activation.toArray();
              case LoweredCase.WEIGHT -> weight.toArray();
              default -> new long[Math.toIntExact(memory.elements())];
            });
        degrees.add(memory.role() == Memory.Role.INPUT ? 1 : 0);
      }
    }

    PointRun of(List<CompiledKernel> kernels, Device device, WorkLimit limit) {
      SequencedSet<RoundedConstant> constants = new LinkedHashSet<>();
      boolean dependsOnData = false;
      for (CompiledKernel kernel : kernels) {
        FieldOutcome outcome;
        try {
          outcome = device.run(launch(kernel), limit);
        } catch (BadLaunchException e) {
          return notRun(kernel.name() + ": " + e.getMessage());
        }
        switch (outcome) {
          case FieldOutcome.Ran ran -> {
            int written = kernel.arguments().getFirst();
            contents.set(written, ran.residues(0));
            degrees.set(written, ran.degrees().getOrDefault(0, 0));
            constants.addAll(ran.constants());
            dependsOnData |= ran.placesDependOnData();
          }
          case FieldOutcome.Trapped(List<Violation> violations) -> {
            return new PointRun(
                null,
                kernel.name() + ": " + violations.getFirst(),
                List.copyOf(constants),
                violations,
                dependsOnData);
          }
          case FieldOutcome.NotPolynomial other -> {
            return notRun(kernel.name() + ": " + other.described());
          }
          case FieldOutcome.NotRun(String reason) -> {
            return notRun(kernel.name() + ": " + reason);
          }
        }
      }
      return new PointRun(output(), null, List.copyOf(constants), List.of(), dependsOnData);
    }

    private static PointRun notRun(String problem) {
      return new PointRun(null, problem, List.of(), List.of(), false);
    }

    private FieldLaunch launch(CompiledKernel kernel) {
      List<FieldArgument> arguments = new ArrayList<>();
      for (int i = 0; i < kernel.arguments().size(); i++) {
        int memory = kernel.arguments().get(i);
        long[] held = contents.get(memory);
        arguments.add(
            i == 0
                ? FieldArgument.writtenOnce(i, held.length)
                : FieldArgument.in(i, degrees.get(memory), held));
      }
      LaunchShape shape = LaunchShape.of(kernel);
      return new FieldLaunch(
          kernel.source(),
          kernel.name(),
          Extent.of(shape.threadgroups()),
          Extent.of(shape.threads()),
          arguments);
    }

    private Residues output() {
      int output = Memory.output(memories);
      return Values.residues(
          memories.get(output).dtype(), contents.get(output), degrees.get(output));
    }
  }
}
