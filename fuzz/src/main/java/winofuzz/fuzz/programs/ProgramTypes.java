package winofuzz.fuzz.programs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import winofuzz.fuzz.programs.TensorOp.Concatenate;
import winofuzz.fuzz.programs.TensorOp.Expand;
import winofuzz.fuzz.programs.TensorOp.Gather;
import winofuzz.fuzz.programs.TensorOp.OnElements;
import winofuzz.fuzz.programs.TensorOp.Pad;
import winofuzz.fuzz.programs.TensorOp.Permute;
import winofuzz.fuzz.programs.TensorOp.Reduce;
import winofuzz.fuzz.programs.TensorOp.Repeat;
import winofuzz.fuzz.programs.TensorOp.Shrink;
import winofuzz.fuzz.programs.TensorOp.Sides;
import winofuzz.fuzz.programs.TensorOp.Stack;
import winofuzz.ir.DType;

/** The types of results. What does not fit is an {@link IllTypedException}. */
final class ProgramTypes {
  private ProgramTypes() {}

  /** The largest constant of a position, far beyond any extent. */
  private static final int MOST = 1 << 20;

  /**
   * Returns the type of a step.
   *
   * @param results of the inputs and the steps before it
   */
  static TensorType of(TensorOp op, List<TensorType> results) {
    for (int operand : op.operands()) {
      require(operand >= 0 && operand < results.size(), op, "operands that come before it");
    }
    List<TensorType> of = op.operands().stream().map(results::get).toList();
    TensorType result = of.isEmpty() ? made(op) : of(op, of.getFirst(), of);
    require(
        result.shape().stream().allMatch(n -> n >= 1 && n <= MOST), op, "extents of at least 1");
    return result;
  }

  private static TensorType made(TensorOp op) {
    return switch (op) {
      case TensorOp.Full full -> full.type();
      case TensorOp.Count count -> {
        require(!count.dtype().isBool(), op, "numbers");
        yield new TensorType(count.dtype(), List.of(count.size()));
      }
      default -> throw new IllTypedException(op.label() + ": expected operands"); // All others.
    };
  }

  private static TensorType of(TensorOp op, TensorType x, List<TensorType> of) {
    return switch (op) {
      case OnElements on -> onElements(on, of);
      case TensorOp.OfNone none -> made(none);
      case TensorOp.Cast cast -> new TensorType(cast.dtype(), x.shape());
      case TensorOp.Bitcast bitcast -> {
        require(
            !x.dtype().isBool()
                && !bitcast.dtype().isBool()
                && bitcast.dtype().kind().bytes() == x.dtype().kind().bytes(),
            op,
            "numbers of one size");
        yield new TensorType(bitcast.dtype(), x.shape());
      }
      case TensorOp.Contiguous _ -> x;
      case Reduce reduce -> reduce(reduce, x);
      case TensorOp.Locate locate -> {
        requireAxis(op, locate.axis(), x.rank());
        yield new TensorType(DType.INT32, without(x.shape(), List.of(locate.axis())));
      }
      case TensorOp.Reshape reshape -> {
        require(TensorType.elements(reshape.shape()) == x.elements(), op, "as many elements");
        yield new TensorType(x.dtype(), reshape.shape());
      }
      case Permute permute -> permute(permute, x);
      case Expand expand -> expand(expand, x);
      case Pad pad -> pad(pad, x);
      case Shrink shrink -> shrink(shrink, x);
      case TensorOp.Flip flip -> {
        requireAxes(op, flip.axes(), x.rank());
        yield x;
      }
      case Repeat repeat -> {
        require(repeat.counts().size() == x.rank(), op, "a count for each axis");
        yield new TensorType(x.dtype(), product(x.shape(), repeat.counts()));
      }
      case Concatenate concatenate -> concatenate(concatenate, of);
      case Stack stack -> {
        require(of.size() >= 2 && of.stream().allMatch(x::equals), op, "two or more of a type");
        requireAxis(op, stack.axis(), x.rank() + 1);
        List<Integer> shape = new ArrayList<>(x.shape());
        shape.add(stack.axis(), of.size());
        yield new TensorType(x.dtype(), shape);
      }
      case TensorOp.Triangle _ -> {
        require(x.rank() >= 2, op, "two axes");
        yield x;
      }
      case TensorOp.MatrixProduct product -> product(product, x, of.getLast());
      case Gather _ -> {
        TensorType index = of.getLast();
        require(x.rank() >= 1 && index.dtype().isInteger(), op, "an axis and integers");
        List<Integer> shape = new ArrayList<>(index.shape());
        shape.addAll(x.shape().subList(1, x.rank()));
        yield new TensorType(x.dtype(), shape);
      }
    };
  }

