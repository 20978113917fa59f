package winofuzz.compiler.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Reductions that need no loop. */
class SimplifyReducesTest {
  private static final UOp I = Kernels.loop(0, 10);
  private static final UOp R = Kernels.reduced(1, 12);

  /** What becomes of a value folded over R and stored at I. */
  private static UOp simplified(UOp value, Op fold) {
    UOp kernel = Kernels.kernel(I, value.reduce(fold, List.of(R)), I);
    return SimplifyReduces.apply(kernel, Rewriter.PLAIN).src(0).src(1);
  }

  private static UOp real(long value) {
    return UOp.constant(DType.FLOAT32, value);
  }

  @Test
  void aSumOverNothingIsAMultiple() {
    UOp x = Kernels.load(1, I);
    assertSame(x.times(UOp.index(12).cast(DType.FLOAT32)), simplified(x, Op.ADD));
  }

  @Test
  void aProductOverNothingIsAPower() {
    UOp x = Kernels.load(1, I);
    assertSame(x.alu(Op.POW, UOp.index(12).cast(DType.FLOAT32)), simplified(x, Op.MUL));
  }

  @Test
  void aMaximumOverNothingIsTheValue() {
    UOp x = Kernels.load(1, I);
    assertSame(x, simplified(x, Op.MAX));
  }

  @Test
  void rangesThatAreUsedRemain() {
    UOp s = Kernels.reduced(2, 5);
    UOp x = Kernels.load(1, I.times(12).plus(R));
    UOp kernel = Kernels.kernel(I, x.reduce(Op.ADD, List.of(R, s)), I);
    UOp value = SimplifyReduces.apply(kernel, Rewriter.PLAIN).src(0).src(1);
    assertSame(x.reduce(Op.ADD, List.of(R)).times(UOp.index(5).cast(DType.FLOAT32)), value);
  }

  @Test
  void aCountIsConstant() {
    assertSame(real(10), simplified(R.lessThan(5).where(real(2), real(0)), Op.ADD));
    assertSame(real(14), simplified(R.lessThan(5).where(real(0), real(2)), Op.ADD));
  }

  @Test
  void theElementThatIsPickedIsLoadedAtOnce() {
    UOp x = Kernels.load(1, R);
    UOp picked = simplified(I.notEqual(R).where(real(0), x), Op.ADD);
    assertSame(Kernels.buffer(1, DType.FLOAT32, 12).at(I).load(), picked);
  }

  @Test
  void whatIsLoadedAndSummedKeepsItsLoop() {
    UOp x = Kernels.load(1, I.times(12).plus(R));
    assertTrue(simplified(x, Op.ADD).is(Op.REDUCE));
  }

  @Test
  void aSumWithinASumIsLeftToTheInnerOne() {
    UOp s = Kernels.reduced(2, 5);
    UOp inner = Kernels.load(1, R.times(5).plus(s)).reduce(Op.ADD, List.of(s));
    assertTrue(simplified(inner, Op.ADD).is(Op.REDUCE));
  }

  /** Sums of a value below a slanted line, against adding up. */
  @Property(tries = 200)
  void aClosedFormGivesTheSum(
      @ForAll @IntRange(min = -3, max = 3) int perRange,
      @ForAll @IntRange(min = -3, max = 3) int perRow,
      @ForAll @IntRange(min = -20, max = 40) int limit,
      @ForAll boolean below) {
    UOp line = R.times(perRange).plus(I.times(perRow));
    UOp two = UOp.constant(DType.INT32, 2);
    UOp zero = two.constLike(0);
    UOp isBelow = line.lessThan(limit);
    UOp value = below ? isBelow.where(two, zero) : isBelow.where(zero, two);
    UOp sum = simplified(value, Op.ADD);
    if (sum.toposort().stream().anyMatch(u -> u.is(Op.REDUCE))) {
      assertTrue(perRange != 1, "a sum up to a limit has a closed form");
      return;
    }
    for (long i = 0; i < 10; i++) {
      long expected = 0;
      for (long r = 0; r < 12; r++) {
        expected += (perRange * r + perRow * i < limit) == below ? 2 : 0;
      }
      assertEquals(expected, IndexValues.at(sum, Map.of(I, i)));
    }
  }
}
