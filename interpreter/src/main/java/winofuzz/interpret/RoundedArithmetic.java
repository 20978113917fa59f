package winofuzz.interpret;

import winofuzz.interpret.Values.Integers;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.ScalarOp;
import winofuzz.number.BinaryFormat;

/**
 * Arithmetic that rounds: what floats, doubles and doubles with bounds have in common.
 *
 * @param <T> the array type
 */
abstract class RoundedArithmetic<T> implements Arithmetic {
  private final Rows<T> rows;

  RoundedArithmetic(Rows<T> rows) {
    this.rows = rows;
  }

  /** Returns the cells as they are, for moving them. */
  abstract T cells(Values values);

  /** Returns the cells as operands of arithmetic. */
  abstract T operands(Values values);

  abstract Values of(DType dtype, T cells);

  /** Returns the values with the denormals flushed that the profile flushes in operands. */
  final Values asOperand(Values values) {
    return of(values.dtype(), operands(values));
  }

  abstract T filled(int size, double value);

  abstract Rows.Kernel<T> kernel(ScalarOp.Binary op, DType dtype);

  abstract Rows.Comparison<T> comparison(ScalarOp.Comparison op);

  /** For an operation that is defined on integers only. */
  static EvaluationException notOfReals(ScalarOp.Binary op) {
    return new EvaluationException(op + ": expected integers, found real operands");
  }

  abstract Rows.Settling<T> settling(DType dtype);

  @Override
  public Values constant(DType dtype, Arg.Constant value) {
    BinaryFormat format = Formats.real(dtype);
    double cell =
        switch (value) {
          case Arg.Real r -> r.roundedTo(format);
          case Arg.Int i -> format.round((double) i.value());
          case Arg.Bool b -> b.value() ? 1 : 0;
          case Arg.Special s ->
              switch (s) {
                case NAN -> Double.NaN;
                case POSITIVE_INFINITY -> Double.POSITIVE_INFINITY;
                case NEGATIVE_INFINITY -> Double.NEGATIVE_INFINITY;
                case NEGATIVE_ZERO -> -0.0;
              };
          case Arg.Invalid ignored ->
              throw new EvaluationException(
                  "CONST " + dtype + ": expected a number, found Invalid");
        };
    return of(dtype, filled(1, cell));
  }

  @Override
  public Values zeros(DType dtype, int size) {
    return of(dtype, rows.allocate(size));
  }

  @Override
  public Values binary(ScalarOp.Binary op, DType dtype, int size, Walk walk, Values a, Values b) {
    return of(
        dtype,
        rows.binary(size, walk, operands(a), operands(b), kernel(op, dtype), settling(dtype)));
  }

  @Override
  public Values where(DType dtype, int size, Walk walk, Integers condition, Values yes, Values no) {
    return of(dtype, rows.where(size, walk, condition, cells(yes), cells(no)));
  }

  @Override
  public Integers compare(ScalarOp.Comparison op, int size, Walk walk, Values a, Values b) {
    return new Integers(
        DType.BOOL, rows.compare(size, walk, operands(a), operands(b), comparison(op)));
  }

  private static double identity(Reduction by) {
    return switch (by) {
      case ADD -> 0;
      case MUL -> 1;
      case MAX -> Double.NEGATIVE_INFINITY;
    };
  }

  @Override
  public Values fold(Reduction by, DType dtype, int size, Walk walk, Values a) {
    T r = filled(size, identity(by));
    rows.fold(r, walk, operands(a), kernel(by.step(), dtype), settling(dtype));
    return of(dtype, r);
  }

  @Override
  public Values sumProducts(DType dtype, int size, Walk walk, Values a, Values b) {
    T r = filled(size, identity(Reduction.ADD));
    Rows.Settling<T> settling = settling(dtype);
    rows.foldProducts(
        r,
        walk,
        operands(a),
        operands(b),
        kernel(ScalarOp.Binary.MUL, dtype),
        settling,
        kernel(ScalarOp.Binary.ADD, dtype),
        settling);
    return of(dtype, r);
  }

  @Override
  public Values copy(DType dtype, int size, Walk walk, Values a) {
    return of(dtype, rows.copy(size, walk, cells(a)));
  }

  @Override
  public Values gather(DType dtype, long[] indices, Values buffer, Values outside) {
    return of(dtype, rows.gather(indices, cells(buffer), cells(outside)));
  }

  @Override
  public Values scatter(Values buffer, Walk walk, long[] indices, Values values) {
    rows.scatter(cells(buffer), walk, indices, cells(values));
    return buffer;
  }

  @Override
  public Values place(Values buffer, int at, Values values) {
    rows.spread(cells(values), 0, cells(buffer), at, 1, values.size());
    return buffer;
  }
}
