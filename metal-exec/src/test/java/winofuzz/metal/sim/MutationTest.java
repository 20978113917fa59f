package winofuzz.metal.sim;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.msl.MslSyntaxException;

/** Kernels with bytes and tokens changed at random either run or fail with a place and a reason. */
final class MutationTest {

  private static final List<String> SEEDS =
      List.of("winograd.metal", "reduce.metal", "matrix.metal", "language.metal");

  private static final String[] TOKENS = {
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ";",
    ",",
    "*",
    "&",
    "+",
    "-",
    "<",
    ">",
    "?",
    ":",
    "=",
    "==",
    "<<",
    "/",
    "%",
    ".",
    "::",
    "#",
    "int",
    "float",
    "half4",
    "device",
    "threadgroup",
    "if",
    "for",
    "while",
    "return",
    "break",
    "0",
    "1",
    "-1",
    "2147483647",
    "1e999f",
    "0x",
    "\"",
    "'",
    "\\",
    "/*",
    "//",
    "as_type<int>",
    "float4(",
    "simd_sum(",
    "gid",
    "kernel",
    "void",
    "const",
    "++",
    "#define x x x"
  };

  private final SimDevice device =
      new SimDevice(SimOptions.DEFAULT.withTimeLimit(Duration.ofMillis(200)));

  private static String read(String name) {
    try (InputStream in =
        Objects.requireNonNull(MutationTest.class.getResourceAsStream("/kernels/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String mutated(String text, Random random) {
    StringBuilder result = new StringBuilder(text);
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(result.length());
      int end = Math.min(result.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(6)) {
        case 0 -> result.deleteCharAt(at);
        case 1 ->
            result.setCharAt(
                at, (char) (random.nextInt(10) == 0 ? random.nextInt() : random.nextInt(128)));
        case 2 -> result.insert(at, TOKENS[random.nextInt(TOKENS.length)]);
        case 3 -> result.replace(at, end, TOKENS[random.nextInt(TOKENS.length)]);
        case 4 -> result.insert(random.nextInt(result.length()), result.substring(at, end));
        default -> result.delete(at, end);
      }
    }
    return result.toString();
  }

  private void survives(String text) {
    try {
      device
          .prepare(text, "k")
          .run(
              Extent.of(2, 1, 1),
              Extent.of(32, 1, 1),
              List.of(
                  BufferArgument.out(0, ElementType.FLOAT32, 64),
                  BufferArgument.in(1, Buffer.ofFloats(new float[256])),
                  BufferArgument.in(2, Buffer.ofFloats(new float[256]))));
    } catch (MslSyntaxException e) {
      if (e.line() < 1 || e.column() < 1) {
        throw new AssertionError("no place: " + e.getMessage(), e);
      }
    } catch (BadLaunchException e) {
      if (String.valueOf(e.getMessage()).contains("\n")) {
        throw new AssertionError("more than a line: " + e.getMessage(), e);
      }
    }
  }

  @Property(tries = 400, shrinking = ShrinkingMode.OFF)
  void someMutations(@ForAll long seed) {
    Random random = new Random(seed);
    survives(mutated(read(SEEDS.get(random.nextInt(SEEDS.size()))), random));
  }

  @Tag("long")
  @Property(tries = 10_000, shrinking = ShrinkingMode.OFF)
  void manyMutations(@ForAll long seed) {
    someMutations(seed);
  }
}
