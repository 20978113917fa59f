package winofuzz.fuzz.external;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import winofuzz.convolution.CompiledKernel;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.LoweredKernels.Run;
import winofuzz.fuzz.lowering.MemoryValues;
import winofuzz.fuzz.lowering.MeteredRun;
import winofuzz.interpret.Values;
import winofuzz.ir.DType;
import winofuzz.ir.Memory;
import winofuzz.ir.NodeArena;
import winofuzz.metal.Buffer;
import winofuzz.metal.Device;
import winofuzz.metal.bundle.Bundle;

/** What another compiler made of a convolution: kernels and memories, no stages. */
final class ExternalLowered implements LoweredCase {
  private final CompilerAnswer.Lowered answer;
  private final ExternalRun run;

  ExternalLowered(CompilerAnswer.Lowered answer) {
    this.answer = answer;
    this.run = new ExternalRun(answer);
  }

  @Override
  public List<CompiledKernel> kernels() {
    return run.kernels();
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
    return switch (run.run(device, new MeteredRun(NodeArena.meter()), inputs(activation, weight))) {
      case Run.Finished(var output, var faults, _) ->
          new Execution.Finished(MemoryValues.values(outputType(), output), faults);
      case Run.Stopped(String how, String detail) -> new Execution.Stopped(how, detail);
    };
  }

  private DType outputType() {
    return memories().stream()
        .filter(m -> m.role() == Memory.Role.OUTPUT)
        .findFirst()
        .orElseThrow()
        .dtype();
  }

  private Map<String, Buffer> inputs(Values activation, Values weight) {
    Map<String, Buffer> result = new HashMap<>();
    for (Memory memory : memories()) {
      if (memory.role() == Memory.Role.INPUT) {
        Values values = memory.name().equals(ACTIVATION) ? activation : weight;
        result.put(memory.name(), MemoryValues.buffer(memory, values));
      }
    }
    return result;
  }

  @Override
  public List<Bundle> bundles(Device checked, Values activation, Values weight) {
    return run.bundles(checked, inputs(activation, weight));
  }
}
