package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import winofuzz.metal.FieldLaunch.FieldArgument;
import winofuzz.metal.FieldOutcome;
import winofuzz.metal.Violation;

/** Threads that work together on elements of the prime field, and kernels that do. */
final class FieldGroupTest {

  @Test
  void matricesAreMultiplied() {
    long[] a = FieldSim.random(8, 64);
    long[] b = FieldSim.random(9, 64);
    FieldOutcome.Ran ran =
        FieldSim.ran(
            """
            kernel void k(device float* r, device float* second, device const half* a,
                          device const half* b, uint s [[simdgroup_index_in_threadgroup]],
                          uint i [[thread_position_in_grid]]) {
              simdgroup_half8x8 x, y;
              simdgroup_float8x8 z = make_filled_simdgroup_matrix<float, 8, 8>(3.0f);
              simdgroup_load(x, a, 8);
              simdgroup_load(y, b, 8);
              for (int j = 0; j < 2; j++) { simdgroup_multiply_accumulate(z, x, y, z); }
              simdgroup_store(z, r + 128*s, 8);
              simdgroup_multiply(z, x, y);
              simdgroup_store(z, r + 128*s + 64, 8);
              second[i] = z.thread_elements()[1];
            }
            """,
            1,
            64,
            FieldArgument.writtenOnce(0, 256),
            FieldArgument.writtenOnce(1, 64),
            FieldArgument.in(2, 1, a),
            FieldArgument.in(3, 1, b));
    assertEquals(Map.of(0, 2, 1, 2), ran.degrees());
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 8; j++) {
        BigInteger sum = BigInteger.ZERO;
        for (int k = 0; k < 8; k++) {
          sum =
              sum.add(BigInteger.valueOf(a[i * 8 + k]).multiply(BigInteger.valueOf(b[k * 8 + j])));
        }
        BigInteger twice = sum.shiftLeft(1).add(BigInteger.valueOf(3));
        for (int at = i * 8 + j; at < 256; at += 128) {
          assertEquals(FieldSim.residue(twice), ran.residues(0)[at]);
          assertEquals(FieldSim.residue(sum), ran.residues(0)[64 + at]);
        }
      }
    }
  }

  @Test
  void simdgroupsCombineTheLanesThatTakePart() {
    long[] a = FieldSim.random(11, 8);
    FieldOutcome.Ran ran =
        FieldSim.ran(
            """
            kernel void k(device float* r, device const float* a,
                          uint i [[thread_position_in_grid]]) {
              if (i != 2) {
                r[i] = simd_sum(a[i]);
                r[8+i] = simd_product(a[i]);
                r[16+i] = simd_prefix_inclusive_sum(a[i]);
                r[24+i] = simd_prefix_exclusive_sum(a[i]);
                r[32+i] = simd_broadcast(a[i], 5);
              }
            }
            """,
            1,
            8,
            FieldArgument.inout(0, 0, new long[40]),
            FieldArgument.in(1, 1, a));
    long sum = 0;
    long product = 1;
    long[] expected = new long[40];
    for (int i = 0; i < 8; i++) {
      if (i != 2) {
        expected[24 + i] = sum;
        sum = FieldSim.sum(sum, a[i]);
        product = FieldSim.product(product, a[i]);
        expected[16 + i] = sum;
        expected[32 + i] = a[5];
      }
    }
    for (int i = 0; i < 8; i++) {
      expected[i] = i == 2 ? 0 : sum;
      expected[8 + i] = i == 2 ? 0 : product;
    }
    assertArrayEquals(expected, ran.residues(0));
  }

  private static final String FILTER =
      """
      kernel void k(device half* u, device const half* g) {
        u[0] = g[0]*0.25f;
        u[1] = (g[0] + g[1] + g[2])*-0.16666667f;
        u[2] = (g[0] - g[1] + g[2])*-0.16666666666666666f;
        u[3] = g[0]*0.041666668f + g[1]*0.083333336f + g[2]*0.16666667f;
        u[4] = g[0]*0.041666668f - g[1]*0.083333336f + g[2]*0.16666667f;
        u[5] = g[2];
      }
      """;

  private static final String TILE =
      """
      kernel void k(device float* y, device const half* u, device const float* d) {
        float m0 = (4*d[0] - 5*d[2] + d[4])*u[0];
        float m1 = (-4*d[1] - 4*d[2] + d[3] + d[4])*u[1];
        float m2 = (4*d[1] - 4*d[2] - d[3] + d[4])*u[2];
        float m3 = (-2*d[1] - d[2] + 2*d[3] + d[4])*u[3];
        float m4 = (2*d[1] - d[2] - 2*d[3] + d[4])*u[4];
        float m5 = (4*d[1] - 5*d[3] + d[5])*u[5];
        y[0] = m0 + m1 + m2 + m3 + m4;
        y[1] = m1 - m2 + 2*(m3 - m4);
        y[2] = m1 + m2 + 4*(m3 + m4);
        y[3] = m1 - m2 + 8*(m3 - m4) + m5;
      }
      """;

  private static FieldOutcome.Ran winograd(String filter, long[] g, long[] d) {
    FieldOutcome.Ran u =
        FieldSim.ran(filter, 1, 1, FieldArgument.writtenOnce(0, 6), FieldArgument.in(1, 1, g));
    int degree = Objects.requireNonNull(u.degrees().get(0));
    assertEquals(1, degree);
    return FieldSim.ran(
        TILE,
        1,
        1,
        FieldArgument.writtenOnce(0, 4),
        FieldArgument.in(1, degree, u.residues(0)),
        FieldArgument.in(2, 1, d));
  }

  @Test
  void winogradIsTheConvolutionAndOneWrongConstantIsNot() {
    long[] g = FieldSim.random(12, 3);
    long[] d = FieldSim.random(13, 6);
    FieldOutcome.Ran ran = winograd(FILTER, g, d);
    assertEquals(Map.of(0, 2), ran.degrees());
    long[] expected = new long[4];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 3; j++) {
        expected[i] = FieldSim.sum(expected[i], FieldSim.product(d[i + j], g[j]));
      }
    }
    assertArrayEquals(expected, ran.residues(0));
    long[] wrong =
        winograd(FILTER.replace("g[2]*0.16666667f;\n  u[4]", "g[2]*0.16666f;\n  u[4]"), g, d)
            .residues(0);
    assertFalse(Arrays.equals(expected, wrong));
  }

  @Test
  void threadgroupMemoryIsShared() {
    long[] a = FieldSim.random(10, 64);
    String text =
        """
        kernel void k(device float* r, device const float* a,
                      uint i [[thread_position_in_grid]],
                      uint l [[thread_position_in_threadgroup]]) {
          threadgroup half tile[32];
          tile[l] = a[i]*a[i];
          BARRIER
          r[i] = tile[31-l] - simd_sum(tile[l]);
        }
        """;
    FieldArgument[] arguments = {FieldArgument.out(0, 64), FieldArgument.in(1, 1, a)};
    FieldOutcome.Ran ran =
        FieldSim.ran(
            text.replace("BARRIER", "threadgroup_barrier(mem_flags::mem_threadgroup);"),
            2,
            32,
            arguments);
    assertEquals(Map.of(0, 2), ran.degrees());
    for (int i = 0; i < 64; i++) {
      long sum = 0;
      for (int j = i / 32 * 32; j < i / 32 * 32 + 32; j++) {
        sum = FieldSim.sum(sum, FieldSim.product(a[j], a[j]));
      }
      int other = i / 32 * 32 + 31 - i % 32;
      assertEquals(FieldSim.sum(FieldSim.product(a[other], a[other]), -sum), ran.residues(0)[i]);
    }
    assertEquals(
        Violation.Kind.RACE_IN_THREADGROUP,
        FieldSim.trapped(text.replace("BARRIER", ""), 2, 32, arguments).getFirst().kind());
  }

  @Test
  void threadgroupMemoryHasTheBytesOfTheText() {
    String text =
        """
        kernel void k(device TYPE* r, uint i [[thread_position_in_grid]]) {
          threadgroup TYPE tile[8192];
          tile[i] = 1;
          r[i] = tile[i];
        }
        """;
    assertArrayEquals(
        new long[] {1},
        FieldSim.ran(text.replace("TYPE", "float"), 1, 1, FieldArgument.out(0, 1)).residues(0));
    assertArrayEquals(
        new long[] {1},
        FieldSim.ran(
                text.replace("TYPE", "half").replace("8192", "16384"),
                1,
                1,
                FieldArgument.out(0, 1))
            .residues(0));
    Violation violation =
        FieldSim.trapped(
                text.replace("TYPE", "float").replace("8192", "8193"),
                1,
                1,
                FieldArgument.out(0, 1))
            .getFirst();
    assertEquals(Violation.Kind.TOO_MUCH_THREADGROUP_MEMORY, violation.kind());
  }
}
