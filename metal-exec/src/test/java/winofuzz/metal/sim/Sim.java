package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.Violation;

/** Short ways to run small kernels in tests. */
final class Sim {

  private static final String HEADER =
      """
      #include <metal_stdlib>
      using namespace metal;
      """;

  private Sim() {}

  /** Runs the kernel called {@code k} of a text that lacks only the usual header. */
  static Outcome run(
      SimOptions options, String text, Extent groups, Extent threads, BufferArgument... arguments) {
    return new SimDevice(options)
        .run(new Launch(HEADER + text, "k", groups, threads, List.of(arguments)));
  }

  static Outcome run(String text, int groups, int threads, BufferArgument... arguments) {
    return run(
        SimOptions.DEFAULT, text, Extent.of(groups, 1, 1), Extent.of(threads, 1, 1), arguments);
  }

  /** Runs it, requires that no check complains, and gives buffer 0. */
  static Buffer ran(String text, int groups, int threads, BufferArgument... arguments) {
    return output(run(text, groups, threads, arguments));
  }

  static Buffer output(Outcome outcome) {
    Outcome.Ran ran = assertInstanceOf(Outcome.Ran.class, outcome, outcome::toString);
    return Objects.requireNonNull(ran.outputs().get(0));
  }

  /** Runs it, requires that a check complains, and gives what it found. */
  static List<Violation> trapped(
      String text, int groups, int threads, BufferArgument... arguments) {
    Outcome outcome = run(text, groups, threads, arguments);
    return assertInstanceOf(Outcome.Trapped.class, outcome, outcome::toString).violations();
  }

  /**
   * The values of an expression over {@code a[i]}, {@code b[i]}, .. with one thread for each
   * element; {@code types} are Metal's type names of the result and the operands.
   */
  static Buffer map(String expression, List<String> types, ElementType result, Buffer... operands) {
    return map(SimOptions.DEFAULT, expression, types, result, operands);
  }

  static Buffer map(
      SimOptions options,
      String expression,
      List<String> types,
      ElementType result,
      Buffer... operands) {
    int n = operands[0].length();
    StringBuilder text = new StringBuilder("kernel void k(device " + types.get(0) + "* r");
    List<BufferArgument> arguments = new ArrayList<>();
    arguments.add(BufferArgument.out(0, result, n));
    for (int i = 0; i < operands.length; i++) {
      text.append(", device ").append(types.get(i + 1)).append("* ").append((char) ('a' + i));
      arguments.add(BufferArgument.in(i + 1, operands[i]));
    }
    text.append(", uint i [[thread_position_in_grid]]) {\n  r[i] = ")
        .append(expression)
        .append(";\n}\n");
    return output(
        run(
            options,
            text.toString(),
            Extent.of(n, 1, 1),
            Extent.of(1, 1, 1),
            arguments.toArray(new BufferArgument[0])));
  }

  static int[] ints(Buffer buffer) {
    int[] values = new int[buffer.length()];
    buffer.view().asIntBuffer().get(values);
    return values;
  }
}
