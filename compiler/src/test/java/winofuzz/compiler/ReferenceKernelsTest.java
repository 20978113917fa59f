package winofuzz.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winofuzz.compiler.optimize.ScheduleDifference;
import winofuzz.convolution.LoweringException;
import winofuzz.ir.Kernel;
import winofuzz.ir.NodeArena;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/** Names, launches, buffers and options come out as the reference compiler's. */
class ReferenceKernelsTest {
  /** Of how many rows one is compiled where not all are. */
  private static final int ONE_IN = 8;

  @ParameterizedTest
  @ValueSource(strings = {"float32-apple.jsonl", "float16-and-notc.jsonl"})
  void kernelsAgree(String file) throws IOException {
    List<ReferenceRow> rows = ReferenceRow.all(file);
    agree(
        IntStream.range(0, rows.size()).filter(i -> i % ONE_IN == 0).mapToObj(rows::get).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32-apple.jsonl", "float16-and-notc.jsonl"})
  @Tag("long")
  void allKernelsAgree(String file) throws IOException {
    agree(ReferenceRow.all(file));
  }

  private static void agree(List<ReferenceRow> rows) {
    List<String> differences =
        rows.parallelStream()
            .map(row -> NodeArena.call(() -> difference(row)))
            .filter(d -> !d.isEmpty())
            .toList();
    assertEquals(
        List.of(),
        differences.subList(0, Math.min(10, differences.size())),
        () -> differences.size() + " rows differ");
  }

  /** Where a row's kernels part from ours, empty where they do not. */
  private static String difference(ReferenceRow row) {
    List<KernelFacts> expected = new ArrayList<>();
    row.kernels().forEach(kernel -> expected.add(KernelFacts.read(kernel)));
    Compilation compilation;
    try {
      compilation = row.compile();
    } catch (LoweringException e) {
      return row.lowers() ? row + ": does not lower: " + e.getMessage() : "";
    }
    if (!row.lowers()) {
      return row + ": expected not to lower";
    }
    List<KernelFacts> found = KernelFacts.of(compilation);
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
      ReferenceRow row,
      List<KernelFacts> expected,
      List<KernelFacts> found,
      Compilation compilation) {
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
}
