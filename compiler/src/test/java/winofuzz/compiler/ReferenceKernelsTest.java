package winofuzz.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winofuzz.compiler.optimize.ScheduleDifference;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.Grid;
import winofuzz.convolution.LoweringException;
import winofuzz.ir.Kernel;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/** Names, launches, buffers and options come out as the reference compiler's. */
class ReferenceKernelsTest {
  /** A kernel as far as it is compared. */
  private record Facts(
      String name,
      List<Integer> threadgroups,
      List<Integer> threads,
      List<Long> buffers,
      List<String> options) {
    ScheduleDifference.Launch launch() {
      return new ScheduleDifference.Launch(name, threadgroups, threads, options);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32-apple.jsonl", "float16-and-notc.jsonl"})
  void allKernelsAgree(String file) throws IOException {
    agree(ReferenceRow.all(file));
  }

  private static void agree(List<ReferenceRow> rows) {
    List<String> differences =
        rows.parallelStream()
            .map(ReferenceKernelsTest::difference)
            .filter(d -> !d.isEmpty())
            .toList();
    assertEquals(
        List.of(),
        differences.subList(0, Math.min(10, differences.size())),
        () -> differences.size() + " rows differ");
  }

  /** Where a row's kernels part from ours, empty where they do not. */
  private static String difference(ReferenceRow row) {
    List<Facts> expected = new ArrayList<>();
    row.kernels().forEach(kernel -> expected.add(read(kernel)));
    Compilation compilation;
    try {
      compilation = row.compile();
    } catch (LoweringException e) {
      return row.lowers() ? row + ": does not lower: " + e.getMessage() : "";
    }
    if (!row.lowers()) {
      return row + ": expected not to lower";
    }
    List<Facts> found =
        compilation.kernels().stream().map(kernel -> facts(kernel, compilation)).toList();
    return expected.equals(found)
        ? ""
        : row
            + ":\n  expected "
            + expected
            + "\n  found    "
            + found
            + explanation(row, expected, found, compilation);
  }

  /** Pass by pass, where the first kernel parts whose schedule differs. */
  private static String explanation(
      ReferenceRow row, List<Facts> expected, List<Facts> found, Compilation compilation) {
    List<Kernel> kernels = ((Program.Scheduled) compilation.program(Stage.KERNEL)).kernels();
    for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
      UOp kernel = ((Kernel.Graph) kernels.get(i).body()).sink();
      Optional<String> difference =
          ScheduleDifference.explain(
              expected.get(i).launch(),
              found.get(i).launch(),
              KernelPasses.OPTIMIZING,
              kernel,
              row.target());
      if (difference.isPresent()) {
        return "\n" + difference.get().indent(2);
      }
    }
    return "";
  }

  private static Facts facts(CompiledKernel kernel, Compilation compilation) {
    return new Facts(
        kernel.name(),
        kernel.grid().threadgroups().stream().map(Grid.Dimension::size).toList(),
        kernel.grid().threads().stream().map(Grid.Dimension::size).toList(),
        kernel.arguments().stream().map(a -> compilation.memories().get(a).elements()).toList(),
        kernel.options());
  }

  private static Facts read(JsonNode kernel) {
    return new Facts(
        kernel.get("name").asText(),
        integers(kernel.get("threadgroups")),
        integers(kernel.get("threads")),
        integers(kernel.get("buffers")).stream().map(Integer::longValue).toList(),
        StreamSupport.stream(kernel.get("opts").spliterator(), false)
            .map(JsonNode::asText)
            .toList());
  }

  private static List<Integer> integers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asInt).toList();
  }
}
