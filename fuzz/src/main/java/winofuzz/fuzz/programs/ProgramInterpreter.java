package winofuzz.fuzz.programs;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import winofuzz.fuzz.programs.TensorOp.Concatenate;
import winofuzz.fuzz.programs.TensorOp.Gather;
import winofuzz.fuzz.programs.TensorOp.OnElements;
import winofuzz.fuzz.programs.TensorOp.Reduce;
import winofuzz.fuzz.programs.TensorOp.Sides;
import winofuzz.ir.DType;

/**
 * What programs compute, exactly. Where the value is not the same for every right compiler, it is
 * an {@link UndefinedValueException}.
 */
public final class ProgramInterpreter {
  private ProgramInterpreter() {}

  /**
   * Returns the values of all results.
   *
   * @param inputs a value for each input
   * @throws UndefinedValueException if one is undefined
   */
  public static List<Tensor> results(TensorProgram program, List<Tensor> inputs) {
    List<Tensor> results = new ArrayList<>(inputs);
    List<TensorType> types = program.types();
    for (TensorOp step : program.steps()) {
      results.add(result(step, types.get(results.size()), results));
    }
    return Collections.unmodifiableList(results);
  }

  /** Returns the value of the output. */
  public static Tensor output(TensorProgram program, List<Tensor> inputs) {
    return results(program, inputs).getLast();
  }

  /**
   * Returns whether a step of a narrow unsigned type wraps around: what a language computes that
   * knows arithmetic in wider types alone, until it is taken for its type.
   */
  public static boolean wrapsNarrow(TensorProgram program, List<Tensor> inputs) {
    List<Tensor> results = results(program, inputs);
    for (int i = inputs.size(); i < results.size(); i++) {
      Tensor result = results.get(i);
      TensorOp op = program.steps().get(i - inputs.size());
      DType.Kind kind = computedIn(op, result, results).kind();
      if (kind.isUnsigned()
          && kind.bytes() < Integer.BYTES
          && !wide(op, result, results).equals(result.elements())) {
        return true;
      }
    }
    return false;
  }

  /** Returns the type of what a step computes; of a matrix product, that is each product. */
  private static DType computedIn(TensorOp op, Tensor result, List<Tensor> results) {
    return (op instanceof TensorOp.MatrixProduct product ? results.get(product.left()) : result)
        .type()
        .dtype();
  }

  /** Returns the elements of a step as a wider type has them. */
  private static List<BigDecimal> wide(TensorOp op, Tensor result, List<Tensor> results) {
    TensorType wide = wide(result);
    List<Tensor> of = op.operands().stream().map(results::get).toList();
    return switch (op) {
      case OnElements on when on.operation() != ElementOperation.WHERE ->
          onElements(on.operation(), DType.INT64, wide, of).elements();
      case Reduce reduce when reduce.kind().accumulates() ->
          reduced(reduce, wide, cast(of.getFirst(), result.type().dtype())).elements();
      case TensorOp.MatrixProduct _ -> {
        Tensor left = new Tensor(wide(of.getFirst()), of.getFirst().elements());
        yield Tensor.of(wide, at -> product(DType.INT64, left, of.getLast(), at)).elements();
      }
      default -> result.elements(); // No other operation computes.
    };
  }

  private static TensorType wide(Tensor tensor) {
    return new TensorType(DType.INT64, tensor.type().shape());
  }

