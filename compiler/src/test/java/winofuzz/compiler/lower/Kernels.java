package winofuzz.compiler.lower;

import java.util.List;
import winofuzz.ir.AddressSpace;
import winofuzz.ir.Arg;
import winofuzz.ir.Arg.LaneAxes;
import winofuzz.ir.Arg.LaneAxis;
import winofuzz.ir.AxisRole;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Small scheduled kernels to lower. */
public final class Kernels {
  private Kernels() {}

  public static UOp buffer(int slot, DType type, long size) {
    return UOp.of(Op.DEFINE_GLOBAL, type.pointer(AddressSpace.GLOBAL, size), new Arg.Slot(slot));
  }

  public static UOp range(int id, int size, AxisType type) {
    return UOp.range(UOp.index(size), new Arg.Axis(List.of(id), type, AxisRole.OTHER, true));
  }

  public static UOp sink(UOp store) {
    return UOp.sink(store).withArg(new Arg.KernelInfo("k", List.of(), true));
  }

  private static UOp kernel(UOp index, UOp value, UOp... ranges) {
    UOp out = buffer(0, value.dtype(), 1 + index.max());
    return sink(out.at(index).store(value, List.of(ranges)));
  }

  /** {@code out[i] = a[i] + b[i]} over 185 elements, unscheduled. */
  public static UOp add() {
    UOp i = range(0, 185, AxisType.LOOP);
    UOp a = buffer(1, DType.FLOAT32, 185).at(i).load();
    UOp b = buffer(2, DType.FLOAT32, 185).at(i).load();
    return kernel(i, a.plus(b), i);
  }

  /** {@code out[i] = a[i] + b[i]} over 64 elements, four a thread, sixteen threads. */
  public static UOp addOfFour(DType type) {
    UOp i = range(0, 16, AxisType.LOCAL);
    UOp lane = range(1, 4, AxisType.UPCAST);
    UOp at = i.times(4).plus(lane);
    UOp a = buffer(1, type, 64).at(at).load();
    UOp b = buffer(2, type, 64).at(at).load();
    return kernel(at, a.plus(b), i, lane);
  }

  /** A row of 7 elements padded by 2 on the left and 3 on the right, twice 6 elements a thread. */
  public static UOp pad() {
    UOp row = range(0, 5, AxisType.GLOBAL);
    UOp thread = range(1, 2, AxisType.LOCAL);
    UOp lane = range(2, 6, AxisType.UPCAST);
    UOp column = thread.times(6).plus(lane);
    UOp inside = column.lessThan(2).not().and(column.lessThan(9));
    UOp from = row.times(7).plus(column.plus(-2));
    UOp a = buffer(1, DType.FLOAT32, 35).at(from.valid(inside)).load();
    return kernel(row.times(12).plus(column), inside.where(a, a.constLike(0)), row, thread, lane);
  }

  /** Rows of 33 summed, a loop unrolled by 3. */
  public static UOp sumOfRows() {
    UOp row = range(0, 7, AxisType.GLOBAL);
    UOp loop = range(1, 11, AxisType.REDUCE);
    UOp lane = range(2, 3, AxisType.UNROLL);
    UOp a = buffer(1, DType.FLOAT32, 231).at(row.times(33).plus(loop.times(3).plus(lane))).load();
    return kernel(row, a.reduce(Op.ADD, List.of(loop, lane)), row);
  }

  /** The product of 8x6 and 6x4, two rows by four columns a thread. */
  public static UOp matmul() {
    UOp row = range(0, 4, AxisType.GLOBAL);
    UOp rowLane = range(3, 2, AxisType.UPCAST);
    UOp column = range(4, 4, AxisType.UPCAST);
    UOp k = range(2, 6, AxisType.REDUCE);
    UOp i = row.times(2).plus(rowLane);
    UOp a = buffer(1, DType.FLOAT32, 48).at(i.times(6).plus(k)).load();
    UOp b = buffer(2, DType.FLOAT32, 24).at(k.times(4).plus(column)).load();
    return kernel(
        i.times(4).plus(column), a.times(b).reduce(Op.ADD, List.of(k)), row, rowLane, column);
  }

  /** Four rows of 512 summed, sixteen threads a row. */
  public static UOp groupedSum() {
    UOp row = range(0, 4, AxisType.GLOBAL);
    UOp group = range(1, 16, AxisType.GROUP_REDUCE);
    UOp loop = range(2, 32, AxisType.REDUCE);
    UOp a =
        buffer(1, DType.FLOAT32, 2048).at(row.times(512).plus(group.times(32).plus(loop))).load();
    return kernel(row, a.reduce(Op.ADD, List.of(group, loop)), row);
  }

  /** The product of two 8x8 matrices of halfs on the matrix unit. */
  public static UOp matrixUnit() {
    UOp lane = range(-1, 32, AxisType.WARP);
    UOp pair = range(4, 2, AxisType.UPCAST);
    LaneAxes held = new LaneAxes(List.of(new LaneAxis(4, 2)));
    UOp row = lane.divide(2).modulo(4).plus(lane.divide(16).times(4));
    UOp column = lane.modulo(2).times(2).plus(lane.divide(8).modulo(2).times(4)).plus(pair);
    UOp at = row.times(8).plus(column);
    UOp a = contract(buffer(1, DType.FLOAT16, 64).at(at).load(), held);
    UOp b = contract(buffer(2, DType.FLOAT16, 64).at(at).load(), held);
    UOp zero = UOp.constant(DType.FLOAT32.vector(2), 0);
    Arg unit =
        new Arg.MatrixMultiply(
            8, 8, 8, DType.FLOAT16, DType.FLOAT32, 32, List.of(held, held, held));
    UOp product = UOp.of(Op.WMMA, DType.FLOAT32.vector(2), unit, a, b, zero);
    UOp element = UOp.of(Op.UNROLL, DType.FLOAT32, held, product);
    return kernel(at, element, lane, pair);
  }

  private static UOp contract(UOp value, LaneAxes axes) {
    return UOp.of(Op.CONTRACT, value.dtype().vector(2), axes, value);
  }

  /** {@code out[i] = max(a[i], 0) / 7 % 4} over 50 integers, written where i is not 3. */
  public static UOp integers() {
    UOp i = range(0, 50, AxisType.GLOBAL);
    UOp a = buffer(1, DType.INT32, 50).at(i).load();
    UOp value = a.max(a.constLike(0)).divide(7).modulo(4);
    UOp out = buffer(0, DType.INT32, 50);
    return sink(out.at(i.valid(i.notEqual(i.constLike(3)))).store(value, List.of(i)));
  }
}
