package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.ElementType;
import winofuzz.metal.Outcome;
import winofuzz.metal.Violation;

/** Which barrier orders what, in threadgroups of every size up to 100 threads. */
final class BarrierTest {

  private static final int MOST_THREADS = 100;

  /** Flags, and the memory that they order. */
  enum Flags {
    NONE("mem_flags::mem_none", false, false),
    DEVICE("mem_flags::mem_device", true, false),
    THREADGROUP("mem_flags::mem_threadgroup", false, true),
    BOTH("mem_flags::mem_device | mem_flags::mem_threadgroup", true, true);

    private final String text;
    private final boolean device;
    private final boolean threadgroup;

    Flags(String text, boolean device, boolean threadgroup) {
      this.text = text;
      this.device = device;
      this.threadgroup = threadgroup;
    }
  }

  /** Each thread reads, behind a barrier, what one at a distance below it wrote. */
  private static Outcome exchange(String barrier, boolean device, int threads, int distance) {
    String memory = device ? "both" : "shared";
    String text =
        """
        kernel void k(device int* out, device int* both, uint l [[thread_index_in_threadgroup]]) {
          threadgroup int shared[100];
          %s[l] = l;
          %s;
          out[l] = %s[l < %d ? l : l - %d];
        }
        """
            .formatted(memory, barrier, memory, distance, distance);
    return Sim.run(
        text,
        1,
        threads,
        BufferArgument.writtenOnce(0, ElementType.INT32, threads),
        BufferArgument.inout(1, Buffer.ofInts(new int[MOST_THREADS])));
  }

  private static void check(String what, boolean ordered, int threads, int distance, Outcome got) {
    String message = "%s, %d threads, distance %d: %s".formatted(what, threads, distance, got);
    if (ordered) {
      Outcome.Ran ran = assertInstanceOf(Outcome.Ran.class, got, message);
      assertEquals(List.of(), ran.warnings(), message);
      return;
    }
    Outcome.Trapped trapped = assertInstanceOf(Outcome.Trapped.class, got, message);
    Violation first = trapped.violations().getFirst();
    assertEquals(Violation.Kind.RACE_IN_THREADGROUP, first.kind(), message);
    assertEquals(7, first.line(), message);
    Violation.Access other = first.other();
    assertEquals(5, other == null ? 0 : other.line(), message);
    assertEquals(distance, first.thread().x() - (other == null ? 0 : other.thread().x()), message);
  }

  @ParameterizedTest
  @EnumSource
  void threadgroupBarriersOrderTheMemoryOfTheirFlags(Flags flags) {
    String barrier = "threadgroup_barrier(" + flags.text + ")";
    for (int threads = 1; threads <= MOST_THREADS; threads++) {
      for (int distance : new int[] {1, 31, 32}) {
        boolean alone = threads <= distance;
        check(
            barrier,
            alone || flags.threadgroup,
            threads,
            distance,
            exchange(barrier, false, threads, distance));
        check(
            barrier + " device",
            alone || flags.device,
            threads,
            distance,
            exchange(barrier, true, threads, distance));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void simdgroupBarriersOrderTheMemoryOfTheirFlagsWithinASimdgroup(Flags flags) {
    String barrier = "simdgroup_barrier(" + flags.text + ")";
    for (int threads = 1; threads <= MOST_THREADS; threads++) {
      for (int distance : new int[] {1, 31, 32}) {
        // Threads at that distance are in one simdgroup, unless a boundary lies between them.
        boolean alone = threads <= distance;
        boolean within = threads <= 32;
        check(
            barrier,
            alone || (within && flags.threadgroup),
            threads,
            distance,
            exchange(barrier, false, threads, distance));
        check(
            barrier + " device",
            alone || (within && flags.device),
            threads,
            distance,
            exchange(barrier, true, threads, distance));
      }
    }
  }

  @Test
  void aSimdgroupHasTheLanesThatExist() {
    for (int threads = 1; threads <= MOST_THREADS; threads++) {
      String text =
          """
          kernel void k(device int* out, uint l [[thread_index_in_threadgroup]]) {
            threadgroup int shared[100];
            shared[l] = l;
            if (l / 32 == %d) { simdgroup_barrier(mem_flags::mem_threadgroup); }
            out[l] = l / 32 == %d ? shared[l / 8 * 8] : 0;
          }
          """
              .formatted(threads / 33, threads / 33);
      Sim.ran(text, 1, threads, BufferArgument.out(0, ElementType.INT32, threads));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 31, 32, 33, 48, 64})
  void aSimdgroupBarrierThatALaneMissesIsReported(int threads) {
    String text =
        """
        kernel void k(device int* out, uint l [[thread_index_in_threadgroup]]) {
          if (l != %d) { simdgroup_barrier(mem_flags::mem_none); }
          out[l] = 0;
        }
        """
            .formatted((threads - 1) / 32 * 32 == threads - 1 ? 0 : threads - 1);
    List<Violation> found =
        Sim.trapped(text, 1, threads, BufferArgument.out(0, ElementType.INT32, threads));
    assertEquals(Violation.Kind.DIVERGENT_SIMDGROUP, found.getFirst().kind());
    assertEquals(4, found.getFirst().line());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "simd_shuffle_down(x, 16)",
        "simd_shuffle_xor(x, 16)",
        "simd_shuffle(x, ushort(l + 16))",
        "simd_shuffle_rotate_down(x, 16)",
        "simd_shuffle_and_fill_down(x, 1, 16)",
        "simd_broadcast(x, 20)"
      })
  void shufflesFromLanesThatDoNotExistAreReported(String shuffle) {
    String text =
        """
        kernel void k(device int* out, uint l [[thread_index_in_threadgroup]]) {
          int x = l;
          out[l] = %s;
        }
        """
            .formatted(shuffle);
    List<Violation> found = Sim.trapped(text, 1, 20, BufferArgument.out(0, ElementType.INT32, 20));
    assertEquals(Violation.Kind.DIVERGENT_SIMDGROUP, found.getFirst().kind());
    assertEquals(5, found.getFirst().line());
    assertEquals(shuffle.startsWith("simd_broadcast") ? 0 : 4, found.getFirst().thread().x());
  }

  @Test
  void shufflesFillFromTheOtherEnd() {
    String text =
        """
        kernel void k(device int* out, uint l [[thread_index_in_threadgroup]]) {
          int x = l, fill = 100 + l;
          out[l] = simd_shuffle_and_fill_down(x, fill, 3);
          out[l + 32] = simd_shuffle_and_fill_up(x, fill, 3);
          out[l + 64] = simd_shuffle_and_fill_down(x, fill, 3, 8);
          out[l + 96] = simd_shuffle_and_fill_up(int2(x), int2(fill), 3, 8).y;
        }
        """;
    int[] got = Sim.ints(Sim.ran(text, 1, 32, BufferArgument.out(0, ElementType.INT32, 128)));
    int[] expected =
        IntStream.range(0, 128)
            .map(
                i -> {
                  int width = i < 64 ? 32 : 8;
                  int lane = i % 32;
                  int lowest = lane / width * width;
                  int from = lane - lowest + (i / 32 % 2 == 0 ? 3 : -3);
                  int wrapped = lowest + Math.floorMod(from, width);
                  return from >= 0 && from < width ? wrapped : 100 + wrapped;
                })
            .toArray();
    assertArrayEquals(expected, got);
  }
}
