package winofuzz.metal;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** Finds out how a device computes by running small kernels on it. */
final class ProfileProbe {

  private static final Extent ONE = Extent.of(1, 1, 1);

  /** Computes in one type: a denormal product, a sum of a product, and the same by {@code fma}. */
  private static final String SCALARS =
      """
      #include <metal_stdlib>
      using namespace metal;
      kernel void probe(device TYPE* out [[buffer(0)]], device const TYPE* in [[buffer(1)]]) {
        out[0] = in[0] * in[1];
        out[1] = in[2] * in[2] + in[3];
        out[2] = fma(in[2], in[2], in[3]);
      }
      """;

  private static final String MATRICES =
      """
      #include <metal_stdlib>
      using namespace metal;
      kernel void probe(device float* out [[buffer(0)]], device const float* in [[buffer(1)]]) {
        simdgroup_float8x8 a;
        simdgroup_float8x8 b;
        simdgroup_float8x8 c;
        simdgroup_load(a, in, 8);
        simdgroup_load(b, in + 64, 8);
        simdgroup_load(c, in + 128, 8);
        simdgroup_multiply_accumulate(c, a, b, c);
        simdgroup_store(c, out, 8);
      }
      """;

  private static final int SIZE = 8;

  /** A floating type and the numbers that tell most about its arithmetic. */
  private enum Format {
    FLOAT32(ElementType.FLOAT32, "float", -126, 24),
    FLOAT16(ElementType.FLOAT16, "half", -14, 11),
    BFLOAT16(ElementType.BFLOAT16, "bfloat", -126, 8);

    private final ElementType type;
    private final String spelling;
    private final int leastExponent;
    private final int precision;

    Format(ElementType type, String spelling, int leastExponent, int precision) {
      this.type = type;
      this.spelling = spelling;
      this.leastExponent = leastExponent;
      this.precision = precision;
    }

    /**
     * Returns two factors of a denormal, a number whose square does not fit, and less its rounded
     * square.
     */
    double[] operands() {
      double factor = 1 + Math.scalb(1.0, -precision / 2 - 1);
      double rounded = 1 + Math.scalb(1.0, -precision / 2);
      return new double[] {Math.scalb(1.0, leastExponent + 2), 0.125, factor, -rounded};
    }
  }

  private final Device device;

  private ProfileProbe(Device device) {
    this.device = device;
  }

  /**
   * Returns how a device computes; a type or an operation that it lacks counts as strict.
   *
   * @throws DeviceException if it does not run the probe's kernels
   */
  static DeviceProfile probe(Device device) {
    return new ProfileProbe(device).profile();
  }

  private DeviceProfile profile() {
    Buffer floats = scalars(Format.FLOAT32);
    if (floats.length() == 0) {
      throw new DeviceException("device " + device.name() + " does not support the probe");
    }
    Set<ElementType> flushed = EnumSet.noneOf(ElementType.class);
    for (Format format : Format.values()) {
      Buffer results = scalars(format);
      if (results.length() > 0 && results.number(0) == 0) {
        flushed.add(format.type);
      }
    }
    return new DeviceProfile(flushed, isFused(floats, 1), isFused(floats, 2), matrices());
  }

  /** Returns whether the part of a square that rounding drops is still there. */
  private static boolean isFused(Buffer results, int index) {
    return results.number(index) != 0;
  }

  private Buffer scalars(Format format) {
    return run(
        SCALARS.replace("TYPE", format.spelling),
        1,
        BufferArgument.out(0, format.type, 3),
        BufferArgument.in(1, Buffer.ofDoubles(format.type, format.operands())));
  }

  private MatrixAccumulation matrices() {
    Random random = new Random(1);
    float[] operands = new float[3 * SIZE * SIZE];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = (float) Math.scalb(random.nextGaussian(), random.nextInt(8));
    }
    Buffer results =
        run(
            MATRICES,
            32,
            BufferArgument.out(0, ElementType.FLOAT32, SIZE * SIZE),
            BufferArgument.in(1, Buffer.ofFloats(operands)));
    for (MatrixAccumulation order : MatrixAccumulation.values()) {
      if (results.equals(Buffer.ofFloats(multiplied(order, operands)))) {
        return order;
      }
    }
    return MatrixAccumulation.UNKNOWN;
  }

  /** Returns the elements, by rows, that an order of accumulation gives for the three matrices. */
  private static float[] multiplied(MatrixAccumulation order, float[] operands) {
    float[] result = new float[SIZE * SIZE];
    float[] row = new float[SIZE];
    float[] column = new float[SIZE];
    for (int at = 0; at < result.length; at++) {
      for (int k = 0; k < SIZE; k++) {
        row[k] = operands[at / SIZE * SIZE + k];
        column[k] = operands[SIZE * SIZE + k * SIZE + at % SIZE];
      }
      result[at] = order.element(operands[2 * SIZE * SIZE + at], row, column);
    }
    return result;
  }

  /** Returns what a kernel writes, or nothing if the device does not support it. */
  private Buffer run(String source, int threads, BufferArgument out, BufferArgument in) {
    Outcome outcome =
        device.run(new Launch(source, "probe", ONE, Extent.of(threads, 1, 1), List.of(out, in)));
    return switch (outcome) {
      case Outcome.Ran ran -> Objects.requireNonNull(ran.outputs().get(0), "the written buffer");
      case Outcome.Unsupported _ -> Buffer.zeros(out.contents().type(), 0);
      case Outcome.Trapped _, Outcome.TimedOut _, Outcome.Crashed _ ->
          throw new DeviceException(
              "device %s does not run the probe: %s".formatted(device.name(), outcome));
    };
  }
}
