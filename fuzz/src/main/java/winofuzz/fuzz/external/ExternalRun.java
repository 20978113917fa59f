package winofuzz.fuzz.external;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import winofuzz.convolution.CompiledKernel;
import winofuzz.fuzz.external.ExternalKernel.Argument;
import winofuzz.fuzz.lowering.LoweredCase.Fault;
import winofuzz.fuzz.lowering.LoweredKernels;
import winofuzz.fuzz.lowering.MemoryValues;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.ir.Memory;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Buffer;
import winofuzz.metal.Device;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.Violation;
import winofuzz.metal.WorkLimit;
import winofuzz.metal.bundle.Bundle;
import winofuzz.metal.msl.MslSyntaxException;
import winofuzz.metal.session.DeviceMemory;
import winofuzz.metal.session.Operand;
import winofuzz.metal.session.Session;

/**
 * The kernels and memories of an answer.
 *
 * @param answer in which there is one output
 */
record ExternalRun(CompilerAnswer.Lowered answer) implements LoweredKernels {

  @Override
  public List<CompiledKernel> kernels() {
    return answer.kernels().stream().map(ExternalKernel::compiled).toList();
  }

  @Override
  public Run run(Device device, WorkLimit limit, Map<String, Buffer> inputs) {
    List<DeviceMemory> memories = memories(inputs);
    Session session = new Session(device, limit);
    List<Fault> faults = new ArrayList<>();
    List<Violation> warnings = new ArrayList<>();
    for (ExternalKernel kernel : answer.kernels()) {
      Outcome outcome;
      try {
        outcome =
            session.run(
                kernel.source(),
                kernel.name(),
                kernel.threadgroups(),
                kernel.threads(),
                operands(kernel, memories));
      } catch (MslSyntaxException e) {
        return new Run.Stopped("malformed", kernel.name() + ": " + e.described());
      } catch (BadLaunchException e) {
        return new Run.Stopped("misfit", String.valueOf(e.getMessage()));
      }
      switch (outcome) {
        case Outcome.Ran ran -> warnings.addAll(ran.warnings());
        case Outcome.Trapped trapped -> trapped.violations().forEach(v -> faults.add(Fault.of(v)));
        case Outcome.Unsupported unsupported ->
            throw new UnsupportedCaseException(kernel.name() + ": " + unsupported.reason());
        case Outcome.TimedOut late -> {
          return new Run.Stopped("timed-out", kernel.name() + ": " + late.described());
        }
        case Outcome.Crashed crashed -> {
          return new Run.Stopped("crashed", kernel.name() + ": " + crashed.how());
        }
      }
    }
    return finished(memories, faults, warnings);
  }

  private Run finished(List<DeviceMemory> memories, List<Fault> faults, List<Violation> warnings) {
    for (int i = 0; i < memories.size(); i++) {
      Memory memory = answer.memories().get(i).memory();
      if (memory.role() == Memory.Role.OUTPUT) {
        DeviceMemory output = memories.get(i);
        if (!output.isWritten()) {
          faults.add(
              new Fault(
                  Violation.Kind.NEVER_WRITTEN,
                  "the output has %d bytes that no kernel wrote".formatted(output.unwritten())));
        }
        return new Run.Finished(
            Buffer.ofBytes(MemoryValues.elementType(memory.dtype()), output.read(0, output.size())),
            faults,
            warnings);
      }
    }
    throw new AssertionError("memories without an output");
  }

  private List<DeviceMemory> memories(Map<String, Buffer> inputs) {
    List<DeviceMemory> result = new ArrayList<>();
    for (ExternalMemory external : answer.memories()) {
      DeviceMemory memory = new DeviceMemory(Math.toIntExact(external.bytes()));
      external
          .contents()
          .ifPresent(
              given -> {
                byte[] bytes = new byte[given.remaining()];
                ByteBuffer _ = given.duplicate().get(bytes);
                memory.write(0, bytes);
              });
      if (external.memory().role() == Memory.Role.INPUT) {
        memory.write(0, Objects.requireNonNull(inputs.get(external.memory().name())).toBytes());
      }
      result.add(memory);
    }
    return result;
  }

  private static List<Operand> operands(ExternalKernel kernel, List<DeviceMemory> memories) {
    List<Operand> operands = new ArrayList<>();
    for (Argument argument : kernel.arguments()) {
      operands.add(
          switch (argument) {
            case Argument.Part p ->
                new Operand.Part(memories.get(p.memory()), p.offset(), p.size());
            case Argument.Value v -> new Operand.Value(v.value());
          });
    }
    return operands;
  }

  /** Returns a bundle for each kernel, with what it writes on a device. */
  List<Bundle> bundles(Device checked, Map<String, Buffer> inputs) {
    List<DeviceMemory> memories = memories(inputs);
    Session session = new Session(checked);
    List<Bundle> result = new ArrayList<>();
    for (ExternalKernel kernel : answer.kernels()) {
      List<Operand> operands = operands(kernel, memories);
      Launch launch =
          session.launch(
              kernel.source(), kernel.name(), kernel.threadgroups(), kernel.threads(), operands);
      SortedMap<Integer, Buffer> expected = new TreeMap<>();
      if (session.run(launch, operands) instanceof Outcome.Ran ran) {
        expected.putAll(ran.outputs());
      }
      result.add(new Bundle(launch, expected, 0));
    }
    return List.copyOf(result);
  }
}
