package winofuzz.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, launches, buffers and options come out as the reference compiler's. */
class ReferenceKernelsTest {
  /** A kernel as far as it is compared. */
  private record Facts(
      String name,
      List<Integer> threadgroups,
      List<Integer> threads,
      List<Long> buffers,
      List<String> options) {}

  /** Every n-th row in the quick build, all of them with {@code -Plong}. */
  private static final int STEP = 23;

  @ParameterizedTest
  @ValueSource(strings = {"float32-apple.jsonl", "float16-and-notc.jsonl"})
  void someKernelsAgree(String file) throws IOException {
    List<ReferenceRow> rows = ReferenceRow.all(file);
    agree(IntStream.range(0, rows.size()).filter(i -> i % STEP == 0).mapToObj(rows::get).toList());
  }

  @Tag("long")
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
    List<Facts> found;
    try {
      Compilation compilation = row.compile();
      found = compilation.kernels().stream().map(k -> facts(k, compilation)).toList();
    } catch (LoweringException e) {
      return row.lowers() ? row + ": does not lower: " + e.getMessage() : "";
    }
    if (!row.lowers()) {
      return row + ": expected not to lower";
    }
    return expected.equals(found)
        ? ""
        : row + ":\n  expected " + expected + "\n  found    " + found;
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
