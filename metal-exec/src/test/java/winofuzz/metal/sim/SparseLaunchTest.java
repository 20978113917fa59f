package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.SparseLaunch;
import winofuzz.metal.SparseLaunch.SparseBuffer;
import winofuzz.metal.SparseOutcome;
import winofuzz.metal.Violation;
import winofuzz.metal.WorkLimit;

/** One threadgroup of a launch whose memory nobody has. */
final class SparseLaunchTest {
  private static final long LENGTH = 3L << 32;

  /** Threadgroup 2^31 - 1 of it works on the elements from 2^33 - 4 on. */
  private static final String COPY =
      """
      kernel void k(device int* r, device const int* a, uint3 g [[threadgroup_position_in_grid]],
                    uint3 l [[thread_position_in_threadgroup]]) {
        long i = (long)g.x*4 + l.x;
        r[i] = a[i+OFFSET];
      }
      """;

  private static SparseOutcome run(String text, SparseBuffer... buffers) {
    return new SimDevice()
        .run(
            new SparseLaunch(
                "#include <metal_stdlib>\nusing namespace metal;\n" + text,
                "k",
                Extent.of(Integer.MAX_VALUE, 1, 1),
                Extent.of(4, 1, 1),
                List.of(buffers),
                Integer.MAX_VALUE - 1),
            WorkLimit.NONE);
  }

  private static SparseOutcome.Ran copied(String offset, long length) {
    return assertInstanceOf(
        SparseOutcome.Ran.class,
        run(
            COPY.replace("OFFSET", offset),
            SparseBuffer.out(0, ElementType.INT32, length),
            SparseBuffer.in(1, ElementType.INT32, LENGTH, element -> element % 1000)));
  }

  @Test
  void memoryHasItsContentsWhereItIsTouched() {
    long first = (Integer.MAX_VALUE - 1) * 4L;
    SortedMap<Long, Long> expected = new TreeMap<>();
    for (long i = first; i < first + 4; i++) {
      expected.put(i, (i + 5) % 1000);
    }
    SparseOutcome.Ran ran = copied("5", LENGTH);
    assertEquals(Map.of(0, expected), ran.written());
    assertEquals(List.of(), ran.violations());
  }

  @Test
  void whatLiesOutsideIsReported() {
    Violation read = copied(LENGTH + "L", LENGTH).violations().getFirst();
    assertEquals(Violation.Kind.READ_OUT_OF_BOUNDS, read.kind());
    assertEquals(Extent.of(Integer.MAX_VALUE - 1, 0, 0), read.threadgroup());
    assertEquals(
        LENGTH + (Integer.MAX_VALUE - 1) * 4L, Objects.requireNonNull(read.place()).element());
    Violation write = copied("0", 12).violations().getFirst();
    assertEquals(Violation.Kind.WRITE_OUT_OF_BOUNDS, write.kind());
  }

  @Test
  void partsOfElementsAreTouchedApart() {
    SparseOutcome outcome =
        run(
            """
            kernel void k(device ushort* r, device const uint* a,
                          uint3 l [[thread_position_in_threadgroup]]) {
              device const ushort* halves = (device const ushort*)a;
              r[l.x] = halves[6000000000L + l.x];
            }
            """,
            SparseBuffer.out(0, ElementType.UINT16, 4),
            SparseBuffer.in(1, ElementType.UINT32, LENGTH, element -> 0x10002L * (element % 9)));
    SparseOutcome.Ran ran = assertInstanceOf(SparseOutcome.Ran.class, outcome);
    long value = 3000000000L % 9;
    assertEquals(
        Map.of(
            0, new TreeMap<>(Map.of(0L, 2 * value, 1L, value, 2L, 2 * (value + 1), 3L, value + 1))),
        ran.written());
  }

  @Test
  void aThreadgroupThatTouchesTooMuchIsNotRunToItsEnd() {
    assertEquals(
        new SparseOutcome.NotRun("a threadgroup touches too much memory"),
        run(
            """
            kernel void k(device int* r, device const int* a) {
              int sum = 0;
              for (int i = 0; i < 1000000; i++) { sum += a[(long)i*1000]; }
              r[0] = sum;
            }
            """,
            SparseBuffer.out(0, ElementType.INT32, 1),
            SparseBuffer.in(1, ElementType.INT32, LENGTH, element -> 1)));
  }
}
