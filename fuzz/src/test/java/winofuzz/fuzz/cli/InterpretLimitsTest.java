package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code interpret} ends on any graph, with an answer or a refusal. */
final class InterpretLimitsTest {

  @TempDir Path folder;

  private static String resource(String name) {
    try {
      return Path.of(
              Objects.requireNonNull(InterpretLimitsTest.class.getResource(name), name).toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(name, e);
    }
  }

  private Path floats(float... values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return Files.write(folder.resolve("x.bin"), bytes.array());
  }

  private Shell.Outcome squared(Path input) throws IOException {
    String graph = resource("/faults/graph-dag-200/graph.json");
    return new Shell(folder)
        .fuzz("interpret", "--graph", graph, "--semantics", "exact", "--input", "x=" + input);
  }

  /** Two hundred squarings double the length of a number each, whether it grows or shrinks. */
  @ParameterizedTest
  @ValueSource(floats = {3, 0.5f, 1e30f, -1e-30f})
  void exactNumbersMayNotBeTooLong(float value) throws IOException {
    Path input = floats(0, 1, value, 0, 0, 0, 0, 0);
    Shell.Outcome outcome = squared(input);
    assertEquals(2, outcome.status(), outcome.err());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().contains("expected exact numbers of at most 65536 bits"));
    assertTrue(outcome.err().contains("node "), outcome.err());
  }

  @Test
  void exactNumbersThatStayShortAreSquared() throws IOException {
    Path input = floats(0, 1, -1, 0, 1, 0, 0, 0);
    Shell.Outcome outcome = squared(input);
    assertEquals(0, outcome.status(), outcome.err());
  }

  @Test
  void timeIsLimited() throws IOException {
    Path input = floats(0, 1, 2, 3, 4, 5, 6, 7);
    Shell.Outcome outcome =
        new Shell(folder)
            .fuzz(
                "interpret",
                "--time-limit",
                "1ms",
                "--repeat",
                "100000",
                "--graph",
                resource("/faults/graph-dag-200/graph.json"),
                "--input",
                "x=" + input);
    assertEquals(2, outcome.status());
    assertEquals(
        "fuzz interpret: still at work after PT0.001S (--time-limit)", outcome.err().strip());
  }

  /** As the simulator and the processor do; see docs/undefined.md. */
  @Test
  void floatsBeyondAnIntegersRangeAreClamped() throws IOException {
    Path output = folder.resolve("y.bin");
    Shell.Outcome outcome =
        new Shell(folder)
            .fuzz(
                "interpret",
                "--graph",
                resource("/faults/float-to-int/graph.json"),
                "--input",
                "x=" + resource("/faults/float-to-int/x.bin"),
                "--output",
                output.toString());
    assertEquals(0, outcome.status(), outcome.err());
    float[] values = new float[8];
    ByteBuffer.wrap(Files.readAllBytes(output))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    assertArrayEquals(new float[] {127, -128, 0, 127, -1, 127, -128, 127}, values);
  }
}
