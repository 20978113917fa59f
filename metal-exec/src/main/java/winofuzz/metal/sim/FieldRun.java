package winofuzz.metal.sim;

import java.nio.LongBuffer;
import java.util.List;
import java.util.SortedMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import winofuzz.metal.ArgumentSpace;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.BufferRole;
import winofuzz.metal.DeviceProfile;
import winofuzz.metal.Extent;
import winofuzz.metal.FieldLaunch;
import winofuzz.metal.FieldLaunch.FieldArgument;
import winofuzz.metal.FieldOutcome;
import winofuzz.metal.Violation;
import winofuzz.metal.WorkLimit;
import winofuzz.metal.launch.LaunchLimits;
import winofuzz.metal.msl.DeepStack;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.MetalAddressSpace;
import winofuzz.metal.msl.MslProgram;
import winofuzz.metal.msl.MslSyntaxException;
import winofuzz.metal.msl.Numbers;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.sim.instruction.Deadline;
import winofuzz.metal.sim.instruction.RefusedOperationException;
import winofuzz.metal.sim.instruction.StepBudget;
import winofuzz.metal.sim.lower.KernelLowering;
import winofuzz.metal.sim.lower.LoweredKernel;
import winofuzz.metal.sim.memory.Bindings;
import winofuzz.metal.sim.memory.MemorySlot;
import winofuzz.metal.sim.memory.ViolationLog;

/**
 * One run of a kernel whose numbers are field elements, in order and on one core, so that degrees
 * do not depend on what other cores do.
 *
 * <p>The kernel is also lowered as it is written: for the bytes of its threadgroup memory, and for
 * what the field no longer tells apart, such as the elements of a buffer seen in another format.
 */
final class FieldRun {

  private final LoweredKernel kernel;
  private final LoweredKernel written;
  private final FieldLaunch launch;
  private final SimOptions options;
  private final List<BufferArgument> arguments;

  private FieldRun(
      LoweredKernel kernel, LoweredKernel written, FieldLaunch launch, SimOptions options) {
    this.kernel = kernel;
    this.written = written;
    this.launch = launch;
    this.options = options;
    this.arguments = launch.arguments().stream().map(FieldArgument::argument).toList();
  }

  /**
   * Runs a kernel.
   *
   * @param written the kernel, lowered as it is written
   * @param overField gives the kernel, lowered over the field
   * @param nanoClock by which the time limit is measured
   * @throws BadLaunchException if the launch does not fit it
   */
  static FieldOutcome of(
      LoweredKernel written,
      Supplier<LoweredKernel> overField,
      FieldLaunch launch,
      SimOptions options,
      LongSupplier nanoClock,
      WorkLimit limit) {
    try {
      return new FieldRun(overField.get(), written, launch, options).run(nanoClock, limit);
    } catch (MslSyntaxException e) {
      if (e.kind() == MslSyntaxException.Kind.UNSUPPORTED) {
        return new FieldOutcome.NotRun(e.described());
      }
      throw e;
    } catch (RefusedOperationException e) {
      return new FieldOutcome.NotPolynomial(e.what(), e.line());
    }
  }

  /**
   * Compiles a kernel over the field.
   *
   * @param written the program as it is written
   * @param name of the kernel
   * @throws MslSyntaxException if it uses what is not supported of field elements
   * @throws RefusedOperationException if it does with numbers what the field does not know
   */
  static LoweredKernel lowered(MslProgram written, String name) {
    MslProgram program = written.with(Numbers.FIELD_ELEMENTS);
    Function kernel = program.kernel(name).orElseThrow();
    return DeepStack.call(() -> KernelLowering.lower(program, kernel, DeviceProfile.STRICT));
  }

  private FieldOutcome run(LongSupplier nanoClock, WorkLimit limit) {
    for (MemorySlot slot : written.memories()) {
      if (slot.reformatted() != 0) {
        throw new RefusedOperationException(
            "numbers of '%s' seen in another format".formatted(slot.name()), slot.reformatted());
      }
    }
    Extent threads = launch.threads();
    SimKernel.checkGrid(kernel.name(), launch.threadgroups(), threads);
    Bindings bindings = bindings((int) threads.count());
    ViolationLog log =
        new ViolationLog(
            kernel.name(),
            launch.threadgroups(),
            threads,
            options.checks(),
            options.allViolations() ? ViolationLog.Room.ALL : ViolationLog.Room.FEW);
    for (Violation exceeded :
        LaunchLimits.APPLE.exceeded(kernel.name(), threads, threadgroupBytes())) {
      log.report(exceeded.kind(), 0, 0, 0, exceeded.place());
    }
    if (log.count() == 0) {
      Deadline deadline = new Deadline(nanoClock, options.timeLimit().toNanos());
      try {
        new GridRun(
                kernel,
                launch.threadgroups(),
                threads,
                deadline,
                options.budget(),
                new RunWork(limit),
                1)
            .inOrder(bindings, log);
        bindings.reportUnwritten(log);
      } catch (StepBudget.Exhausted endless) {
        return new FieldOutcome.Trapped(log.kept());
      } catch (Deadline.Passed passed) {
        if (log.count() == 0) {
          return new FieldOutcome.NotRun("still running after " + options.timeLimit());
        }
      } catch (RefusedOperationException e) {
        // Where memory is misused, a divisor need not be what the text means.
        if (log.count() == 0) {
          throw e;
        }
      }
    }
    return log.count() == 0 ? ran(bindings) : new FieldOutcome.Trapped(log.kept());
  }

