package winofuzz.compiler;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import winofuzz.compiler.optimize.ScheduleDifference;
import winofuzz.convolution.Grid;

/** What two kernels that are scheduled alike have in common, whatever their instructions. */
record KernelFacts(
    String name,
    List<Integer> threadgroups,
    List<Integer> threads,
    List<Long> buffers,
    List<String> options) {

  /** The facts of what was compiled, a kernel each, in launch order. */
  static List<KernelFacts> of(Compilation compilation) {
    return compilation.kernels().stream()
        .map(
            kernel ->
                new KernelFacts(
                    kernel.name(),
                    kernel.grid().threadgroups().stream().map(Grid.Dimension::size).toList(),
                    kernel.grid().threads().stream().map(Grid.Dimension::size).toList(),
                    kernel.arguments().stream()
                        .map(a -> compilation.memories().get(a).elements())
                        .toList(),
                    kernel.options()))
        .toList();
  }

  /** The facts of a kernel of the reference compiler. */
  static KernelFacts read(JsonNode kernel) {
    return new KernelFacts(
        kernel.get("name").asText(),
        integers(kernel.get("threadgroups")),
        integers(kernel.get("threads")),
        integers(kernel.get("buffers")).stream().map(Integer::longValue).toList(),
        StreamSupport.stream(kernel.get("opts").spliterator(), false)
            .map(JsonNode::asText)
            .toList());
  }

  ScheduleDifference.Launch launch() {
    return new ScheduleDifference.Launch(name, threadgroups, threads, options);
  }

  private static List<Integer> integers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asInt).toList();
  }
}
