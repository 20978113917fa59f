package winofuzz.fuzz.prove;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import winofuzz.convolution.CompiledKernel;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.LoweredCase.Fault;
import winofuzz.fuzz.lowering.OutputWriters;
import winofuzz.interpret.Values;
import winofuzz.interpret.Values.Residues;
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
 * What running the text of kernels at a point of the field says of them.
 *
 * @param identity whether they compute the convolution for all inputs
 * @param constants what constants of the text were taken for, each once
 * @param violations of memory and of the machine, in the first kernel that has some
 * @param isRun whether every kernel ran to its end, without violations
 * @param placesDependOnData whether an index or a condition may depend on what a buffer holds. If
 *     not, one run without violations shows that there are none for any inputs
 */
public record KernelIdentity(
    Identity identity,
    List<RoundedConstant> constants,
    List<Violation> violations,
    boolean isRun,
    boolean placesDependOnData) {
  public KernelIdentity {
    constants = List.copyOf(constants);
    violations = List.copyOf(violations);
  }

  /** Whether every access is in bounds, ordered and made once, for all inputs. */
  public boolean isSafe() {
    return isRun && !placesDependOnData;
  }

  /**
   * Returns how the constants were read, each spelling once, such as {@code 0.16666667f as 1/6}.
   */
  public List<String> readings() {
    return constants.stream()
        .map(c -> "%s as %s/%s".formatted(c.text(), c.numerator(), c.denominator()))
        .distinct()
        .toList();
  }

  private static KernelIdentity notProven(String reason) {
    return new KernelIdentity(new Identity.NotProven(reason), List.of(), List.of(), false, false);
  }

  /**
   * Runs the kernels of a lowering one after the other.
   *
   * @param device one that computes over the field
   */
  public static KernelIdentity of(
      LoweredCase lowered, Device device, FieldPoint point, WorkLimit limit) {
    List<Fault> faults = OutputWriters.faults(lowered.kernels(), lowered.memories());
    if (!faults.isEmpty()) {
      return notProven(faults.getFirst().detail());
    }
    return new Run(lowered.memories(), point).of(lowered.kernels(), device, limit);
  }

  /** What the memories hold while kernels run. */
  private static final class Run {
    private final List<Memory> memories;
    private final FieldPoint point;
    private final List<long[]> contents = new ArrayList<>();
    private final List<Integer> degrees = new ArrayList<>();

    Run(List<Memory> memories, FieldPoint point) {
      this.memories = memories;
      this.point = point;
      for (Memory memory : memories) {
        contents.add(initial(memory));
        degrees.add(memory.role() == Memory.Role.INPUT ? 1 : 0);
      }
    }

    private long[] initial(Memory memory) {
      return switch (memory.name()) {
        case LoweredCase.ACTIVATION -> point.activation().toArray();
        case LoweredCase.WEIGHT -> point.weight().toArray();
        default -> new long[Math.toIntExact(memory.elements())];
      };
    }

    KernelIdentity of(List<CompiledKernel> kernels, Device device, WorkLimit limit) {
      SequencedSet<RoundedConstant> constants = new LinkedHashSet<>();
      boolean dependsOnData = false;
      for (CompiledKernel kernel : kernels) {
        FieldOutcome outcome;
        try {
          outcome = device.run(launch(kernel), limit);
        } catch (BadLaunchException e) {
          return notProven(kernel.name() + ": " + e.getMessage());
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
            return new KernelIdentity(
                new Identity.NotProven(kernel.name() + ": " + violations.getFirst()),
                List.copyOf(constants),
                violations,
                false,
                dependsOnData);
          }
          case FieldOutcome.NotPolynomial other -> {
            return notProven(kernel.name() + ": " + other.described());
          }
          case FieldOutcome.NotRun(String reason) -> {
            return notProven(kernel.name() + ": " + reason);
          }
        }
      }
      return new KernelIdentity(
          judged(Identity.of(point.expected(), output()), constants),
          List.copyOf(constants),
          List.of(),
          true,
          dependsOnData);
    }

    /** A program is not refuted where a constant of it may be meant for another number. */
    private Identity judged(Identity found, Collection<RoundedConstant> constants) {
      return found instanceof Identity.Refuted
          ? constants.stream()
              .filter(this::isAmbiguous)
              .findFirst()
              .<Identity>map(c -> new Identity.NotProven("it is open which number is meant: " + c))
              .orElse(found)
          : found;
    }

    /**
     * Whether other numbers as simple as what a constant was taken for round to it, too: fractions
     * with denominators up to d are at least 1 / d^2 apart, which may be less than a unit in the
     * last place.
     */
    private boolean isAmbiguous(RoundedConstant c) {
      BigInteger size = c.numerator().abs().multiply(c.denominator());
      return size.bitLength() >= point.expected().dtype().kind().format().precision();
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