  /**
   * Returns the value of a step.
   *
   * @param type of it
   * @param results the values of the inputs and the steps before
   */
  static Tensor result(TensorOp op, TensorType type, List<Tensor> results) {
    List<Tensor> of = op.operands().stream().map(results::get).toList();
    if (of.isEmpty()) {
      return made(op, type);
    }
    Tensor x = of.getFirst();
    DType from = x.type().dtype();
    return switch (op) {
      case TensorOp.OfNone none -> made(none, type);
      case OnElements on when on.operation() == ElementOperation.WHERE ->
          onElements(on.operation(), type.dtype(), type, spread(of, type));
      case OnElements on -> onElements(on.operation(), of.getLast().type().dtype(), type, of);
      case TensorOp.Cast _ ->
          new Tensor(
              type,
              x.elements().stream().map(e -> ExactNumbers.cast(from, type.dtype(), e)).toList());
      case TensorOp.Bitcast _ ->
          new Tensor(
              type,
              x.elements().stream().map(e -> ExactNumbers.bitcast(from, type.dtype(), e)).toList());
      case TensorOp.Contiguous _ -> x;
      case Reduce reduce -> reduced(reduce, type, x);
      case TensorOp.Locate locate -> located(locate, type, x);
      case TensorOp.Reshape _ -> new Tensor(type, x.elements());
      case TensorOp.Permute permute -> Tensor.of(type, at -> permuted(x, permute.order(), at));
      case TensorOp.Expand _ -> Tensor.of(type, at -> modulo(x, at));
      case TensorOp.Pad pad -> padded(pad, type, x);
      case TensorOp.Shrink shrink -> Tensor.of(type, at -> shrunk(x, shrink.parts(), at));
      case TensorOp.Flip flip -> Tensor.of(type, at -> flipped(x, flip.axes(), at));
      case TensorOp.Repeat _ -> Tensor.of(type, at -> modulo(x, at));
      case Concatenate concatenate ->
          Tensor.of(type, at -> concatenated(of, concatenate.axis(), at));
      case TensorOp.Stack stack ->
          Tensor.of(type, at -> of.get(at[stack.axis()]).at(without(at, stack.axis())));
      case TensorOp.Triangle triangle ->
          Tensor.of(
              type,
              at -> {
                int right = at[at.length - 1] - at[at.length - 2] - triangle.diagonal();
                boolean stays = triangle.upper() ? right >= 0 : right <= 0;
                return stays ? x.at(at) : BigDecimal.ZERO;
              });
      case Gather _ -> gathered(type, x, of.getLast());
      case TensorOp.MatrixProduct _ ->
          Tensor.of(type, at -> product(type.dtype(), x, of.getLast(), at));
    };
  }

  private static Tensor made(TensorOp op, TensorType type) {
    return switch (op) {
      case TensorOp.Full full -> {
        if (!ExactNumbers.isElement(type.dtype(), full.value())) {
          throw new UndefinedValueException(full.value() + " is no " + type.dtype());
        }
        yield Tensor.filled(type, full.value());
      }
      case TensorOp.Count _ ->
          Tensor.of(type, at -> ExactNumbers.settled(type.dtype(), BigDecimal.valueOf(at[0])));
      default -> throw new AssertionError("a step without operands: " + op); // There are two.
    };
  }

  /** Returns the operands with the first, a condition, in a shape. */
  private static List<Tensor> spread(List<Tensor> operands, TensorType type) {
    Tensor condition = operands.getFirst();
    List<Tensor> result = new ArrayList<>(operands);
    result.set(0, Tensor.of(new TensorType(DType.BOOL, type.shape()), at -> modulo(condition, at)));
    return result;
  }

  private static Tensor onElements(
      ElementOperation operation, DType dtype, TensorType type, List<Tensor> operands) {
    List<BigDecimal> result = new ArrayList<>();
    for (int i = 0; i < type.elements(); i++) {
      BigDecimal a = operands.getFirst().elements().get(i);
      BigDecimal b = operands.size() < 2 ? a : operands.get(1).elements().get(i);
      BigDecimal c = operands.getLast().elements().get(i);
      result.add(element(operation, dtype, a, b, c));
    }
    return new Tensor(type, result);
  }

