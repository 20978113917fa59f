package winofuzz.metal.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.sim.SimDevice;

/** Bundles as folders. */
final class BundleTest {

  private static final String KERNEL =
      """
      #include <metal_stdlib>
      using namespace metal;
      kernel void twice(device float* r, device float* a, uint i [[thread_position_in_grid]]) {
        r[i] = a[i] * 2;
      }
      """;

  private static final String LAUNCH =
      """
      {"kernel": "twice", "source": "kernel.metal", "threadgroups": [3, 1, 1],
       "threads_per_threadgroup": [1, 1, 1], "buffers": [
        {"index": 0, "type": "float32", "length": 3, "role": "out", "expect": "expect0.bin"},
        {"index": 1, "type": "float32", "length": 3, "role": "in", "data": "in1.bin"}]}
      """;

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(folder.resolve("kernel.metal"), KERNEL);
    Files.writeString(folder.resolve("launch.json"), LAUNCH);
    Files.write(folder.resolve("in1.bin"), Buffer.ofFloats(1, 2, 3).toBytes());
    Files.write(folder.resolve("expect0.bin"), Buffer.ofFloats(2, 4, 6).toBytes());
  }

  private CheckResult check() {
    Bundle bundle = Bundle.read(folder);
    return bundle.check(new SimDevice().run(bundle.launch()));
  }

  @Test
  void aBundleThatGivesWhatItExpectsPasses() {
    assertEquals(new CheckResult.Passed(), check());
  }

  @Test
  void theFirstDifferenceIsNamed() throws IOException {
    Files.write(folder.resolve("expect0.bin"), Buffer.ofFloats(2, 4.0000005f, 7).toBytes());
    CheckResult.Differs differs = assertInstanceOf(CheckResult.Differs.class, check());
    assertEquals(0, differs.buffer());
    assertEquals(
        "element 1: expected 4.0000005, got 4.0 (1 ulp apart), 2 elements differ",
        differs.difference().toString());
  }

  @Test
  void anOutputIsWrittenOnceOnlyWhereItsBundleAsksForIt() throws IOException {
    Files.writeString(
        folder.resolve("kernel.metal"), KERNEL.replace("r[i] =", "r[i] = 0; r[i] +="));
    assertEquals(new CheckResult.Passed(), check());
    String once = LAUNCH.replace("\"out\"", "\"out\", \"written_once\": true");
    Files.writeString(folder.resolve("launch.json"), once);
    assertInstanceOf(CheckResult.DidNotRun.class, check());
    Bundle asked = Bundle.read(folder);
    asked.write(folder.resolve("copy"));
    assertEquals(asked, Bundle.read(folder.resolve("copy")));
    Files.writeString(
        folder.resolve("launch.json"), LAUNCH.replace("\"in\"", "\"in\", \"written_once\": true"));
    BadLaunchException wrong = assertThrows(BadLaunchException.class, this::check);
    assertEquals(
        folder.resolve("launch.json")
            + ": buffer 1: expected role \"out\" of what is \"written_once\"",
        wrong.getMessage());
  }

  @Test
  void aFaultyKernelDoesNotPass() throws IOException {
    Files.writeString(folder.resolve("kernel.metal"), KERNEL.replace("a[i]", "a[i + 1]"));
    assertInstanceOf(CheckResult.DidNotRun.class, check());
  }

  @Test
  void whatIsWrittenIsReadBack(@TempDir Path other) throws IOException {
    Launch launch =
        new Launch(
            KERNEL,
            "twice",
            Extent.of(2, 3, 4),
            Extent.of(5, 6, 7),
            List.of(
                BufferArgument.out(0, ElementType.FLOAT16, 7),
                BufferArgument.in(1, Buffer.ofInts(1, -2, 3)),
                BufferArgument.inout(4, Buffer.ofDoubles(ElementType.BOOL, 1, 0))));
    TreeMap<Integer, Buffer> expected = new TreeMap<>();
    expected.put(4, Buffer.ofDoubles(ElementType.BOOL, 0, 0));
    Bundle bundle = new Bundle(launch, expected, 4);
    bundle.write(other.resolve("new"));
    assertEquals(bundle, Bundle.read(other.resolve("new")));
    assertFalse(Files.exists(other.resolve("new/in0.bin")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "kernel": "twice",  | <nothing>           | launch.json: expected "kernel", found none
          [3, 1, 1]           | [3, 1]              | launch.json: "threadgroups": expected three numbers of at least 1, found [3, 1]
          [3, 1, 1]           | [3, 0, 1]           | launch.json: "threadgroups": expected three numbers of at least 1, found [3, 0, 1]
          "in1.bin"           | "none.bin"          | none.bin: expected a file, found none
          "in1.bin"           | "../in1.bin"        | launch.json: "../in1.bin": expected a file in the bundle's folder
          "role": "in"        | "role": "input"     | launch.json: buffer 1: role 'input': expected in, out, inout, threadgroup or function_constant
          "length": 3, "role": "in" | "length": 4, "role": "in" | launch.json: buffer 1: expected 4 elements of float32 (16 bytes) in in1.bin, found 12 bytes
          "length": 3, "role": "in" | "length": -4, "role": "in" | launch.json: buffer 1: "length": expected 0 or more, found -4
          "length": 3, "role": "out" | "length": -1, "role": "out" | launch.json: buffer 0: "length": expected 0 or more, found -1
          "index": 1          | "index": 99         | launch.json: buffer 99: expected an index from 0 to 30
          "role": "in", "data": "in1.bin" | "role": "in" | launch.json: expected "data", found none
          """)
  void brokenBundlesAreNamed(String before, String after, String problem) throws IOException {
    String text = LAUNCH.replace(before, after.equals("<nothing>") ? "" : after);
    Files.writeString(folder.resolve("launch.json"), text);
    BadLaunchException e = assertThrows(BadLaunchException.class, () -> Bundle.read(folder));
    assertEquals(folder + "/" + problem, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"kernel": "twice"     | line 1, column
          {"kernel": 3, "x": 1}  | line 1, column
          []                     | line 1, column
          null                   | expected an object, found null
          {} {}                  | line 1, column
          """)
  void brokenJsonHasItsPlace(String text, String problem) throws IOException {
    Files.writeString(folder.resolve("launch.json"), text);
    BadLaunchException e = assertThrows(BadLaunchException.class, () -> Bundle.read(folder));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith(folder + "/launch.json"), message);
    assertTrue(message.contains(problem), message);
    assertFalse(message.contains("\n"), message);
  }

  @Test
  void unknownTypesNameTheKnown() throws IOException {
    Files.writeString(folder.resolve("launch.json"), LAUNCH.replace("float32", "float128"));
    BadLaunchException e = assertThrows(BadLaunchException.class, () -> Bundle.read(folder));
    assertEquals(
        folder
            + "/launch.json: buffer 0: element type 'float128': expected one of float32, float16,"
            + " bfloat16, int8, int16, int32, int64, uint8, uint16, uint32, uint64, bool",
        e.getMessage());
  }

  @Test
  void aMissingFolderIsNamed() {
    BadLaunchException e =
        assertThrows(BadLaunchException.class, () -> Bundle.read(folder.resolve("none")));
    assertEquals(
        folder.resolve("none") + ": expected a bundle's folder, found none", e.getMessage());
  }
}
