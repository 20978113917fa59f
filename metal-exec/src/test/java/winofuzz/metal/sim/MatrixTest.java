package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.DeviceProfile;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.sim.lanes.Matrix8x8;

/** 8x8 matrices over a simdgroup. */
final class MatrixTest {

  private static final String MULTIPLY =
      """
      kernel void k(device float* r, device float* a, device float* b) {
        simdgroup_float8x8 x, y;
        simdgroup_float8x8 z = make_filled_simdgroup_matrix<float, 8, 8>(1.0f);
        simdgroup_load(x, a, 8);
        simdgroup_load(y, b, 8);
        simdgroup_multiply_accumulate(z, x, y, z);
        simdgroup_store(z, r, 8);
      }
      """;

  private static float[] random(int seed) {
    java.util.Random random = new java.util.Random(seed);
    float[] values = new float[64];
    for (int i = 0; i < 64; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  private static float[] run(DeviceProfile profile, float[] a, float[] b) {
    return Sim.output(
            Sim.run(
                SimOptions.DEFAULT.withProfile(profile),
                MULTIPLY,
                Extent.of(1, 1, 1),
                Extent.of(32, 1, 1),
                BufferArgument.out(0, ElementType.FLOAT32, 64),
                BufferArgument.in(1, Buffer.ofFloats(a)),
                BufferArgument.in(2, Buffer.ofFloats(b))))
        .toFloats();
  }

  @Test
  void productsAreFoldedFromTheAccumulator() {
    float[] a = random(1);
    float[] b = random(2);
    float[] rounded = new float[64];
    float[] fused = new float[64];
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 8; j++) {
        float plain = 1;
        float once = 1;
        for (int k = 0; k < 8; k++) {
          plain += a[i * 8 + k] * b[k * 8 + j];
          once = Math.fma(a[i * 8 + k], b[k * 8 + j], once);
        }
        rounded[i * 8 + j] = plain;
        fused[i * 8 + j] = once;
      }
    }
    assertArrayEquals(rounded, run(DeviceProfile.STRICT, a, b));
    assertArrayEquals(fused, run(DeviceProfile.APPLE_GPU, a, b));
  }

  @Test
  void everyElementHasOneLane() {
    Set<Integer> seen = new HashSet<>();
    for (int lane = 0; lane < 32; lane++) {
      for (int element = 0; element < 2; element++) {
        seen.add(Matrix8x8.row(lane) * 8 + Matrix8x8.column(lane, element));
      }
    }
    assertEquals(64, seen.size());
    assertEquals(0, Matrix8x8.row(1));
    assertEquals(2, Matrix8x8.column(1, 0));
    assertEquals(1, Matrix8x8.row(2));
    assertEquals(4, Matrix8x8.column(8, 0));
    assertEquals(4, Matrix8x8.row(16));
  }

  @Test
  void threadElementsAreTheLanesOwn() {
    String text =
        """
        kernel void k(device float* r, uint l [[thread_index_in_simdgroup]]) {
          simdgroup_half8x8 m;
          m.thread_elements()[0] = (half)(l * 2);
          m.thread_elements()[1] = (half)(l * 2 + 1);
          simdgroup_float8x8 one, z;
          one.thread_elements()[0] = 0.0f;
          one.thread_elements()[1] = 0.0f;
          simdgroup_multiply_accumulate(z, m, m, one);
          r[l*2] = m.thread_elements()[0];
          r[l*2+1] = m.thread_elements()[l % 2];
        }
        """;
    float[] got = Sim.ran(text, 1, 32, BufferArgument.out(0, ElementType.FLOAT32, 64)).toFloats();
    assertEquals(62, got[62]);
    assertEquals(63, got[63]);
    assertEquals(60, got[61]);
  }
}
