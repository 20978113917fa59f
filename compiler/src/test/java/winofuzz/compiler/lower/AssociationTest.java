package winofuzz.compiler.lower;

import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.UOp;

/** Sums and products of floats are associated as they read without parentheses. */
final class AssociationTest {
  private static final UOp INDEX = Kernels.range(0, 8, AxisType.GLOBAL);

  private static UOp load(int slot, DType type) {
    return Kernels.buffer(slot, type, 8).at(INDEX).load();
  }

  private static UOp load(int slot) {
    return load(slot, DType.FLOAT32);
  }

  private static UOp stored(UOp value) {
    UOp out = Kernels.buffer(0, value.dtype(), 8);
    return Kernels.sink(out.at(INDEX).store(value, List.of(INDEX)));
  }

  private static void becomes(UOp after, UOp before) {
    assertSame(stored(after), Association.apply(stored(before)));
  }

  @Test
  void aRightOperandIsTakenApart() {
    UOp a = load(1);
    UOp b = load(2);
    UOp c = load(3);
    UOp d = load(4);
    becomes(a.plus(b).plus(c), a.plus(b.plus(c)));
    becomes(a.times(b).times(c), a.times(b.times(c)));
    becomes(a.plus(b).plus(c).plus(d), a.plus(b.plus(c.plus(d))));
    becomes(a.plus(b).plus(c).plus(d), a.plus(b).plus(c.plus(d)));
  }

  @Test
  void whatHasAVariableOrAnotherOperationStays() {
    UOp a = load(1);
    UOp b = load(2);
    UOp sum = b.plus(load(3));
    becomes(a.plus(sum).times(sum), a.plus(sum).times(sum));
    becomes(a.plus(b.times(load(3))), a.plus(b.times(load(3))));
    becomes(a.times(sum), a.times(sum));
  }

  @Test
  void integersStay() {
    UOp a = load(1, DType.INT32);
    UOp sum = load(2, DType.INT32).plus(load(3, DType.INT32));
    becomes(a.plus(sum), a.plus(sum));
  }
}
