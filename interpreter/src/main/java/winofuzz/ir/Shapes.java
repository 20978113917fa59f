package winofuzz.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Computes the shape of a node at stage tensor; nodes of later stages have ranges instead. */
final class Shapes {
  private Shapes() {}

  /**
   * Returns the shape of a node with these parts, or null if it has none.
   *
   * @throws InvalidGraphException if the parts contradict each other
   */
  static @Nullable List<Integer> of(Op op, DType dtype, UOp[] src, Arg arg) {
    return switch (op) {
      case RESHAPE -> moved(src, from -> reshaped(from, src[1].integers()));
      case EXPAND -> moved(src, from -> expanded(from, src[1].integers()));
      case PERMUTE -> moved(src, from -> permuted(from, ((Arg.Permutation) arg).order()));
      case PAD -> moved(src, from -> padded(from, src[1].integers(), src[2].integers()));
      case SHRINK -> moved(src, from -> shrunk(from, src[1].integers(), src[2].integers()));
      case FLIP -> moved(src, from -> flipped(from, ((Arg.Flips) arg).axes()));
      case CAST, BITCAST, EXP2, LOG2, SIN, SQRT, RECIP, NEG, TRUNC -> common(op, src);
      case ADD, MUL, SHL, SHR, IDIV, MAX, MOD, CMPLT, CMPNE, CMPEQ -> common(op, src);
      case XOR, OR, AND, SUB, FDIV, POW, WHERE, MULACC -> common(op, src);
      case CONST -> src.length > 0 ? List.of() : null;
      case BUFFER -> ofMemory(((Arg.Size) arg).elements());
      case BUFFERIZE -> extents(src);
      case REDUCE, CONTIGUOUS -> src[0].shapeOrNull();
      case REDUCE_AXIS -> reduced(src[0].shape(), (Arg.FoldAxes) arg);
      case NOOP -> src.length > 0 ? common(op, src) : null;
      case SINK, UNIQUE, DEVICE, SUBSTITUTE, VCONST -> null;
      case DEFINE_GLOBAL, DEFINE_LOCAL, DEFINE_REGISTER, DEFINE_VAR, SPECIAL -> null;
      case UNROLL, CONTRACT, GEP, VECTORIZE, CAT, PTRCAT -> null;
      case LOAD, STORE, WMMA, INDEX -> null;
      case BARRIER, RANGE, IF, ENDRANGE, ENDIF -> null;
    };
  }

  /**
   * Returns the shape of memory: its elements, or where an int does not hold their number two axes
   * of as many elements, the outer one as short as can be.
   */
  private static List<Integer> ofMemory(long elements) {
    long outer = Math.ceilDiv(elements, (long) Integer.MAX_VALUE);
    while (outer > 1 && elements % outer != 0) {
      outer++;
    }
    return outer <= 1
        ? List.of(Math.toIntExact(elements))
        : List.of(Math.toIntExact(outer), Math.toIntExact(elements / outer));
  }

  private static List<Integer> extents(UOp[] src) {
    List<Integer> result = new ArrayList<>(src.length - 1);
    for (int i = 1; i < src.length; i++) {
      result.add(Math.toIntExact(src[i].bounds().max() + 1));
    }
    return Collections.unmodifiableList(result);
  }

  private static @Nullable List<Integer> common(Op op, UOp[] src) {
    List<Integer> result = null;
    for (UOp s : src) {
      List<Integer> shape = s.shapeOrNull();
      if (shape == null) {
        continue;
      }
      if (result != null && !result.equals(shape)) {
        throw new InvalidGraphException(
            op + ": expected operands of one shape, found " + result + " and " + shape);
      }
      result = shape;
    }
    return result;
  }

  private static List<Integer> reduced(List<Integer> shape, Arg.FoldAxes fold) {
    List<Integer> result = new ArrayList<>(shape);
    for (int axis : fold.axes()) {
      if (axis < 0 || axis >= shape.size()) {
        throw new InvalidGraphException(
            "REDUCE_AXIS: expected axes of shape " + shape + ", found axis " + axis);
      }
      result.set(axis, 1);
    }
    return Collections.unmodifiableList(result);
  }

