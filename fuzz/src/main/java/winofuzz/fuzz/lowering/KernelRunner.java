package winofuzz.fuzz.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import winofuzz.convolution.CompiledKernel;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.lowering.LoweredCase.Execution;
import winofuzz.fuzz.lowering.LoweredCase.Fault;
import winofuzz.interpret.Values;
import winofuzz.ir.Memory;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Device;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.Violation;
import winofuzz.metal.WorkLimit;

/** Runs kernels in launch order, handing each what the ones before wrote. */
final class KernelRunner {
  private final Device device;
  private final WorkLimit limit;

  KernelRunner(Device device, WorkLimit limit) {
    this.device = device;
    this.limit = limit;
  }

  /**
   * Runs kernels.
   *
   * @param inputs by the names of the memories that hold them
   */
  Execution run(List<CompiledKernel> kernels, List<Memory> memories, Map<String, Values> inputs) {
    List<Buffer> contents = initial(memories, inputs);
    List<Fault> faults = new ArrayList<>();
    for (CompiledKernel kernel : kernels) {
      SortedMap<Integer, Buffer> written;
      Outcome outcome;
      try {
        outcome = device.run(launch(kernel, contents), limit);
      } catch (BadLaunchException e) {
        // The compiler launches it with what its text does not take.
        return new Execution.Stopped("does-not-fit", String.valueOf(e.getMessage()));
      }
      switch (outcome) {
        case Outcome.Ran ran -> written = ran.outputs();
        case Outcome.Trapped trapped -> {
          written = trapped.outputs();
          trapped.violations().forEach(v -> faults.add(fault(v)));
        }
        case Outcome.Unsupported unsupported -> {
          return new Execution.Stopped("unsupported", kernel.name() + ": " + unsupported.reason());
        }
        case Outcome.TimedOut late -> {
          return new Execution.Stopped("timed-out", kernel.name() + ": " + late.described());
        }
        case Outcome.Crashed crashed -> {
          return new Execution.Stopped(
              "crashed",
              "%s: %s, kept in %s".formatted(kernel.name(), crashed.how(), crashed.kept()));
        }
      }
      written.forEach((index, buffer) -> contents.set(kernel.arguments().get(index), buffer));
    }
    faults.addAll(OutputWriters.faults(kernels, memories));
    return new Execution.Finished(output(memories, contents), faults);
  }

  /** What the memories hold before the first kernel: inputs their values, others zeros. */
  static List<Buffer> initial(List<Memory> memories, Map<String, Values> inputs) {
    List<Buffer> result = new ArrayList<>();
    for (Memory memory : memories) {
      result.add(initial(memory, inputs));
    }
    return result;
  }

  private static Buffer initial(Memory memory, Map<String, Values> inputs) {
    Values values = inputs.get(memory.name());
    return memory.role() != Memory.Role.INPUT || values == null
        ? Buffer.zeros(MemoryValues.elementType(memory.dtype()), Math.toIntExact(memory.elements()))
        : MemoryValues.buffer(memory, values);
  }

  /**
   * A kernel with what its buffers hold: each element of the first one is written once, the others
   * are read.
   */
  static Launch launch(CompiledKernel kernel, List<Buffer> contents) {
    List<BufferArgument> arguments = new ArrayList<>();
    for (int i = 0; i < kernel.arguments().size(); i++) {
      Buffer buffer = contents.get(kernel.arguments().get(i));
      arguments.add(
          i == 0
              ? BufferArgument.writtenOnce(i, buffer.type(), buffer.length())
              : BufferArgument.in(i, buffer));
    }
    LaunchShape shape = LaunchShape.of(kernel);
    return new Launch(
        kernel.source(),
        kernel.name(),
        Extent.of(shape.threadgroups()),
        Extent.of(shape.threads()),
        arguments);
  }

  private static Fault fault(Violation violation) {
    return Fault.of(violation);
  }

  private static Values output(List<Memory> memories, List<Buffer> contents) {
    int output = Memory.output(memories);
    return MemoryValues.values(memories.get(output).dtype(), contents.get(output));
  }
}
