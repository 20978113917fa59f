package winofuzz.compiler.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winofuzz.compiler.KernelPasses;
import winofuzz.compiler.lower.Kernels;
import winofuzz.ir.DType;
import winofuzz.ir.UOp;

/** The text of small kernels, as approved in the files next to this class. */
class RenderedKernelsTest {

  static Map<String, UOp> kernels() {
    return new TreeMap<>(
        Map.of(
            "add", Kernels.add(),
            "add-of-four", Kernels.addOfFour(DType.FLOAT32),
            "add-of-four-halfs", Kernels.addOfFour(DType.FLOAT16),
            "add-of-four-integers", Kernels.addOfFour(DType.INT32),
            "pad", Kernels.pad(),
            "sum-of-rows", Kernels.sumOfRows(),
            "matmul", Kernels.matmul(),
            "grouped-sum", Kernels.groupedSum(),
            "matrix-unit", Kernels.matrixUnit(),
            "integers", Kernels.integers()));
  }

  static Iterable<Map.Entry<String, UOp>> entries() {
    return kernels().entrySet();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void textIsAsApproved(Map.Entry<String, UOp> kernel) throws IOException {
    String text = MetalRenderer.render("k", KernelPasses.lowered(kernel.getValue()));
    assertEquals(approved(kernel.getKey()), text);
  }

  private static String approved(String name) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            RenderedKernelsTest.class.getResourceAsStream(name + ".metal"), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