  /**
   * Returns the shape of a movement op. While ranges are applied it may stand over an operand that
   * has no shape any more, and has none either.
   */
  private static @Nullable List<Integer> moved(UOp[] src, UnaryOperator<List<Integer>> movement) {
    List<Integer> from = src[0].shapeOrNull();
    return from == null ? null : movement.apply(from);
  }

  private static long product(List<Integer> shape) {
    long result = 1;
    for (int n : shape) {
      result = Math.multiplyExact(result, n);
    }
    return result;
  }

  private static List<Integer> reshaped(List<Integer> from, List<Integer> to) {
    if (to.stream().anyMatch(n -> n < 0) || product(from) != product(to)) {
      throw new InvalidGraphException(
          "RESHAPE: expected as many elements as " + from + ", found " + to);
    }
    return to;
  }

  private static List<Integer> expanded(List<Integer> from, List<Integer> to) {
    boolean fits = from.size() == to.size();
    for (int i = 0; fits && i < to.size(); i++) {
      fits = from.get(i).equals(to.get(i)) || (from.get(i) == 1 && to.get(i) >= 0);
    }
    if (!fits) {
      throw new InvalidGraphException(
          "EXPAND: expected only axes of size 1 to change, found " + from + " to " + to);
    }
    return to;
  }

  private static List<Integer> permuted(List<Integer> from, List<Integer> order) {
    List<Integer> sorted = new ArrayList<>(order);
    Collections.sort(sorted);
    List<Integer> result = new ArrayList<>(order.size());
    for (int i = 0; i < sorted.size(); i++) {
      if (sorted.get(i) != i || sorted.size() != from.size()) {
        throw new InvalidGraphException(
            "PERMUTE: expected a permutation of " + from.size() + " axes, found " + order);
      }
      result.add(from.get(order.get(i)));
    }
    return Collections.unmodifiableList(result);
  }

  private static List<Integer> padded(
      List<Integer> from, List<Integer> before, List<Integer> after) {
    requireRank(Op.PAD, from, before);
    requireRank(Op.PAD, from, after);
    List<Integer> result = new ArrayList<>(from.size());
    for (int i = 0; i < from.size(); i++) {
      if (before.get(i) < 0 || after.get(i) < 0) {
        throw new InvalidGraphException(
            "PAD: expected amounts >= 0, found " + before + " and " + after);
      }
      result.add(Math.addExact(Math.addExact(from.get(i), before.get(i)), after.get(i)));
    }
    return Collections.unmodifiableList(result);
  }

  private static List<Integer> shrunk(List<Integer> from, List<Integer> begin, List<Integer> end) {
    requireRank(Op.SHRINK, from, begin);
    requireRank(Op.SHRINK, from, end);
    List<Integer> result = new ArrayList<>(from.size());
    for (int i = 0; i < from.size(); i++) {
      if (begin.get(i) < 0 || begin.get(i) > end.get(i) || end.get(i) > from.get(i)) {
        throw new InvalidGraphException(
            "SHRINK: expected bounds within " + from + ", found " + begin + " to " + end);
      }
      result.add(end.get(i) - begin.get(i));
    }
    return Collections.unmodifiableList(result);
  }

  private static List<Integer> flipped(List<Integer> from, List<Boolean> axes) {
    if (axes.size() != from.size()) {
      throw new InvalidGraphException(
          "FLIP: expected one flag for each axis of " + from + ", found " + axes);
    }
    return from;
  }

  private static void requireRank(Op op, List<Integer> from, List<Integer> amounts) {
    if (amounts.size() != from.size()) {
      throw new InvalidGraphException(
          op + ": expected " + from.size() + " axes for shape " + from + ", found " + amounts);
    }
  }
}
