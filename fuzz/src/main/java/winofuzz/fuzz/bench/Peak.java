package winofuzz.fuzz.bench;

import java.time.Duration;
import java.util.List;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Device;
import winofuzz.metal.DeviceException;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;

/**
 * What a device does at best, measured by kernels that do nothing else.
 *
 * @param gigaflops products and sums of float32, each rounded, as kernels have them that forbid
 *     contraction; in 10^9 operations a second
 * @param gigabytes bytes that a copy reads and writes, of memories larger than caches are; in 10^9
 *     bytes a second
 */
public record Peak(double gigaflops, double gigabytes) {
  private static final int CHAINS = 8;
  private static final int STEPS = 1024;
  private static final int THREADS = 256;
  private static final int MOST_GROUPS = 8192;
  private static final int COPIED_BYTES = 64 << 20;

  /** In one sample: what is copied to the device and back takes longer than they do. */
  private static final int LAUNCHES = 10;

  /** Longer than a launch costs. */
  private static final Duration LONG = Duration.ofMillis(2);

  private static final String ARITHMETIC =
      """
      #include <metal_stdlib>
      using namespace metal;
      #pragma METAL fp contract(off)
      kernel void arithmetic(device float* y, device float* x,
                             uint i [[thread_position_in_grid]]) {
        float a = x[0], b = x[1];
        float s0 = i, s1 = i + 1, s2 = i + 2, s3 = i + 3;
        float s4 = i + 4, s5 = i + 5, s6 = i + 6, s7 = i + 7;
        for (int k = 0; k < %d; k++) {
          s0 = s0 * a + b; s1 = s1 * a + b; s2 = s2 * a + b; s3 = s3 * a + b;
          s4 = s4 * a + b; s5 = s5 * a + b; s6 = s6 * a + b; s7 = s7 * a + b;
        }
        y[i] = s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7;
      }
      """
          .formatted(STEPS);

  private static final String COPY =
      """
      #include <metal_stdlib>
      using namespace metal;
      kernel void copy(device float4* y, device float4* x, uint i [[thread_position_in_grid]]) {
        y[i] = x[i];
      }
      """;

  /**
   * Measures a device.
   *
   * @throws DeviceException if it does not run one of the kernels
   */
  public static Peak of(Device device) {
    try {
      return new Peak(gigaflops(device), gigabytes(device));
    } catch (NotMeasuredException e) {
      throw new DeviceException("the peak of " + device.name() + ": " + e.getMessage(), e);
    }
  }

  private static double gigaflops(Device device) throws NotMeasuredException {
    for (int groups = 1; ; groups *= 4) {
      int threads = groups * THREADS;
      Launch launch =
          new Launch(
              ARITHMETIC,
              "arithmetic",
              Extent.of(groups, 1, 1),
              Extent.of(THREADS, 1, 1),
              List.of(
                  BufferArgument.out(0, ElementType.FLOAT32, threads),
                  BufferArgument.in(1, Buffer.ofFloats(0.5f, 1))));
      Duration time = TimedKernel.time(device, launch, LAUNCHES);
      if (time.compareTo(LONG) >= 0 || groups >= MOST_GROUPS) {
        return 2.0 * CHAINS * STEPS * threads / time.toNanos();
      }
    }
  }

  private static double gigabytes(Device device) throws NotMeasuredException {
    int elements = COPIED_BYTES / Float.BYTES;
    Launch launch =
        new Launch(
            COPY,
            "copy",
            Extent.of(elements / 4 / THREADS, 1, 1),
            Extent.of(THREADS, 1, 1),
            List.of(
                BufferArgument.out(0, ElementType.FLOAT32, elements),
                BufferArgument.in(1, Buffer.zeros(ElementType.FLOAT32, elements))));
    return 2.0 * COPIED_BYTES / TimedKernel.time(device, launch, LAUNCHES).toNanos();
  }
}
