package winofuzz.compiler.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.ir.AxisRole;
import winofuzz.ir.AxisType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Splitting ranges by remainder, merging neighbours, listing them flat. */
class RangePassesTest {

  private static String axes(UOp kernel) {
    return AxisOrder.describe(AxisOrder.of(kernel));
  }

  private static UOp storeIndex(UOp kernel) {
    return kernel.src(0).src(0).src(1);
  }

  // *** split

  @Test
  void aRangeIsSplitWhereItsRemainderIsTaken() {
    UOp r = Kernels.range(3, 12, AxisType.LOOP, AxisRole.OUT_Y);
    UOp kernel =
        Kernels.kernel(r, Kernels.load(1, r.modulo(4)).plus(Kernels.load(2, r.divide(4))), r);
    UOp split = SplitRanges.apply(kernel, Rewriter.PLAIN);
    assertEquals("L3.0=3 L3.1=4", axes(split));
    List<UOp> parts = AxisOrder.of(split);
    parts.forEach(p -> assertEquals(AxisRole.OUT_Y, p.axis().role()));
    UOp sum = split.src(0).src(1);
    assertSame(parts.get(1), sum.src(0).src(0).src(1), "the remainder is the inner part");
    assertSame(parts.get(0), sum.src(1).src(0).src(1), "the quotient is the outer part");
    assertEquals(
        IndexValues.all(storeIndex(kernel), List.of(r)), IndexValues.all(storeIndex(split), parts));
  }

  @Test
  void aPartIsSplitAgain() {
    UOp r = Kernels.loop(0, 24);
    UOp kernel =
        Kernels.kernel(r, Kernels.load(1, r.modulo(12)).plus(Kernels.load(2, r.modulo(4))), r);
    // The first remainder that is met decides; the other is taken of a part.
    assertEquals("L0.0=2 L0.1.0=3 L0.1.1=4", axes(SplitRanges.apply(kernel, Rewriter.PLAIN)));
  }

  @Test
  void anUnevenDivisorSplitsNothing() {
    UOp r = Kernels.loop(0, 12);
    UOp kernel = Kernels.kernel(r, Kernels.load(1, r.modulo(5)), r);
    assertSame(kernel, SplitRanges.apply(kernel, Rewriter.PLAIN));
  }

  // *** merge

  private static UOp merged(UOp kernel) {
    return MergeRanges.apply(kernel, Rewriter.PLAIN);
  }

  @Test
  void rangesThatWalkMemoryTogetherBecomeOne() {
    UOp kernel = Kernels.elementwise(3, 5, 7);
    assertEquals("L0=105", axes(merged(kernel)));
    assertSame(
        AxisOrder.of(merged(kernel)).getFirst(), storeIndex(merged(kernel)), "no division is left");
  }

  @Test
  void aTransposeKeepsItsRanges() {
    UOp i = Kernels.loop(0, 4);
    UOp j = Kernels.loop(1, 6);
    UOp kernel = Kernels.kernel(i.times(6).plus(j), Kernels.load(1, j.times(4).plus(i)), i, j);
    assertEquals("L0=4 L1=6", axes(merged(kernel)));
  }

  @Test
  void onlyNeighboursThatWalkTogetherAreMerged() {
    UOp i = Kernels.loop(0, 4);
    UOp j = Kernels.loop(1, 6);
    UOp k = Kernels.loop(2, 5);
    UOp value =
        Kernels.load(1, i.times(30).plus(j.times(5)).plus(k))
            .plus(Kernels.load(2, j.times(5).plus(k)));
    UOp kernel = Kernels.kernel(i.times(30).plus(j.times(5)).plus(k), value, i, j, k);
    assertEquals("L0=4 L1=30", axes(merged(kernel)));
  }

  @Test
  void rangesOfAReductionAreMergedToo() {
    UOp i = Kernels.loop(0, 4);
    UOp r = Kernels.reduced(1, 6);
    UOp s = Kernels.reduced(2, 5);
    UOp sum = Kernels.load(1, i.times(30).plus(r.times(5)).plus(s)).reduce(Op.ADD, List.of(r, s));
    assertEquals("L0=4 R1=30", axes(merged(Kernels.kernel(i, sum, i))));
  }

  @Test
  void rangesThatDifferInTheReductionsTheyAreOpenInStayApart() {
    UOp i = Kernels.loop(0, 4);
    UOp j = Kernels.loop(1, 6);
    UOp r = Kernels.reduced(2, 8);
    UOp inner = Kernels.load(1, i.times(8).plus(r)).reduce(Op.ADD, List.of(r));
    UOp kernel =
        Kernels.kernel(i.times(6).plus(j), inner.plus(Kernels.load(2, i.times(6).plus(j))), i, j);
    assertEquals("L0=4 L1=6 R2=8", axes(merged(kernel)));
  }

  // *** flat lists

  @Test
  void closedExpressionsAreListedByTheirRanges() {
    UOp a = Kernels.loop(0, 4);
    UOp b = Kernels.loop(1, 2);
    UOp c = Kernels.loop(2, 3);
    UOp index = a.times(6).plus(b.times(3)).plus(c);
    UOp kernel = Kernels.kernel(index, Kernels.load(1, index), a.times(2).plus(b), c, b);
    UOp store = flat(kernel).src(0);
    assertEquals(List.of(a, b, c), store.srcFrom(2));
    assertSame(flat(kernel), flat(flat(kernel)));
  }

  private static UOp flat(UOp graph) {
    return Rewriter.PLAIN.rewrite(graph, FlattenRanges.RULES);
  }
}
