package winofuzz.metal.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Device;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.bundle.Bundle;
import winofuzz.metal.launch.CompiledCache;
import winofuzz.metal.msl.MslSyntaxException;
import winofuzz.metal.sim.SimDevice;

/** Texts that try to reach the C++ compiler: each is refused with its line or runs as it says. */
final class HostileKernelsTest {

  private static final Pattern LINE = Pattern.compile("line (\\d+), column \\d+: .*");

  @TempDir private static Path folder = Path.of("");

  /** What a device did: the line at which it refused, or the number that the kernel wrote. */
  private record Verdict(String refused, String wrote) {}

  /** One case of the table. */
  record Case(String name, String line, String value, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Device host() {
    var compiler = HostCompiler.find(System.getenv("PATH"));
    assumeTrue(compiler.isPresent(), "no C++ compiler is here");
    return new HostDevice(compiler.get(), new CompiledCache(folder.resolve("cache")));
  }

  private static Path marker() {
    return folder.resolve("marker");
  }

  static Stream<Case> cases() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            HostileKernelsTest.class.getResourceAsStream("/faults/hostile-kernels.txt"))) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<String> parts = Arrays.asList(all.split("(?m)^=== "));
      return parts.subList(1, parts.size()).stream().map(HostileKernelsTest::read);
    }
  }

  private static Case read(String part) {
    String[] lines = part.split("\n", 2);
    String[] head = lines[0].split(" \\| ", -1);
    String text = lines[1].replace("^0", "\0").replace("^r", "\r").replace("^f", "\f");
    text = text.replace("^v", "\u000b").replace("$MARK", marker().toString());
    Matcher escape = Pattern.compile("\\^u([0-9a-f]{4})").matcher(text);
    String plain =
        escape.replaceAll(m -> Character.toString((char) Integer.parseInt(m.group(1), 16)));
    return new Case(head[0], head[1], head[2], plain);
  }

  private static Verdict verdict(Device device, String text) {
    Launch launch =
        new Launch(
            text,
            "k",
            Extent.of(1, 1, 1),
            Extent.of(1, 1, 1),
            List.of(BufferArgument.out(0, ElementType.INT32, 1)));
    try {
      return switch (device.run(launch)) {
        case Outcome.Ran ran ->
            new Verdict(
                "-", Objects.requireNonNull(ran.outputs().get(0)).shown(0).replace(".0", ""));
        case Outcome.Unsupported unsupported -> refused(unsupported.reason());
        case Outcome.Trapped _, Outcome.Crashed _, Outcome.TimedOut _ ->
            fail("neither refused nor run: " + text);
      };
    } catch (MslSyntaxException e) {
      return refused(e.described());
    }
  }

  private static Verdict refused(String problem) {
    Matcher line = LINE.matcher(problem);
    assertTrue(line.matches(), () -> "expected one line with the place, found " + problem);
    return new Verdict(line.group(1), "-");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRefusedWithItsLineOrRuns(Case given) {
    for (Device device : List.of(new SimDevice(), host())) {
      Verdict verdict = verdict(device, given.text);
      Verdict refused = new Verdict(given.line, "-");
      Verdict ran = new Verdict("-", given.value);
      assertTrue(
          verdict.equals(verdict.wrote.equals("-") ? refused : ran),
          () -> device.name() + ": expected " + refused + " or " + ran + ", found " + verdict);
    }
    assertFalse(Files.exists(marker()), "a kernel wrote a file");
  }

  @Test
  void theTableIsLong() throws IOException {
    assertTrue(cases().count() >= 40);
  }

  @Test
  void deepNestingIsRefusedWithItsLineOrRuns() {
    for (int depth : List.of(200, 900, 100_000)) {
      for (String body :
          List.of(
              "out[0] = " + "(".repeat(depth) + "1" + ")".repeat(depth) + ";",
              "out[0] = " + "-(".repeat(depth) + "1" + ")".repeat(depth) + " * 0 + 1;",
              "{".repeat(depth) + "out[0] = 1;" + "}".repeat(depth),
              "if (true) ".repeat(depth) + "out[0] = 1;",
              "out[0] = 1" + " + 0".repeat(Math.min(depth, 2_000)) + ";")) {
        String text = "kernel void k(device int* out) {\n%s\n}\n".formatted(body);
        Verdict sim = verdict(new SimDevice(), text);
        assertEquals(sim, verdict(host(), text));
        assertTrue(sim.equals(new Verdict("-", "1")) || sim.equals(new Verdict("2", "-")));
      }
    }
  }

  @Test
  void theAttributeThatPutAssemblerIntoTheLibraryIsRefused() throws Exception {
    Path bundle =
        Path.of(
            Objects.requireNonNull(getClass().getResource("/faults/sec-attribute-asm")).toURI());
    for (Device device : List.of(new SimDevice(), host())) {
      Launch launch = Bundle.read(bundle).launch();
      Outcome.Unsupported refused = (Outcome.Unsupported) device.run(launch);
      assertEquals(
          Files.readString(bundle.resolve("expect.txt"))
              .lines()
              .filter(l -> l.startsWith(device.name()))
              .findFirst()
              .orElseThrow(),
          device.name() + ": refused, " + refused.reason().split(", column", 2)[0]);
    }
    assertFalse(Files.exists(Path.of("winofuzz-attribute-ran")));
  }
}
