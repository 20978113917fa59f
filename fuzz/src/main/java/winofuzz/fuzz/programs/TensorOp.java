package winofuzz.fuzz.programs;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.DType;

/**
 * A step of a program. Operands are numbers of earlier results; axes count from 0, the outermost.
 * There is no promotion and no broadcasting: types are converted by {@link Cast} and shapes by
 * {@link Expand} alone.
 */
public sealed interface TensorOp {

  /** Returns the name in documents. */
  String label();

  /** Returns the numbers of the results that it is made of. */
  List<Integer> operands();

  /** Returns the same operation on other operands. */
  TensorOp renumbered(IntUnaryOperator number);

  /** A step without operands. */
  sealed interface OfNone extends TensorOp {
    @Override
    default List<Integer> operands() {
      return List.of();
    }

    @Override
    default TensorOp renumbered(IntUnaryOperator number) {
      return this;
    }
  }

  /** A step with one operand. */
  sealed interface OfOne extends TensorOp {
    /** Returns the number of the operand. */
    int of();

    @Override
    default List<Integer> operands() {
      return List.of(of());
    }
  }

  /** An operation on elements. */
  record OnElements(ElementOperation operation, List<Integer> operands) implements TensorOp {
    public OnElements {
      operands = List.copyOf(operands);
    }

    @Override
    public String label() {
      return operation.label();
    }

    @Override
    public TensorOp renumbered(IntUnaryOperator number) {
      return new OnElements(operation, each(operands, number));
    }
  }

  /** The same number everywhere. */
  record Full(TensorType type, BigDecimal value) implements OfNone {
    public Full {
      value = Tensor.plain(value);
    }

    @Override
    public String label() {
      return "full";
    }
  }

  /** The numbers from 0 on. */
  record Count(DType dtype, int size) implements OfNone {
    @Override
    public String label() {
      return "range";
    }
  }

  /** A conversion: floats lose their fraction, integers keep their low bits. */
  record Cast(int of, DType dtype) implements OfOne {
    @Override
    public String label() {
      return "cast";
    }

    @Override
    public TensorOp renumbered(IntUnaryOperator number) {
      return new Cast(number.applyAsInt(of), dtype);
    }
  }

  /** The bits of each element as one of another type of the same size. */
  record Bitcast(int of, DType dtype) implements OfOne {
    @Override
    public String label() {
      return "bitcast";
    }

    @Override
    public TensorOp renumbered(IntUnaryOperator number) {
      return new Bitcast(number.applyAsInt(of), dtype);
    }
  }

  /** The same, in a memory of its own. */
  record Contiguous(int of) implements OfOne {
    @Override
    public String label() {
      return "contiguous";
    }

    @Override
    public TensorOp renumbered(IntUnaryOperator number) {
      return new Contiguous(number.applyAsInt(of));
    }
  }

  /**
   * One element for all along some axes, which are no more in the result.
   *
   * @param dtype in which {@link ReduceKind#accumulates} is done; null for the others
   */
  record Reduce(ReduceKind kind, int of, List<Integer> axes, @Nullable DType dtype)
      implements OfOne {
    public Reduce {
      axes = List.copyOf(axes);
    }

    @Override
    public String label() {
      return kind.label();
    }

    @Override
    public TensorOp renumbered(IntUnaryOperator number) {
      return new Reduce(kind, number.applyAsInt(of), axes, dtype);
    }
  }

  /** Where along an axis the largest, or the smallest, element is first, as int32. */
  record Locate(boolean largest, int of, int axis) implements OfOne {
    @Override
    public String label() {
      return largest ? "argmax" : "argmin";
    }

    @Override
    public TensorOp renumbered(IntUnaryOperator number) {
      return new Locate(largest, number.applyAsInt(of), axis);
    }
  }

  /** The same elements in another shape. */
  record Reshape(int of, List<Integer> shape) implements OfOne {
    public Reshape {
      shape = List.copyOf(shape);
    }

    @Override
    public String label() {
      return "reshape";
    }

    @Override
    public TensorOp renumbered(IntUnaryOperator number) {
      return new Reshape(number.applyAsInt(of), shape);
    }
  }

  /**
   * Axes in another order.
   *
   * @param order for each axis of the result, that of the operand
   */
  record Permute(int of, List<Integer> order) implements OfOne {
    public Permute {
      order = List.copyOf(order);
    }

    @Override
    public String label() {
      return "permute";
    }

    @Override
    public TensorOp renumbered(IntUnaryOperator number) {
      return new Permute(number.applyAsInt(of), order);
    }
  }

