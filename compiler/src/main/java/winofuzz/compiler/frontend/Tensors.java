package winofuzz.compiler.frontend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;
import winofuzz.number.Rational;

/**
 * Operations on whole tensors. Each returns its operand where it would change nothing, and a
 * reshape of a reshape is one reshape: the order in which ranges are numbered later follows from
 * the nodes that are here.
 */
final class Tensors {
  private static final UOp DEVICE = UOp.of(Op.DEVICE, DType.VOID, new Arg.Name("METAL"));

  /** Sums of this many terms are cut in two. */
  private static final long LARGE_SUM = 32768;

  private static final int MAX_PARTIAL_SUMS = 256;
  private static final int MIN_PARTIAL_SUMS = 8;
  private static final long MAX_INTERMEDIATE = 1 << 22;

  private Tensors() {}

  /** Device memory of a shape, row-major. */
  static UOp buffer(int number, List<Integer> shape, DType dtype) {
    UOp unique = UOp.of(Op.UNIQUE, DType.VOID, new Arg.Slot(number));
    UOp flat = UOp.of(Op.BUFFER, dtype, new Arg.Size(product(shape)), unique, DEVICE);
    return reshape(flat, shape);
  }

  /** Returns the same number in every element. */
  static UOp full(List<Integer> shape, Rational value, DType dtype) {
    UOp scalar = UOp.of(Op.CONST, dtype, new Arg.Real(value), DEVICE);
    return expand(reshape(scalar, Collections.nCopies(shape.size(), 1)), shape);
  }

  static UOp reshape(UOp x, List<Integer> shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    UOp from = x.is(Op.RESHAPE) ? x.src(0) : x;
    return UOp.of(Op.RESHAPE, x.dtype(), from, UOp.indices(shape));
  }

  /**
   * Expands axes of size 1. Half-width floats are expanded as float32, so that the sum that
   * reverses it would be one of float32.
   */
  static UOp expand(UOp x, List<Integer> shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    UOp wide = widen(x);
    return UOp.of(Op.EXPAND, wide.dtype(), wide, UOp.indices(shape)).cast(x.dtype());
  }

  static UOp permute(UOp x, List<Integer> order) {
    boolean identity = IntStream.range(0, order.size()).allMatch(i -> order.get(i) == i);
    return identity ? x : UOp.of(Op.PERMUTE, x.dtype(), new Arg.Permutation(order), x);
  }

  /** Zeros around a tensor. */
  static UOp pad(UOp x, List<Integer> before, List<Integer> after) {
    UOp padded = UOp.of(Op.PAD, x.dtype(), x, UOp.indices(before), UOp.indices(after));
    return padded.shape().equals(x.shape()) ? x : padded;
  }

  /** Returns the part of a tensor from {@code begin} to before {@code end}. */
  static UOp shrink(UOp x, List<Integer> begin, List<Integer> end) {
    UOp shrunk = UOp.of(Op.SHRINK, x.dtype(), x, UOp.indices(begin), UOp.indices(end));
    return shrunk.shape().equals(x.shape()) ? x : shrunk;
  }

  /** Returns the leading part of a tensor. */
  static UOp shrink(UOp x, List<Integer> end) {
    return shrink(x, Collections.nCopies(end.size(), 0), end);
  }

  static UOp add(UOp a, UOp b) {
    return binary(Op.ADD, a, b);
  }

  static UOp multiply(UOp a, UOp b) {
    return binary(Op.MUL, a, b);
  }

  private static UOp binary(Op op, UOp a, UOp b) {
    List<Integer> shape = new ArrayList<>(a.shape().size());
    for (int i = 0; i < a.shape().size(); i++) {
      shape.add(Math.max(a.shape().get(i), b.shape().get(i)));
    }
    return UOp.of(op, a.dtype(), expand(a, shape), expand(b, shape));
  }

  /**
   * Returns the sum over axes, which become 1. Half-width floats are summed in float32; {@link
   * #narrow} takes the sum back.
   */
  static UOp sum(UOp x, List<Integer> axes) {
    UOp wide = widen(x);
    UOp total = fold(wide, axes);
    long terms = product(x.shape()) / product(total.shape());
    return terms >= LARGE_SUM ? sumInTwoSteps(wide, axes, total) : total;
  }

