package winofuzz.fuzz.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.convolution.Defect;
import winofuzz.convolution.Grid;
import winofuzz.convolution.Grid.Dimension;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.ir.Memory;

/**
 * A compiler of three kernels written by hand. Path {@code plain} is one kernel that tests every
 * access; path {@code padded} copies the activation into a padded memory and convolves that without
 * tests. It gives no stages, rules or blame.
 */
public final class ToyCompiler implements CompilerUnderTest {
  private static final LoweringPath PLAIN = new LoweringPath("plain");
  private static final LoweringPath PADDED = new LoweringPath("padded");

  /** A mistake that can be made in it. */
  public enum Mistake {
    NONE,
    /** {@code plain} does not test the end of the last axis. */
    END_NOT_TESTED,
    /** {@code padded} takes the windows of all output channels from the first one. */
    FIRST_WEIGHT
  }

  private final Mistake mistake;

  public ToyCompiler(Mistake mistake) {
    this.mistake = mistake;
  }

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public List<LoweringPath> paths() {
    return List.of(PLAIN, PADDED);
  }

  @Override
  public LoweredCase lower(Convolution c, LoweringPath path, Set<Defect> defects, Target target) {
    List<Memory> memories = new ArrayList<>();
    memories.add(memory("y", c, c.outputShape(), Memory.Role.OUTPUT));
    memories.add(memory(LoweredCase.ACTIVATION, c, c.inputShape(), Memory.Role.INPUT));
    memories.add(memory(LoweredCase.WEIGHT, c, c.weightShape(), Memory.Role.INPUT));
    int outputs = elements(c.outputShape());
    if (path.equals(PLAIN)) {
      return new Toy(
          List.of(kernel("plain", plain(c), outputs, List.of(0, 1, 2))), List.copyOf(memories));
    }
    List<Integer> padded = new ArrayList<>(List.of(c.batch(), c.cin()));
    c.spatial().forEach(a -> padded.add(a.padded()));
    memories.add(memory("between", c, padded, Memory.Role.INTERMEDIATE));
    return new Toy(
        List.of(
            kernel("copy", copy(c), elements(padded), List.of(3, 1)),
            kernel("padded", padded(c), outputs, List.of(0, 3, 2))),
        List.copyOf(memories));
  }

  private String plain(Convolution c) {
    boolean tested = mistake != Mistake.END_NOT_TESTED;
    String inside =
        each(
            c,
            i ->
                "p%d >= 0%s"
                    .formatted(
                        i,
                        tested || i < c.spatial().size() - 1
                            ? " && p%d < %d".formatted(i, c.spatial().get(i).size())
                            : ""),
            " && ");
    return convolving("plain", c, Axis::padBefore, Axis::size, "if (" + inside + ") ", "m");
  }

  private String padded(Convolution c) {
    return convolving(
        "padded", c, a -> 0, Axis::padded, "", mistake == Mistake.FIRST_WEIGHT ? "0" : "m");
  }

  private static String copy(Convolution c) {
    StringBuilder text = new StringBuilder(head("copy", c, 2));
    int stride = coordinates(text, c, Axis::padded, "o");
    text.append("int n = e / %d;\n".formatted(stride));
    text.append(each(c, i -> "int p%d = o%d - %d;\n".formatted(i, i, axis(c, i).padBefore()), ""));
    String inside = each(c, i -> "p%d >= 0 && p%d < %d".formatted(i, i, axis(c, i).size()), " && ");
    return text.append(
            "if (%s) { out[e] = in[%s]; }\n".formatted(inside, at("n", c, Axis::size, "p")))
        .append("else { out[e] = 0; }\n}\n")
        .toString();
  }

