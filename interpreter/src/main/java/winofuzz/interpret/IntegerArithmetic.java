package winofuzz.interpret;

import java.util.Arrays;
import winofuzz.interpret.Values.Integers;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.ScalarOp;
import winofuzz.number.IntegerFormat;

/** Arithmetic of the integer types, bool and index, which is the same in every semantics. */
final class IntegerArithmetic implements Arithmetic {
  private static final LongRows ROWS = LongRows.LONGS;

  private static long[] cells(Values values) {
    return ((Integers) values).cells;
  }

  @Override
  public Values constant(DType dtype, Arg.Constant value) {
    IntegerFormat format = Formats.integer(dtype);
    long cell =
        switch (value) {
          case Arg.Int i -> format.wrap(i.value());
          case Arg.Bool b -> b.value() ? 1 : 0;
          case Arg.Invalid ignored -> Access.NONE;
          case Arg.Real r -> format.saturate(r.value().truncate());
          case Arg.Special s ->
              throw new EvaluationException("CONST " + dtype + ": expected an integer, found " + s);
        };
    return new Integers(dtype, new long[] {cell});
  }

  @Override
  public Values input(Values given) {
    return given;
  }

  @Override
  public Values zeros(DType dtype, int size) {
    return new Integers(dtype, new long[size]);
  }

  @Override
  public Values unary(ScalarOp.Unary op, DType dtype, Values a) {
    IntegerFormat format = Formats.integer(dtype);
    long[] x = cells(a);
    long[] r = new long[x.length];
    switch (op) {
      case NEG -> Arrays.setAll(r, i -> format.wrap(-x[i]));
      case TRUNC -> System.arraycopy(x, 0, r, 0, r.length);
      case EXP2, LOG2, SIN, SQRT, RECIP ->
          throw new EvaluationException(op + ": expected a real operand, found " + dtype);
    }
    return new Integers(dtype, r);
  }

  @Override
  public Values binary(ScalarOp.Binary op, DType dtype, int size, Walk walk, Values a, Values b) {
    IntegerFormat format = Formats.integer(dtype);
    return new Integers(
        dtype,
        ROWS.binary(size, walk, cells(a), cells(b), kernel(op, format), LongRows.wrapping(format)));
  }

  private static Rows.Kernel<long[]> kernel(ScalarOp.Binary op, IntegerFormat format) {
    return switch (op) {
      case ADD -> LongRows::add;
      case SUB -> LongRows::subtract;
      case MUL -> LongRows::multiply;
      case AND -> LongRows::and;
      case OR -> LongRows::or;
      case XOR -> LongRows::xor;
      case MAX -> isOrdered(format) ? LongRows::max : LongRows.elementwise(format::max);
      case IDIV -> LongRows.elementwise(format::divide);
      case MOD -> LongRows.elementwise(format::remainder);
      case SHL -> LongRows.elementwise(format::shiftLeft);
      case SHR -> LongRows.elementwise(format::shiftRight);
      case FDIV, POW ->
          throw new EvaluationException(op + ": expected real operands, found integers");
    };
  }

  private static Rows.Comparison<long[]> comparison(ScalarOp.Comparison op, IntegerFormat format) {
    return switch (op) {
      case CMPLT ->
          isOrdered(format)
              ? LongRows::less
              : LongRows.elementwise((a, b) -> format.less(a, b) ? 1 : 0)::run;
      case CMPNE -> LongRows::notEqual;
      case CMPEQ -> LongRows::equal;
    };
  }

  /** Whether the cells have the order of the numbers, as all but unsigned 64-bit ones do. */
  private static boolean isOrdered(IntegerFormat format) {
    return format.signed() || !format.isFull();
  }

  @Override
  public Values multiplyAdd(DType dtype, int size, Walk walk, Values a, Values b, Values c) {
    return new Integers(
        dtype,
        ROWS.ternary(
            size,
            walk,
            cells(a),
            cells(b),
            cells(c),
            LongRows::multiply,
            LongRows::add,
            LongRows.wrapping(Formats.integer(dtype))));
  }

  @Override
  public Values where(DType dtype, int size, Walk walk, Integers condition, Values yes, Values no) {
    return new Integers(dtype, ROWS.where(size, walk, condition, cells(yes), cells(no)));
  }

  @Override
  public Integers compare(ScalarOp.Comparison op, int size, Walk walk, Values a, Values b) {
    return new Integers(
        DType.BOOL,
        ROWS.compare(size, walk, cells(a), cells(b), comparison(op, Formats.integer(a.dtype()))));
  }

  private static long[] identities(Reduction by, IntegerFormat format, int size) {
    long[] r = new long[size];
    switch (by) {
      case ADD -> {}
      case MUL -> Arrays.fill(r, 1);
      case MAX -> Arrays.fill(r, format.minValue());
    }
    return r;
  }

  @Override
  public Values fold(Reduction by, DType dtype, int size, Walk walk, Values a) {
    IntegerFormat format = Formats.integer(dtype);
    long[] r = identities(by, format, size);
    ROWS.fold(r, walk, cells(a), kernel(by.step(), format), LongRows.wrapping(format));
    return new Integers(dtype, r);
  }

  @Override
  public Values sumProducts(DType dtype, int size, Walk walk, Values a, Values b) {
    Rows.Settling<long[]> wrapping = LongRows.wrapping(Formats.integer(dtype));
    long[] r = new long[size];
    ROWS.foldProducts(
        r, walk, cells(a), cells(b), LongRows::multiply, wrapping, LongRows::add, wrapping);
    return new Integers(dtype, r);
  }

  @Override
  public Values copy(DType dtype, int size, Walk walk, Values a) {
    return new Integers(dtype, ROWS.copy(size, walk, cells(a)));
  }

  @Override
  public Values gather(DType dtype, long[] indices, Values buffer, Values outside) {
    return new Integers(dtype, ROWS.gather(indices, cells(buffer), cells(outside)));
  }

  @Override
  public Values scatter(Values buffer, Walk walk, long[] indices, Values values) {
    ROWS.scatter(cells(buffer), walk, indices, cells(values));
    return buffer;
  }

  @Override
  public Values place(Values buffer, int at, Values values) {
    System.arraycopy(cells(values), 0, cells(buffer), at, values.size());
    return buffer;
  }

  @Override
  public Values fromIntegers(DType dtype, Integers a) {
    return toIntegers(dtype, a);
  }

  @Override
  public Integers toIntegers(DType dtype, Values a) {
    long[] r = cells(a).clone();
    LongRows.wrapping(Formats.integer(dtype)).run(r, 0, r.length);
    return new Integers(dtype, r);
  }

  @Override
  public Values convert(DType dtype, Values a) {
    return toIntegers(dtype, a);
  }

  @Override
  public Values fromBits(DType dtype, Integers bits) {
    return toIntegers(dtype, bits);
  }

  @Override
  public Integers toBits(DType dtype, Values a) {
    return toIntegers(dtype, a);
  }
}
