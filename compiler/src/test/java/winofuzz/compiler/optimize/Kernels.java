package winofuzz.compiler.optimize;

import java.util.ArrayList;
import java.util.List;
import winofuzz.ir.AddressSpace;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisRole;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Small kernels as the kernel split leaves them. */
final class Kernels {
  private Kernels() {}

  static UOp range(int number, int size, AxisType type, AxisRole role) {
    return UOp.range(UOp.index(size), new Arg.Axis(List.of(number), type, role, true));
  }

  static UOp loop(int number, int size) {
    return range(number, size, AxisType.LOOP, AxisRole.OTHER);
  }

  static UOp reduced(int number, int size) {
    return range(number, size, AxisType.REDUCE, AxisRole.OTHER);
  }

  static UOp buffer(int slot, DType dtype, long size) {
    return UOp.of(Op.DEFINE_GLOBAL, dtype.pointer(AddressSpace.GLOBAL, size), new Arg.Slot(slot));
  }

  static UOp load(int slot, DType dtype, UOp index) {
    return buffer(slot, dtype, index.max() + 1).at(index).load();
  }

  static UOp load(int slot, UOp index) {
    return load(slot, DType.FLOAT32, index);
  }

  /** Stores a value at an index, for all points of the ranges. */
  static UOp kernel(UOp index, UOp value, UOp... ranges) {
    UOp target = buffer(0, value.dtype(), index.max() + 1).at(index);
    return UOp.sink(target.store(value, List.of(ranges)));
  }

  /** The row-major index of a point. */
  static UOp flat(UOp... ranges) {
    UOp index = ranges[0];
    for (int i = 1; i < ranges.length; i++) {
      index = index.times(ScheduleRanges.size(ranges[i])).plus(ranges[i]);
    }
    return index;
  }

  /** {@code y[i, j, ..] = 2 x[i, j, ..]}. */
  static UOp elementwise(int... sizes) {
    List<UOp> ranges = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      ranges.add(loop(i, sizes[i]));
    }
    // Strides as constant factors of the ranges, as simplification leaves them.
    UOp index = UOp.index(0);
    long stride = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      UOp term = stride == 1 ? ranges.get(i) : ranges.get(i).times(stride);
      index = i == sizes.length - 1 ? term : term.plus(index);
      stride *= sizes[i];
    }
    return kernel(index, load(1, index).times(2), ranges.toArray(UOp[]::new));
  }

  /** {@code y[i] = sum over r of x[i, r]}. */
  static UOp sums(int rows, int columns) {
    UOp i = loop(0, rows);
    UOp r = reduced(1, columns);
    return kernel(i, load(1, i.times(columns).plus(r)).reduce(Op.ADD, List.of(r)), i);
  }

  /** {@code c[i, j] = sum over r of a[i, r] * b[r, j]}. */
  static UOp matrixProduct(int rows, int columns, int terms, DType dtype) {
    UOp i = loop(0, rows);
    UOp j = loop(1, columns);
    UOp r = reduced(2, terms);
    UOp product =
        load(1, dtype, i.times(terms).plus(r)).times(load(2, dtype, r.times(columns).plus(j)));
    return kernel(i.times(columns).plus(j), product.reduce(Op.ADD, List.of(r)), i, j);
  }

  static UOp matrixProduct(int rows, int columns, int terms) {
    return matrixProduct(rows, columns, terms, DType.FLOAT32);
  }

  /** {@code y[i] = sum over r of v[r] * m[i, r]}. */
  static UOp matrixVector(int rows, int terms) {
    UOp i = loop(0, rows);
    UOp r = reduced(1, terms);
    UOp product = load(1, r).times(load(2, i.times(terms).plus(r)));
    return kernel(i, product.reduce(Op.ADD, List.of(r)), i);
  }

  /** {@code y[i, t] = x[i]} where {@code t < 2}, else 0. */
  static UOp masked(int size, int choices) {
    UOp i = loop(0, size);
    UOp t = loop(1, choices);
    UOp value = load(1, i);
    return kernel(i.times(choices).plus(t), t.lessThan(2).where(value, value.constLike(0)), i, t);
  }

  static KernelSchedule schedule(UOp kernel) {
    return KernelSchedule.of(kernel, List.of());
  }

  static KernelSchedule withTensorCores(UOp kernel) {
    return KernelSchedule.of(kernel, TensorCore.of(winofuzz.convolution.Target.APPLE));
  }

  /** Applies options given as text. */
  static KernelSchedule apply(KernelSchedule start, String... options) throws RefusedException {
    KernelSchedule schedule = start;
    for (String option : options) {
      schedule = schedule.apply(Opt.parse(option));
    }
    return schedule;
  }

  static List<String> options(KernelSchedule schedule) {
    return schedule.applied().stream().map(Opt::text).toList();
  }
}