  private static TensorType onElements(OnElements op, List<TensorType> of) {
    ElementOperation operation = op.operation();
    require(of.size() == operation.arity(), op, operation.arity() + " operands");
    if (operation == ElementOperation.WHERE) {
      require(of.getFirst().dtype().isBool(), op, "a condition");
      require(of.get(1).equals(of.get(2)), op, "choices of one type");
      require(
          of.getFirst().rank() == of.get(1).rank(), op, "a condition with the axes of its choices");
      for (int i = 0; i < of.get(1).rank(); i++) {
        int extent = of.getFirst().shape().get(i);
        require(extent == 1 || extent == of.get(1).shape().get(i), op, "extents of 1, or the same");
      }
      return of.get(1);
    }
    TensorType x = of.getFirst();
    require(of.stream().allMatch(x::equals), op, "operands of one type");
    require(operation.takes(x.dtype()), op, "another type than " + x.dtype());
    return operation.compares() ? new TensorType(DType.BOOL, x.shape()) : x;
  }

  private static TensorType product(TensorOp.MatrixProduct op, TensorType x, TensorType y) {
    require(x.rank() == 2 && y.rank() == 2, op, "two matrices");
    require(x.dtype().equals(y.dtype()), op, "operands of one type");
    require(!x.dtype().isBool() && !op.dtype().isBool(), op, "numbers");
    require(x.shape().getLast().equals(y.shape().getFirst()), op, "as many rows as columns");
    return new TensorType(op.dtype(), List.of(x.shape().getFirst(), y.shape().getLast()));
  }

  private static TensorType reduce(Reduce op, TensorType x) {
    requireAxes(op, op.axes(), x.rank());
    boolean accumulates = op.kind().accumulates();
    require(accumulates == (op.dtype() != null), op, "a type for sums and products alone");
    DType dtype = op.dtype() == null ? op.kind().result(x.dtype()) : op.dtype();
    require(!accumulates || !dtype.isBool(), op, "a type of numbers");
    return new TensorType(dtype, without(x.shape(), op.axes()));
  }

  private static TensorType permute(Permute op, TensorType x) {
    List<Integer> sorted = op.order().stream().sorted().toList();
    require(sorted.equals(IntStream.range(0, x.rank()).boxed().toList()), op, "each axis once");
    return new TensorType(x.dtype(), op.order().stream().map(x.shape()::get).toList());
  }

  private static TensorType expand(Expand op, TensorType x) {
    require(op.shape().size() == x.rank(), op, "as many axes");
    for (int i = 0; i < x.rank(); i++) {
      int extent = x.shape().get(i);
      require(extent == 1 || extent == op.shape().get(i), op, "extents of 1, or the same");
    }
    return new TensorType(x.dtype(), op.shape());
  }

  private static TensorType pad(Pad op, TensorType x) {
    require(op.margins().size() == x.rank(), op, "margins for each axis");
    List<Integer> shape = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      Sides sides = op.margins().get(i);
      require(isPosition(sides.before()) && isPosition(sides.after()), op, "margins of 0 or more");
      shape.add(x.shape().get(i) + sides.before() + sides.after());
    }
    return new TensorType(x.dtype(), shape);
  }

  private static TensorType shrink(Shrink op, TensorType x) {
    require(op.parts().size() == x.rank(), op, "a part of each axis");
    List<Integer> shape = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      Sides part = op.parts().get(i);
      require(
          isPosition(part.before()) && part.after() <= x.shape().get(i), op, "parts of its axes");
      shape.add(part.after() - part.before());
    }
    return new TensorType(x.dtype(), shape);
  }

  private static TensorType concatenate(Concatenate op, List<TensorType> of) {
    require(of.size() >= 2, op, "two or more operands");
    TensorType x = of.getFirst();
    requireAxis(op, op.axis(), x.rank());
    int extent = 0;
    for (TensorType each : of) {
      require(each.dtype().equals(x.dtype()) && each.rank() == x.rank(), op, "one type");
      require(
          without(each.shape(), List.of(op.axis())).equals(without(x.shape(), List.of(op.axis()))),
          op,
          "the same extents along other axes");
      extent += each.shape().get(op.axis());
    }
    List<Integer> shape = new ArrayList<>(x.shape());
    shape.set(op.axis(), extent);
    return new TensorType(x.dtype(), shape);
  }

  private static boolean isPosition(int number) {
    return number >= 0 && number <= MOST;
  }

  private static List<Integer> product(List<Integer> shape, List<Integer> counts) {
    List<Integer> result = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      result.add(counts.get(i) > MOST ? 0 : shape.get(i) * counts.get(i));
    }
    return result;
  }

  /** Returns a shape without some axes. */
  static List<Integer> without(List<Integer> shape, List<Integer> axes) {
    List<Integer> result = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      if (!axes.contains(i)) {
        result.add(shape.get(i));
      }
    }
    return result;
  }

  private static void requireAxes(TensorOp op, List<Integer> axes, int rank) {
    require(!axes.isEmpty() && new HashSet<>(axes).size() == axes.size(), op, "each axis once");
    axes.forEach(axis -> requireAxis(op, axis, rank));
  }

  private static void requireAxis(TensorOp op, int axis, int rank) {
    require(axis >= 0 && axis < rank, op, "an axis below " + rank);
  }

  private static void require(boolean holds, TensorOp op, String expected) {
    if (!holds) {
      throw new IllTypedException("%s: expected %s".formatted(op.label(), expected));
    }
  }
}