  private Bindings bindings(int perGroup) {
    for (BufferArgument argument : arguments) {
      if (argument.part() != null) {
        throw new BadLaunchException(
            "kernel %s: buffer %d: expected a memory of its own"
                .formatted(kernel.name(), argument.index()));
      }
    }
    kernel.memories().forEach(this::requireResidues);
    Bindings bindings =
        new Bindings(
            kernel.name(),
            kernel.memories(),
            kernel.tables(),
            arguments,
            options.checks(),
            perGroup,
            null);
    for (FieldArgument argument : launch.arguments()) {
      if (argument.argument().role().space() == ArgumentSpace.BUFFER) {
        bindings.setDegree(argument.argument().index(), argument.degree());
      }
    }
    return bindings;
  }

  /** Requires that what the launch gives of numbers is residues, and that integers are constant. */
  private void requireResidues(MemorySlot slot) {
    for (FieldArgument field : launch.arguments()) {
      BufferArgument argument = field.argument();
      if (argument.role().space() != slot.arguments() || argument.index() != slot.argument()) {
        continue;
      }
      if (slot.scalar() != ScalarType.FIELD || slot.arguments() != ArgumentSpace.BUFFER) {
        if (field.degree() != 0) {
          throw new BadLaunchException(
              "kernel %s: %s %d ('%s'): expected degree 0, found %d"
                  .formatted(
                      kernel.name(),
                      slot.arguments().description(),
                      slot.argument(),
                      slot.name(),
                      field.degree()));
        }
      }
      if (slot.scalar() == ScalarType.FIELD && argument.role().isGiven()) {
        requireResidues(slot, argument.contents());
      }
    }
  }

  private void requireResidues(MemorySlot slot, Buffer contents) {
    if (contents.type().bytes() != Long.BYTES) {
      // The binding says what it expected.
      return;
    }
    LongBuffer residues = contents.view().asLongBuffer();
    for (int i = 0; i < contents.length(); i++) {
      long bits = residues.get(i);
      if (bits < 0 || bits >= FieldLaunch.PRIME) {
        throw new BadLaunchException(
            "kernel %s: %s %d ('%s'): expected residues below 2^61 - 1, found %s at %d"
                .formatted(
                    kernel.name(),
                    slot.arguments().description(),
                    slot.argument(),
                    slot.name(),
                    Long.toUnsignedString(bits),
                    i));
      }
    }
  }

  /** Returns the bytes of threadgroup memory that the text as it is written takes. */
  private long threadgroupBytes() {
    return written.memories().stream()
        .filter(slot -> slot.space() == MetalAddressSpace.THREADGROUP)
        .mapToLong(slot -> length(slot) * slot.scalar().bytes())
        .sum();
  }

  private long length(MemorySlot slot) {
    if (slot.length() != MemorySlot.LENGTH_OF_LAUNCH) {
      return slot.length();
    }
    return arguments.stream()
        .filter(a -> a.role() == BufferRole.THREADGROUP && a.index() == slot.argument())
        .mapToLong(a -> a.contents().length())
        .sum();
  }

  private FieldOutcome ran(Bindings bindings) {
    SortedMap<Integer, Integer> degrees = bindings.degrees();
    for (FieldArgument argument : launch.arguments()) {
      degrees.computeIfPresent(
          argument.argument().index(), (_, degree) -> Math.max(degree, argument.degree()));
    }
    return new FieldOutcome.Ran(
        bindings.outputs(),
        degrees,
        kernel.literals().stream()
            .map(
                literal ->
                    new FieldOutcome.RoundedConstant(
                        literal.line(),
                        literal.text(),
                        literal.value().numerator(),
                        literal.value().denominator()))
            .toList(),
        kernel.memories().stream().anyMatch(FieldRun::isIntegerInput));
  }

  private static boolean isIntegerInput(MemorySlot slot) {
    return slot.arguments() == ArgumentSpace.BUFFER
        && slot.argument() >= 0
        && slot.isLoaded()
        && slot.scalar().isInteger();
  }
}
