package winofuzz.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winofuzz.ir.DType;

/** Names, launches, buffers and options come out as the reference compiler's. */
class ReferenceKernelsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

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
    List<JsonNode> rows = rows(file);
    agree(IntStream.range(0, rows.size()).filter(i -> i % STEP == 0).mapToObj(rows::get).toList());
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"float32-apple.jsonl", "float16-and-notc.jsonl"})
  void allKernelsAgree(String file) throws IOException {
    agree(rows(file));
  }

  private static void agree(List<JsonNode> rows) {
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

  private static List<JsonNode> rows(String file) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    ReferenceKernelsTest.class.getResourceAsStream("/reference/" + file)),
                StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        rows.add(JSON.readTree(line));
      }
    }
    return rows;
  }

  /** Where a row's kernels part from ours, empty where they do not. */
  private static String difference(JsonNode row) {
    List<Facts> expected = new ArrayList<>();
    row.get("kernels").forEach(kernel -> expected.add(read(kernel)));
    List<Facts> found;
    try {
      found = compiled(row);
    } catch (LoweringException e) {
      return row.get("lowers").asBoolean()
          ? where(row) + ": does not lower: " + e.getMessage()
          : "";
    }
    if (!row.get("lowers").asBoolean()) {
      return where(row) + ": expected not to lower";
    }
    return expected.equals(found)
        ? ""
        : where(row) + ":\n  expected " + expected + "\n  found    " + found;
  }

  private static String where(JsonNode row) {
    return row.toString().replaceAll(",\"lowers.*", "}");
  }

  private static List<Facts> compiled(JsonNode row) {
    Set<Defect> defects = EnumSet.noneOf(Defect.class);
    row.get("defects")
        .forEach(
            d ->
                defects.add(Defect.valueOf(d.asText().toUpperCase(Locale.ROOT).replace('-', '_'))));
    Target target =
        Arrays.stream(Target.values())
            .filter(t -> t.label().equals(row.get("target").asText()))
            .findFirst()
            .orElseThrow();
    Compilation compilation =
        Compiler.compile(
            convolution(row),
            Path.valueOf(row.get("path").asText().toUpperCase(Locale.ROOT)),
            defects,
            target);
    return compilation.kernels().stream().map(k -> facts(k, compilation)).toList();
  }

  private static Convolution convolution(JsonNode row) {
    int pad = row.get("pad").asInt();
    return new Convolution(
        row.get("batch").asInt(),
        row.get("cin").asInt(),
        row.get("cout").asInt(),
        row.get("groups").asInt(),
        List.of(
            Convolution.Axis.of(row.get("h").asInt(), pad),
            Convolution.Axis.of(row.get("w").asInt(), pad)),
        DType.scalar(DType.Kind.ofLabel(row.get("dtype").asText())));
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
