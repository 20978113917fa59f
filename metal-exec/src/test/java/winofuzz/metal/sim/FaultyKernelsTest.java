package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.msl.MslSyntaxException;

/**
 * Thirty faulty kernels, each with the one report that it must give first. They lie in {@code
 * faulty-kernels.txt}: a line with the name, threadgroups and threads, the report, the text.
 */
final class FaultyKernelsTest {

  private static final int ELEMENTS = 64;

  /** One entry of the file. */
  private record Faulty(String name, int groups, int threads, String report, String text) {}

  private static List<Faulty> kernels() throws IOException {
    List<Faulty> result = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(
            FaultyKernelsTest.class.getResourceAsStream("/kernels/faulty-kernels.txt"))) {
      String file = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String entry : file.split("(?m)^=== ")) {
        if (!entry.isBlank() && !entry.startsWith("#")) {
          String[] parts = entry.split("\n", 3);
          String[] head = parts[0].split(" \\| ");
          String[] sizes = head[1].strip().split(" x ");
          result.add(
              new Faulty(
                  head[0],
                  Integer.parseInt(sizes[0]),
                  Integer.parseInt(sizes[1]),
                  parts[1],
                  parts[2]));
        }
      }
    }
    return result;
  }

  private static String report(Faulty kernel) {
    int[] data = new int[ELEMENTS];
    for (int i = 0; i < ELEMENTS; i++) {
      data[i] = i;
    }
    Launch launch =
        new Launch(
            kernel.text,
            "k",
            Extent.of(kernel.groups, 1, 1),
            Extent.of(kernel.threads, 1, 1),
            List.of(
                BufferArgument.writtenOnce(0, ElementType.INT32, ELEMENTS),
                BufferArgument.in(1, Buffer.ofInts(data)),
                BufferArgument.inout(2, Buffer.ofInts(data))));
    try {
      return switch (new SimDevice().run(launch)) {
        case Outcome.Trapped trapped -> trapped.violations().getFirst().toString();
        case Outcome.Unsupported unsupported -> unsupported.reason();
        case Outcome.Ran _ -> "ran";
        case Outcome.TimedOut _, Outcome.Crashed _ -> "did not end";
      };
    } catch (MslSyntaxException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @TestFactory
  Stream<DynamicTest> everyFaultIsReportedWhereItIs() throws IOException {
    List<Faulty> kernels = kernels();
    assertTrue(kernels.size() >= 30, "expected thirty kernels, found " + kernels.size());
    return kernels.stream()
        .map(
            kernel ->
                DynamicTest.dynamicTest(
                    kernel.name, () -> assertEquals(kernel.report, report(kernel))));
  }
}
