package winofuzz.bounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static winofuzz.bounds.Kernels.bounds;
import static winofuzz.bounds.Kernels.loop;
import static winofuzz.bounds.Kernels.memory;
import static winofuzz.bounds.Kernels.pointer;
import static winofuzz.bounds.Kernels.position;
import static winofuzz.bounds.Kernels.read;

import java.util.List;
import org.junit.jupiter.api.Test;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** What is wrong on a large launch is refuted by a thread, what is right is proven. */
final class ProgramBoundsTest {
  private static final DType INT = DType.INT32;
  private static final int WIDE = 1 << 16;
  private static final UOp ROW = position("gidx1", INT, WIDE);
  private static final UOp COLUMN = position("gidx0", INT, WIDE);
  private static final UOp LANE = position("lidx0", INT, 4);

  private static UOp number(long value) {
    return UOp.constant(INT, value);
  }

  private static UOp wide(UOp value) {
    return value.cast(DType.INT64);
  }

  private static void refuted(BoundsFault fault, String text, UOp... values) {
    List<Counterexample> violations = bounds(values).violations();
    assertTrue(
        violations.stream().anyMatch(v -> v.fault() == fault && v.toString().equals("k: " + text)),
        () -> "expected " + text + ", found " + violations);
  }

  private static void proven(UOp... values) {
    ProgramBounds bounds = bounds(values);
    assertTrue(bounds.areSafe(), bounds::toString);
  }

  /** Rows of 2^16 elements: the last ones begin beyond 2^31. */
  @Test
  void anIndexThatOverflowsIsRefutedAndOneOf64BitsProven() {
    UOp memory = memory((long) WIDE * WIDE);
    refuted(
        BoundsFault.OVERFLOW,
        "integer overflow: MUL of 4294901760 is no int32, at gidx1=65535",
        read(pointer(memory, ROW.times(WIDE).plus(COLUMN))));
    UOp index = wide(ROW).times(WIDE).plus(wide(COLUMN));
    proven(read(pointer(memory, index)));
  }

  @Test
  void theCornerThatIsOneTooFarIsRefuted() {
    UOp index = wide(ROW).times(WIDE).plus(wide(COLUMN));
    refuted(
        BoundsFault.INDEX,
        "index outside of its memory: 4294967295 of data0, which has 4294967295 elements,"
            + " at gidx0=65535, gidx1=65535",
        read(pointer(memory((long) WIDE * WIDE - 1), index)));
    refuted(
        BoundsFault.INDEX,
        "index outside of its memory: -1 of data0, which has 4294967296 elements,"
            + " at gidx0=0, gidx1=0",
        read(pointer(memory((long) WIDE * WIDE), index.plus(-1))));
  }

  /** Four lanes overrun rows of 2^16 + 2 elements; the gate keeps them out. */
  @Test
  void aMissingGateIsRefutedAndTheGateProven() {
    long rows = 50_000;
    long width = 4L * WIDE - 2;
    UOp row = position("gidx1", INT, rows);
    UOp column = COLUMN.times(4).plus(LANE);
    UOp index = wide(row).times(width).plus(wide(column));
    UOp gate = column.lessThan(width);
    proven(read(pointer(memory(rows * width), index, gate)));
    refuted(
        BoundsFault.INDEX,
        "index outside of its memory: 13107100001 of data0, which has 13107100000 elements,"
            + " at gidx0=65535, gidx1=49999, lidx0=3",
        read(pointer(memory(rows * width), index)));
    UOp tooWide = column.lessThan(width + 1);
    assertEquals(
        1, bounds(read(pointer(memory(rows * width), index, tooWide))).violations().size());
  }

  @Test
  void aDivisorThatMayBeZeroIsRefuted() {
    refuted(
        BoundsFault.DIVISOR,
        "division by zero: IDIV by 0, at gidx0=32768",
        ROW.alu(Op.IDIV, COLUMN.plus(-32768)));
    assertEquals(
        0, bounds(ROW.alu(Op.IDIV, COLUMN.plus(1))).violations().size(), "a divisor above zero");
  }

  @Test
  void aShiftTooFarIsRefuted() {
    UOp by = loop(0, INT, 40);
    refuted(
        BoundsFault.SHIFT,
        "shift by more than the type has bits: SHR of int32 by 39, at ridx0=39",
        ROW.alu(Op.SHR, by));
  }

  @Test
  void aLaunchOverTheLimitIsRefuted() {
    UOp x = position("lidx0", INT, 64);
    proven(x.plus(position("lidx1", INT, 16)));
    refuted(
        BoundsFault.LAUNCH,
        "launch over the limit: 1088 threads per threadgroup, at most 1024",
        x.plus(position("lidx1", INT, 17)));
    refuted(
        BoundsFault.LAUNCH,
        "launch over the limit: gidx0 has an extent of 3000000000",
        position("gidx0", DType.INT64, 3_000_000_000L));
  }

  /** A division by 5 as compilers write it: a product and a shift, right for 22 bits. */
  @Test
  void aDivisionByMultiplicationIsKnown() {
    long extent = 1_310_720;
    UOp x = position("gidx0", INT, extent);
    UOp quotient = wide(x).times(838_861).alu(Op.SHR, UOp.constant(DType.INT64, 22)).cast(INT);
    UOp rest = x.plus(quotient.times(-5));
    proven(read(pointer(memory(5), rest)));
    refuted(
        BoundsFault.INDEX,
        "index outside of its memory: 4 of data0, which has 4 elements, at gidx0=1310719",
        read(pointer(memory(4), rest)));
  }

  @Test
  void anIndexThatIsLoadedIsNotDecided() {
    UOp loaded = UOp.of(Op.CAST, INT, read(pointer(memory(1), number(0))));
    ProgramBounds bounds = bounds(read(pointer(memory(8), loaded)));
    assertEquals(List.of(), bounds.violations());
    assertEquals(1, bounds.undecided().size(), bounds::toString);
  }
}