  /** One thread for each element of the output. */
  private static String convolving(
      String name,
      Convolution c,
      ToIntFunction<Axis> before,
      ToIntFunction<Axis> size,
      String guard,
      String window) {
    int inGroup = c.cin() / c.groups();
    StringBuilder text = new StringBuilder(head(name, c, 3));
    int stride = coordinates(text, c, Axis::output, "o");
    text.append("int m = e / %d %% %d;\n".formatted(stride, c.cout()));
    text.append("int n = e / %d;\n".formatted(stride * c.cout()));
    text.append("float sum = 0;\nfor (int k = 0; k < %d; k++) {\n".formatted(inGroup));
    text.append(
        each(
            c,
            i -> "for (int t%d = 0; t%d < %d; t%d++) {\n".formatted(i, i, axis(c, i).kernel(), i),
            ""));
    text.append(
        each(
            c,
            i ->
                "int p%d = o%d * %d + t%d * %d - %d;\n"
                    .formatted(
                        i,
                        i,
                        axis(c, i).stride(),
                        i,
                        axis(c, i).dilation(),
                        before.applyAsInt(axis(c, i))),
            ""));
    String channel =
        "(n * %d + m / %d * %d + k)".formatted(c.cin(), c.cout() / c.groups(), inGroup);
    String from = at(channel, c, size, "p");
    String by = at("(%s * %d + k)".formatted(window, inGroup), c, Axis::kernel, "t");
    text.append(guard)
        .append("{ sum += (float)in[%s] * (float)weight[%s]; }\n".formatted(from, by));
    return text.append("}\n".repeat(c.spatial().size() + 1))
        .append("out[e] = (%s)sum;\n}\n".formatted(type(c)))
        .toString();
  }

  private static String head(String name, Convolution c, int buffers) {
    String weight = buffers == 3 ? "device %s* weight [[buffer(2)]],".formatted(type(c)) : "";
    return """
    #include <metal_stdlib>
    using namespace metal;
    kernel void %s(device %s* out [[buffer(0)]], device %s* in [[buffer(1)]], %s
        uint3 group [[threadgroup_position_in_grid]]) {
    int e = group.x;
    """
        .formatted(name, type(c), type(c), weight);
  }

  /** Declares the coordinates of {@code e}, and returns how many elements they enumerate. */
  private static int coordinates(
      StringBuilder text, Convolution c, ToIntFunction<Axis> size, String name) {
    int stride = 1;
    for (int i = c.spatial().size() - 1; i >= 0; i--) {
      int extent = size.applyAsInt(axis(c, i));
      text.append("int %s%d = e / %d %% %d;\n".formatted(name, i, stride, extent));
      stride *= extent;
    }
    return stride;
  }

  /** The place of coordinates in a row-major array. */
  private static String at(String outer, Convolution c, ToIntFunction<Axis> size, String name) {
    String result = outer;
    for (int i = 0; i < c.spatial().size(); i++) {
      result = "(%s * %d + %s%d)".formatted(result, size.applyAsInt(axis(c, i)), name, i);
    }
    return result;
  }

  private static String each(Convolution c, IntFunction<String> text, String between) {
    return IntStream.range(0, c.spatial().size())
        .mapToObj(text)
        .collect(Collectors.joining(between));
  }

  private static Axis axis(Convolution c, int i) {
    return c.spatial().get(i);
  }

  private static String type(Convolution c) {
    return switch (c.dtype().kind()) {
      case FLOAT16 -> "half";
      case BFLOAT16 -> "bfloat";
      default -> "float"; // No other type is drawn.
    };
  }

  private static CompiledKernel kernel(
      String name, String source, int threadgroups, List<Integer> arguments) {
    Dimension many = new Dimension(threadgroups, List.of());
    Grid grid =
        new Grid(
            List.of(many, Dimension.ONE, Dimension.ONE),
            List.of(Dimension.ONE, Dimension.ONE, Dimension.ONE));
    return new CompiledKernel(name, source, grid, arguments, List.of());
  }

  private static Memory memory(String name, Convolution c, List<Integer> shape, Memory.Role role) {
    return new Memory(name, c.dtype(), elements(shape), role);
  }

  private static int elements(List<Integer> shape) {
    return Math.toIntExact(Convolution.product(shape));
  }

  private record Toy(List<CompiledKernel> kernels, List<Memory> memories) implements LoweredCase {
    @Override
    public Optional<Boolean> isWinograd() {
      return Optional.of(false);
    }
  }
}