  private static UOp fold(UOp x, List<Integer> axes) {
    List<Integer> folded = axes.stream().filter(a -> x.shape().get(a) != 1).sorted().toList();
    return folded.isEmpty()
        ? x
        : UOp.of(Op.REDUCE_AXIS, x.dtype(), new Arg.FoldAxes(Op.ADD, folded), x);
  }

  /**
   * Returns a large sum, cut in two kernels where an axis can be divided, as in one it would leave
   * most threads without work: partial sums first, as many as keep the intermediate small, then
   * their sum.
   */
  private static UOp sumInTwoSteps(UOp x, List<Integer> axes, UOp total) {
    long most = Math.min(MAX_PARTIAL_SUMS, MAX_INTERMEDIATE / product(total.shape()));
    for (int axis : ((Arg.FoldAxes) total.arg()).axes()) {
      for (int parts = (int) most; parts >= MIN_PARTIAL_SUMS; parts--) {
        if (x.shape().get(axis) % parts == 0) {
          UOp partial = fold(partsLast(x, axis, parts), axes);
          UOp kept = UOp.of(Op.CONTIGUOUS, partial.dtype(), partial);
          return reshape(fold(kept, List.of(x.shape().size())), total.shape());
        }
      }
    }
    return total;
  }

  /** Divides an axis and moves the parts behind all other axes. */
  private static UOp partsLast(UOp x, int axis, int parts) {
    List<Integer> shape = new ArrayList<>(x.shape());
    shape.set(axis, shape.get(axis) / parts);
    shape.add(axis, parts);
    List<Integer> order = new ArrayList<>(count(0, shape.size()));
    order.remove(axis);
    order.add(axis);
    return permute(reshape(x, shape), order);
  }

  private static UOp widen(UOp x) {
    boolean half = x.dtype().equals(DType.FLOAT16) || x.dtype().equals(DType.BFLOAT16);
    return half ? x.cast(DType.FLOAT32) : x;
  }

  /** Returns a sum in the type of its terms. */
  static UOp narrow(UOp sum, DType dtype) {
    return sum.cast(dtype);
  }

  /** Tensors side by side along an axis: each padded to the whole, then added. */
  static UOp concatenate(List<UOp> parts, int axis) {
    int total = parts.stream().mapToInt(p -> p.shape().get(axis)).sum();
    int start = 0;
    UOp result = null;
    for (UOp part : parts) {
      List<Integer> zeros = Collections.nCopies(part.shape().size(), 0);
      int size = part.shape().get(axis);
      UOp placed = pad(part, with(zeros, axis, start), with(zeros, axis, total - start - size));
      result = result == null ? placed : add(result, placed);
      start += size;
    }
    if (result == null) {
      throw new AssertionError("nothing to concatenate");
    }
    return result;
  }

  /** Returns the slice at an index of each of the leading axes, which go. */
  static UOp select(UOp x, List<Integer> indices) {
    List<Integer> begin = new ArrayList<>(Collections.nCopies(x.shape().size(), 0));
    List<Integer> end = new ArrayList<>(x.shape());
    for (int i = 0; i < indices.size(); i++) {
      begin.set(i, indices.get(i));
      end.set(i, indices.get(i) + 1);
    }
    return reshape(shrink(x, begin, end), x.shape().subList(indices.size(), x.shape().size()));
  }

  static List<Integer> with(List<Integer> values, int index, int value) {
    List<Integer> result = new ArrayList<>(values);
    result.set(index, value);
    return result;
  }

  static long product(List<Integer> shape) {
    long result = 1;
    for (int n : shape) {
      result *= n;
    }
    return result;
  }

  /** Lists one after the other. */
  @SafeVarargs
  static List<Integer> join(List<Integer>... parts) {
    List<Integer> result = new ArrayList<>();
    for (List<Integer> part : parts) {
      result.addAll(part);
    }
    return result;
  }

  /** Returns the numbers from {@code start} to before {@code end}. */
  static List<Integer> count(int start, int end) {
    return IntStream.range(start, end).boxed().toList();
  }
}
