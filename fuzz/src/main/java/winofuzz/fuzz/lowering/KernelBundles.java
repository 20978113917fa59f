package winofuzz.fuzz.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import winofuzz.convolution.CompiledKernel;
import winofuzz.interpret.Values;
import winofuzz.metal.Buffer;
import winofuzz.metal.Device;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.bundle.Bundle;

/**
 * Kernels as bundles. What a kernel reads is what the kernels before it write in the simulator, and
 * what it is expected to write is what it writes there; a kernel that the simulator finds fault
 * with has no expectation.
 */
final class KernelBundles {
  private KernelBundles() {}

  /**
   * A bundle for each kernel, in launch order.
   *
   * @param checked the device that finds what each kernel writes
   * @param inputs by the names of the memories that hold them
   */
  static List<Bundle> of(LoweredCase lowered, Device checked, Map<String, Values> inputs) {
    List<Buffer> contents = KernelRunner.initial(lowered.memories(), inputs);
    List<Bundle> result = new ArrayList<>();
    for (CompiledKernel kernel : lowered.kernels()) {
      Launch launch = KernelRunner.launch(kernel, contents);
      SortedMap<Integer, Buffer> written = new TreeMap<>();
      SortedMap<Integer, Buffer> expected = new TreeMap<>();
      switch (checked.run(launch)) {
        case Outcome.Ran ran -> {
          written.putAll(ran.outputs());
          expected.putAll(ran.outputs());
        }
        case Outcome.Trapped trapped -> written.putAll(trapped.outputs());
        case Outcome.Unsupported _, Outcome.TimedOut _, Outcome.Crashed _ -> written.clear();
      }
      result.add(new Bundle(launch, expected, 0));
      written.forEach((index, buffer) -> contents.set(kernel.arguments().get(index), buffer));
    }
    return List.copyOf(result);
  }
}
