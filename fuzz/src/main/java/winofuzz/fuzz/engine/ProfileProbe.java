package winofuzz.fuzz.engine;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Device;
import winofuzz.metal.DeviceException;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.NumericProfile;
import winofuzz.metal.Outcome;
import winofuzz.number.BinaryFormat;
import winofuzz.number.NumericProfile.MatrixAccumulation;

/** Finds out how a device computes by running small kernels on it. */
public final class ProfileProbe {
  private static final Extent ONE = Extent.of(1, 1, 1);

  /** One lane: a product that is denormal, and a product that rounds before it is added to. */
  private static final String SCALARS =
      """
      #include <metal_stdlib>
      using namespace metal;
      kernel void probe(device float* out [[buffer(0)]], device float* in [[buffer(1)]]) {
        float tiny = in[0] * in[1];
        out[0] = tiny;
        out[1] = in[2] * in[3] + in[4];
      }
      """;

  /** One simdgroup: the accumulator plus a row times a column, of which one term is not zero. */
  private static final String MATRIX =
      """
      #include <metal_stdlib>
      using namespace metal;
      kernel void probe(device float* out [[buffer(0)]], device float* in [[buffer(1)]]) {
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

  /** Squared it is 1 + 2^-11 + 2^-24, which rounds to 1 + 2^-11. */
  private static final float FACTOR = 1 + 0x1p-12f;

  private static final float ROUNDED_SQUARE = 1 + 0x1p-11f;

  private ProfileProbe() {}

  /**
   * What a device's profile comes to in the interpreter for kernels of the compiler, whose text
   * forbids contraction.
   */
  static winofuzz.number.NumericProfile ofKernels(NumericProfile device) {
    return winofuzz.number.NumericProfile.STRICT
        .withFlushed(
            device.flushDenormals()
                ? Set.of(BinaryFormat.FLOAT32, BinaryFormat.BFLOAT16)
                : Set.of())
        .withMatrixAccumulation(
            device.fuseMatrices()
                ? MatrixAccumulation.FUSED_LEFT_FOLD
                : MatrixAccumulation.ROUNDED_LEFT_FOLD);
  }

  /**
   * How a device computes.
   *
   * @throws DeviceException if it does not run the probe
   */
  public static NumericProfile probe(Device device) {
    float[] scalars =
        run(device, SCALARS, 1, 2, 0x1p-100f, 0x1p-40f, FACTOR, FACTOR, -ROUNDED_SQUARE);
    float[] operands = new float[192];
    operands[0] = FACTOR;
    operands[64] = FACTOR;
    operands[128] = -ROUNDED_SQUARE;
    float[] matrix = run(device, MATRIX, 32, 64, operands);
    return new NumericProfile(scalars[0] == 0, scalars[1] != 0, matrix[0] != 0);
  }

  private static float[] run(
      Device device, String source, int threads, int outputs, float... inputs) {
    Launch launch =
        new Launch(
            source,
            "probe",
            ONE,
            Extent.of(threads, 1, 1),
            List.of(
                BufferArgument.out(0, ElementType.FLOAT32, outputs),
                BufferArgument.in(1, Buffer.ofFloats(inputs))));
    Outcome outcome = device.run(launch);
    if (outcome instanceof Outcome.Ran ran) {
      return Objects.requireNonNull(ran.outputs().get(0), "the written buffer").toFloats();
    }
    throw new DeviceException("device " + device.name() + " does not run the probe: " + outcome);
  }
}
