package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;

/** Threadgroup memory, barriers, positions and atomics. */
final class ThreadgroupTest {

  @Test
  void threadsShareMemoryAcrossABarrier() {
    String text =
        """
        kernel void k(device int* r, uint3 gid [[threadgroup_position_in_grid]],
                      uint3 lid [[thread_position_in_threadgroup]]) {
          threadgroup __attribute__((aligned(16))) int t[8];
          *(t+lid.x) = gid.x * 100 + lid.x;
          threadgroup_barrier(mem_flags::mem_threadgroup);
          r[gid.x * 8 + lid.x] = t[7 - lid.x];
        }
        """;
    int[] got = Sim.ints(Sim.ran(text, 50, 8, BufferArgument.out(0, ElementType.INT32, 400)));
    int[] expected = IntStream.range(0, 400).map(i -> i / 8 * 100 + 7 - i % 8).toArray();
    assertArrayEquals(expected, got);
  }

  @Test
  void aTreeReductionInALoop() {
    String text =
        """
        kernel void k(device float* r, device float* a, uint i [[thread_position_in_grid]],
                      uint l [[thread_index_in_threadgroup]], uint g [[threadgroup_position_in_grid]]) {
          threadgroup float t[64];
          t[l] = a[i];
          for (uint s = 32; s > 0; s >>= 1) {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            if (l < s) { t[l] += t[l + s]; }
          }
          if (l == 0) { r[g] = t[0]; }
        }
        """;
    float[] values = new float[256];
    Arrays.fill(values, 0.5f);
    values[70] = 3;
    float[] got =
        Sim.ran(
                text,
                4,
                64,
                BufferArgument.out(0, ElementType.FLOAT32, 4),
                BufferArgument.in(1, Buffer.ofFloats(values)))
            .toFloats();
    assertArrayEquals(new float[] {32, 34.5f, 32, 32}, got);
  }

  @Test
  void everyPositionAttribute() {
    String text =
        """
        kernel void k(device uint* r, uint3 gp [[thread_position_in_grid]],
            ushort3 tp [[thread_position_in_threadgroup]], uint ti [[thread_index_in_threadgroup]],
            uint3 gg [[threadgroup_position_in_grid]], uint3 ng [[threadgroups_per_grid]],
            uint2 nt [[threads_per_threadgroup]], uint3 all [[threads_per_grid]],
            uint sl [[thread_index_in_simdgroup]], uint sg [[simdgroup_index_in_threadgroup]],
            uint w [[threads_per_simdgroup]], uint ns [[simdgroups_per_threadgroup]]) {
          if (gp.x == 11 && gp.y == 5) {
            r[0] = tp.x; r[1] = tp.y; r[2] = ti; r[3] = gg.x; r[4] = gg.y; r[5] = ng.x;
            r[6] = nt.y; r[7] = all.x; r[8] = sl; r[9] = sg; r[10] = w; r[11] = ns;
          }
        }
        """;
    Buffer got =
        Sim.output(
            Sim.run(
                SimOptions.DEFAULT,
                text,
                Extent.of(2, 1, 1),
                Extent.of(8, 6, 1),
                BufferArgument.out(0, ElementType.UINT32, 12)));
    assertArrayEquals(new int[] {3, 5, 43, 1, 0, 2, 6, 16, 11, 1, 32, 2}, Sim.ints(got));
  }

  @Test
  void atomicsAddUpOverTheGrid() {
    String text =
        """
        kernel void k(device atomic_int* sum, device atomic_uint* most,
                      uint i [[thread_position_in_grid]]) {
          atomic_fetch_add_explicit(sum, (int)i, memory_order_relaxed);
          atomic_fetch_max_explicit(&most[0], i * 3, memory_order_relaxed);
        }
        """;
    var outcome =
        Sim.run(
            text,
            10,
            10,
            BufferArgument.inout(0, Buffer.ofInts(5)),
            BufferArgument.inout(1, Buffer.zeros(ElementType.UINT32, 1)));
    assertArrayEquals(new int[] {4955}, Sim.ints(Sim.output(outcome)));
    winofuzz.metal.Outcome.Ran ran = (winofuzz.metal.Outcome.Ran) outcome;
    assertEquals(297, Objects.requireNonNull(ran.outputs().get(1)).number(0));
  }

  @Test
  void simdgroupsShuffleAndReduce() {
    String text =
        """
        kernel void k(device int* r, uint i [[thread_position_in_grid]],
                      ushort l [[thread_index_in_simdgroup]]) {
          int v = i;
          r[i*8] = simd_sum(v);
          r[i*8+1] = simd_shuffle_xor(v, 1);
          r[i*8+2] = simd_shuffle_down(v, 2);
          r[i*8+3] = simd_shuffle_up(v, 1);
          r[i*8+4] = simd_broadcast(v, 5);
          r[i*8+5] = simd_max(v);
          r[i*8+6] = simd_prefix_exclusive_sum(v);
          r[i*8+7] = simd_any(v == 40) + 2 * simd_all(v >= 32);
        }
        """;
    int[] got = Sim.ints(Sim.ran(text, 1, 64, BufferArgument.out(0, ElementType.INT32, 512)));
    int[] of33 = Arrays.copyOfRange(got, 33 * 8, 34 * 8);
    int sum = IntStream.range(32, 64).sum();
    assertArrayEquals(new int[] {sum, 32, 35, 32, 37, 63, 32, 3}, of33);
    int[] of63 = Arrays.copyOfRange(got, 63 * 8, 64 * 8);
    assertArrayEquals(new int[] {sum, 62, 63, 62, 37, 63, sum - 63, 3}, of63);
  }
}
