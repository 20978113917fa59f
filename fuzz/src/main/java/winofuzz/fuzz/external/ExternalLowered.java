package winofuzz.fuzz.external;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import winofuzz.convolution.CompiledKernel;
import winofuzz.fuzz.external.ExternalKernel.Argument;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.MemoryValues;
import winofuzz.fuzz.lowering.MeteredRun;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.interpret.Values;
import winofuzz.ir.Memory;
import winofuzz.ir.NodeArena;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Buffer;
import winofuzz.metal.Device;
import winofuzz.metal.ElementType;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.Violation;
import winofuzz.metal.bundle.Bundle;
import winofuzz.metal.msl.MslSyntaxException;
import winofuzz.metal.session.DeviceMemory;
import winofuzz.metal.session.Operand;
import winofuzz.metal.session.Session;

/** What another compiler made of a convolution: kernels and memories, no stages. */
final class ExternalLowered implements LoweredCase {
  private final CompilerAnswer.Lowered answer;

  ExternalLowered(CompilerAnswer.Lowered answer) {
    this.answer = answer;
  }

  @Override
  public List<CompiledKernel> kernels() {
    return answer.kernels().stream().map(ExternalKernel::compiled).toList();
  }

  @Override
  public List<Memory> memories() {
    return answer.memories().stream().map(ExternalMemory::memory).toList();
  }

  @Override
  public Optional<Boolean> isWinograd() {
    return answer.winograd();
  }

  /** Only the extents of the launches are known. */
  @Override
  public List<LaunchShape> launches() {
    return answer.kernels().stream()
        .map(
            k ->
                new LaunchShape(
                    k.name(),
                    List.of(k.threadgroups().x(), k.threadgroups().y(), k.threadgroups().z()),
                    List.of(k.threads().x(), k.threads().y(), k.threads().z())))
        .toList();
  }

  @Override
  public Execution run(Device device, Values activation, Values weight) {
    List<DeviceMemory> memories = memories(activation, weight);
    Session session = new Session(device, new MeteredRun(NodeArena.meter()));
    List<Fault> faults = new ArrayList<>();
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
        return new Execution.Stopped("malformed", kernel.name() + ": " + e.described());
      } catch (BadLaunchException e) {
        return new Execution.Stopped("misfit", String.valueOf(e.getMessage()));
      }
      switch (outcome) {
        case Outcome.Ran _ -> {}
        case Outcome.Trapped trapped ->
            trapped.violations().forEach(v -> faults.add(new Fault(v.kind(), v.toString())));
        case Outcome.Unsupported unsupported ->
            throw new UnsupportedCaseException(kernel.name() + ": " + unsupported.reason());
        case Outcome.TimedOut late -> {
          return new Execution.Stopped("timed-out", kernel.name() + ": " + late.described());
        }
        case Outcome.Crashed crashed -> {
          return new Execution.Stopped("crashed", kernel.name() + ": " + crashed.how());
        }
      }
    }
    return finished(memories, faults);
  }

  private Execution finished(List<DeviceMemory> memories, List<Fault> faults) {
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
        ElementType type = MemoryValues.elementType(memory.dtype());
        Buffer contents = Buffer.ofBytes(type, output.read(0, output.size()));
        return new Execution.Finished(MemoryValues.values(memory.dtype(), contents), faults);
      }
    }
    throw new AssertionError("memories without an output");
  }

  private List<DeviceMemory> memories(Values activation, Values weight) {
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
        Values values = external.memory().name().equals(ACTIVATION) ? activation : weight;
        memory.write(0, MemoryValues.buffer(external.memory(), values).toBytes());
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

  @Override
  public List<Bundle> bundles(Device checked, Values activation, Values weight) {
    List<DeviceMemory> memories = memories(activation, weight);
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