  private static BigDecimal element(
      ElementOperation operation, DType dtype, BigDecimal a, BigDecimal b, BigDecimal c) {
    return switch (operation) {
      case NEGATE -> ExactNumbers.settled(dtype, a.negate());
      case NOT -> truth(a.signum() == 0);
      case ADD -> ExactNumbers.settled(dtype, a.add(b));
      case SUBTRACT -> ExactNumbers.settled(dtype, a.subtract(b));
      case MULTIPLY -> ExactNumbers.settled(dtype, a.multiply(b));
      case MAXIMUM -> a.max(b);
      case MINIMUM -> a.min(b);
      case AND -> new BigDecimal(integer(a).and(integer(b)));
      case OR -> new BigDecimal(integer(a).or(integer(b)));
      case XOR -> new BigDecimal(integer(a).xor(integer(b)));
      case LESS -> truth(a.compareTo(b) < 0);
      case EQUAL -> truth(a.compareTo(b) == 0);
      case UNEQUAL -> truth(a.compareTo(b) != 0);
      case FLOOR_DIVIDE -> quotient(dtype, a, b, RoundingMode.FLOOR);
      case TRUNCATE_DIVIDE -> quotient(dtype, a, b, RoundingMode.DOWN);
      case FLOOR_MODULO -> remainder(dtype, a, b, RoundingMode.FLOOR);
      case TRUNCATE_MODULO -> remainder(dtype, a, b, RoundingMode.DOWN);
      case SHIFT_LEFT ->
          ExactNumbers.settled(dtype, new BigDecimal(integer(a).shiftLeft(count(dtype, b))));
      case SHIFT_RIGHT -> new BigDecimal(integer(a).shiftRight(count(dtype, b)));
      case WHERE -> a.signum() != 0 ? b : c;
    };
  }

  private static int count(DType dtype, BigDecimal bits) {
    if (bits.compareTo(BigDecimal.valueOf(ExactNumbers.bits(dtype))) >= 0) {
      throw new UndefinedValueException("a shift by %s of %s".formatted(bits, dtype));
    }
    return bits.intValueExact();
  }

  /** Returns an element of a product, whose terms are of the type of the operands. */
  private static BigDecimal product(DType dtype, Tensor a, Tensor b, int[] at) {
    DType from = a.type().dtype();
    List<BigDecimal> terms = new ArrayList<>();
    for (int k = 0; k < b.type().shape().getFirst(); k++) {
      terms.add(ExactNumbers.settled(from, a.at(at[0], k).multiply(b.at(k, at[1]))));
    }
    return ExactNumbers.sum(dtype, cast(from, dtype, terms));
  }

  private static BigDecimal truth(boolean holds) {
    return holds ? BigDecimal.ONE : BigDecimal.ZERO;
  }

  private static BigInteger integer(BigDecimal number) {
    return number.toBigIntegerExact();
  }

  private static BigDecimal quotient(
      DType dtype, BigDecimal a, BigDecimal b, RoundingMode rounding) {
    if (b.signum() == 0) {
      throw new UndefinedValueException("a division by zero");
    }
    return ExactNumbers.settled(dtype, a.divide(b, 0, rounding));
  }

  private static BigDecimal remainder(
      DType dtype, BigDecimal a, BigDecimal b, RoundingMode rounding) {
    return a.subtract(b.multiply(quotient(dtype, a, b, rounding)));
  }

  /** Returns the elements that make each element of a result, in row-major order. */
  private static List<List<BigDecimal>> groups(Tensor x, List<Integer> axes) {
    List<Integer> shape = ProgramTypes.without(x.type().shape(), axes);
    List<List<BigDecimal>> groups = new ArrayList<>();
    for (long i = 0; i < TensorType.elements(shape); i++) {
      groups.add(new ArrayList<>());
    }
    for (int[] at : Tensor.indices(x.type().shape())) {
      int group = 0;
      for (int axis = 0; axis < at.length; axis++) {
        if (!axes.contains(axis)) {
          group = group * x.type().shape().get(axis) + at[axis];
        }
      }
      groups.get(group).add(x.at(at));
    }
    return groups;
  }

  private static Tensor reduced(Reduce op, TensorType type, Tensor x) {
    DType from = x.type().dtype();
    return new Tensor(
        type,
        groups(x, op.axes()).stream().map(g -> reduced(op.kind(), from, type.dtype(), g)).toList());
  }

  private static BigDecimal reduced(
      ReduceKind kind, DType from, DType dtype, List<BigDecimal> group) {
    return switch (kind) {
      case SUM -> ExactNumbers.sum(dtype, cast(from, dtype, group));
      case PRODUCT -> ExactNumbers.product(dtype, cast(from, dtype, group));
      case MAXIMUM -> Collections.max(group);
      case MINIMUM -> Collections.min(group);
      case ANY -> truth(group.stream().anyMatch(e -> e.signum() != 0));
      case ALL -> truth(group.stream().allMatch(e -> e.signum() != 0));
    };
  }