  /** Axes of extent 1 are repeated. */
  record Expand(int of, List<Integer> shape) implements OfOne {
    public Expand {
      shape = List.copyOf(shape);
    }

    @Override
    public String label() {
      return "expand";
    }

    @Override
    public TensorOp renumbered(IntUnaryOperator number) {
      return new Expand(number.applyAsInt(of), shape);
    }
  }

  /**
   * More on both sides of each axis.
   *
   * @param margins how much before and after, for each axis
   * @param value what is there
   */
  record Pad(int of, List<Sides> margins, BigDecimal value) implements OfOne {
    public Pad {
      margins = List.copyOf(margins);
      value = Tensor.plain(value);
    }

    @Override
    public String label() {
      return "pad";
    }

    @Override
    public TensorOp renumbered(IntUnaryOperator number) {
      return new Pad(number.applyAsInt(of), margins, value);
    }
  }

  /**
   * Part of each axis.
   *
   * @param parts where it begins, and where it has ended, for each axis
   */
  record Shrink(int of, List<Sides> parts) implements OfOne {
    public Shrink {
      parts = List.copyOf(parts);
    }

    @Override
    public String label() {
      return "shrink";
    }

    @Override
    public TensorOp renumbered(IntUnaryOperator number) {
      return new Shrink(number.applyAsInt(of), parts);
    }
  }

  /** Two numbers for an axis. */
  record Sides(int before, int after) {}

  /** Some axes from their end. */
  record Flip(int of, List<Integer> axes) implements OfOne {
    public Flip {
      axes = List.copyOf(axes);
    }

    @Override
    public String label() {
      return "flip";
    }

    @Override
    public TensorOp renumbered(IntUnaryOperator number) {
      return new Flip(number.applyAsInt(of), axes);
    }
  }

  /**
   * The whole again and again.
   *
   * @param counts how often along each axis
   */
  record Repeat(int of, List<Integer> counts) implements OfOne {
    public Repeat {
      counts = List.copyOf(counts);
    }

    @Override
    public String label() {
      return "repeat";
    }

    @Override
    public TensorOp renumbered(IntUnaryOperator number) {
      return new Repeat(number.applyAsInt(of), counts);
    }
  }

  /** One after the other along an axis. */
  record Concatenate(List<Integer> operands, int axis) implements TensorOp {
    public Concatenate {
      operands = List.copyOf(operands);
    }

    @Override
    public String label() {
      return "concatenate";
    }

    @Override
    public TensorOp renumbered(IntUnaryOperator number) {
      return new Concatenate(each(operands, number), axis);
    }
  }

  /** One after the other along an axis of their own. */
  record Stack(List<Integer> operands, int axis) implements TensorOp {
    public Stack {
      operands = List.copyOf(operands);
    }

    @Override
    public String label() {
      return "stack";
    }

    @Override
    public TensorOp renumbered(IntUnaryOperator number) {
      return new Stack(each(operands, number), axis);
    }
  }

  /** Zeros above, or below, a diagonal of the last two axes; those on it stay. */
  record Triangle(boolean upper, int of, int diagonal) implements OfOne {
    @Override
    public String label() {
      return upper ? "triu" : "tril";
    }

    @Override
    public TensorOp renumbered(IntUnaryOperator number) {
      return new Triangle(upper, number.applyAsInt(of), diagonal);
    }
  }

  /**
   * The product of two matrices.
   *
   * @param dtype in which products of elements, which have the type of these, are added up
   */
  record MatrixProduct(int left, int right, DType dtype) implements TensorOp {
    @Override
    public String label() {
      return "matmul";
    }

    @Override
    public List<Integer> operands() {
      return List.of(left, right);
    }

    @Override
    public TensorOp renumbered(IntUnaryOperator number) {
      return new MatrixProduct(number.applyAsInt(left), number.applyAsInt(right), dtype);
    }
  }

  /**
   * For each element of an integer tensor, what is there along the first axis of another; a
   * negative one counts from the end.
   */
  record Gather(int of, int index) implements TensorOp {
    @Override
    public String label() {
      return "gather";
    }

    @Override
    public List<Integer> operands() {
      return List.of(of, index);
    }

    @Override
    public TensorOp renumbered(IntUnaryOperator number) {
      return new Gather(number.applyAsInt(of), number.applyAsInt(index));
    }
  }

  private static List<Integer> each(List<Integer> operands, IntUnaryOperator number) {
    Stream<Integer> all = operands.stream();
    return all.map(number::applyAsInt).toList();
  }
}