  private static Tensor cast(Tensor x, DType to) {
    return new Tensor(
        new TensorType(to, x.type().shape()), cast(x.type().dtype(), to, x.elements()));
  }

  private static List<BigDecimal> cast(DType from, DType to, List<BigDecimal> elements) {
    return elements.stream().map(e -> ExactNumbers.cast(from, to, e)).toList();
  }

  private static Tensor located(TensorOp.Locate op, TensorType type, Tensor x) {
    return new Tensor(
        type,
        groups(x, List.of(op.axis())).stream()
            .map(g -> g.indexOf(op.largest() ? Collections.max(g) : Collections.min(g)))
            .map(BigDecimal::valueOf)
            .toList());
  }

  private static BigDecimal permuted(Tensor x, List<Integer> order, int[] at) {
    int[] source = new int[at.length];
    for (int i = 0; i < at.length; i++) {
      source[order.get(i)] = at[i];
    }
    return x.at(source);
  }

  /** Returns the element at an index of axes that are repeated. */
  private static BigDecimal modulo(Tensor x, int[] at) {
    int[] source = at.clone();
    for (int i = 0; i < at.length; i++) {
      source[i] %= x.type().shape().get(i);
    }
    return x.at(source);
  }

  private static Tensor padded(TensorOp.Pad op, TensorType type, Tensor x) {
    if (!ExactNumbers.isElement(type.dtype(), op.value())) {
      throw new UndefinedValueException(op.value() + " is no " + type.dtype());
    }
    return Tensor.of(
        type,
        at -> {
          int[] source = at.clone();
          for (int i = 0; i < at.length; i++) {
            source[i] -= op.margins().get(i).before();
            if (source[i] < 0 || source[i] >= x.type().shape().get(i)) {
              return op.value();
            }
          }
          return x.at(source);
        });
  }

  private static BigDecimal shrunk(Tensor x, List<Sides> parts, int[] at) {
    int[] source = at.clone();
    for (int i = 0; i < at.length; i++) {
      source[i] += parts.get(i).before();
    }
    return x.at(source);
  }

  private static BigDecimal flipped(Tensor x, List<Integer> axes, int[] at) {
    int[] source = at.clone();
    for (int axis : axes) {
      source[axis] = x.type().shape().get(axis) - 1 - at[axis];
    }
    return x.at(source);
  }

  private static BigDecimal concatenated(List<Tensor> of, int axis, int[] at) {
    int[] source = at.clone();
    for (Tensor each : of) {
      int extent = each.type().shape().get(axis);
      if (source[axis] < extent) {
        return each.at(source);
      }
      source[axis] -= extent;
    }
    throw new AssertionError("an index within the operands");
  }

  private static int[] without(int[] at, int axis) {
    int[] result = new int[at.length - 1];
    System.arraycopy(at, 0, result, 0, axis);
    System.arraycopy(at, axis + 1, result, axis, at.length - 1 - axis);
    return result;
  }

  /** Returns where an index is, which counts from the end if it is negative. */
  private static int row(BigDecimal index, int extent) {
    BigDecimal row = index.signum() < 0 ? index.add(BigDecimal.valueOf(extent)) : index;
    if (row.signum() < 0 || row.compareTo(BigDecimal.valueOf(extent)) >= 0) {
      throw new UndefinedValueException("index %s of %d".formatted(index, extent));
    }
    return row.intValueExact();
  }

  private static Tensor gathered(TensorType type, Tensor x, Tensor index) {
    int extent = x.type().shape().getFirst();
    int rank = index.type().rank();
    return Tensor.of(
        type,
        at -> {
          int[] where = new int[rank];
          System.arraycopy(at, 0, where, 0, rank);
          BigDecimal row = index.at(where);
          int[] source = new int[at.length - rank + 1];
          source[0] = row(row, extent);
          System.arraycopy(at, rank, source, 1, at.length - rank);
          return x.at(source);
        });
  }
}
