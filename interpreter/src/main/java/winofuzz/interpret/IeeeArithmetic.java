package winofuzz.interpret;

import winofuzz.interpret.Values.Doubles;
import winofuzz.interpret.Values.Floats;
import winofuzz.interpret.Values.Integers;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.number.NumericProfile;

/**
 * Each operation in its own type, rounded to nearest, ties to even: float64 in doubles, the
 * narrower types in floats.
 */
final class IeeeArithmetic implements Arithmetic {
  private final FloatArithmetic floats;
  private final DoubleArithmetic doubles;

  IeeeArithmetic(NumericProfile profile) {
    this.floats = new FloatArithmetic(profile);
    this.doubles = new DoubleArithmetic(profile);
  }

  private RealArithmetic<?> of(DType dtype) {
    return dtype.kind() == DType.Kind.FLOAT64 ? doubles : floats;
  }

  @Override
  public Values constant(DType dtype, Arg.Constant value) {
    return of(dtype).constant(dtype, value);
  }

  @Override
  public Values input(Values given) {
    return switch (given) {
      case Floats f -> f;
      case Doubles d -> d;
      case Integers i -> i;
      case Values.Bounded b -> b.numbers();
      case Values.Scaled s -> rounded(s);
      case Values.Rationals r -> rounded(r);
    };
  }

  private static Values rounded(Values exact) {
    if (exact.dtype().kind() == DType.Kind.FLOAT64) {
      double[] cells = new double[exact.size()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = exact.at(i);
      }
      return new Doubles(cells);
    }
    float[] cells = new float[exact.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = (float) Formats.real(exact.dtype()).round(exact.exactAt(i));
    }
    return new Floats(exact.dtype(), cells);
  }

  @Override
  public Values zeros(DType dtype, int size) {
    return of(dtype).zeros(dtype, size);
  }

  @Override
  public Values unary(Op op, DType dtype, Values a) {
    return of(dtype).unary(op, dtype, a);
  }

  @Override
  public Values binary(Op op, DType dtype, int size, Walk walk, Values a, Values b) {
    return of(dtype).binary(op, dtype, size, walk, a, b);
  }

  @Override
  public Values multiplyAdd(DType dtype, int size, Walk walk, Values a, Values b, Values c) {
    return of(dtype).multiplyAdd(dtype, size, walk, a, b, c);
  }

  @Override
  public Values where(DType dtype, int size, Walk walk, Integers condition, Values yes, Values no) {
    return of(dtype).where(dtype, size, walk, condition, yes, no);
  }

  @Override
  public Integers compare(Op op, int size, Walk walk, Values a, Values b) {
    return of(a.dtype()).compare(op, size, walk, a, b);
  }

  @Override
  public Values fold(Op op, DType dtype, int size, Walk walk, Values a) {
    return of(dtype).fold(op, dtype, size, walk, a);
  }

  @Override
  public Values foldProducts(Op op, DType dtype, int size, Walk walk, Values a, Values b) {
    return of(dtype).foldProducts(op, dtype, size, walk, a, b);
  }

  @Override
  public Values copy(DType dtype, int size, Walk walk, Values a) {
    return of(dtype).copy(dtype, size, walk, a);
  }

  @Override
  public Values gather(DType dtype, long[] indices, Values buffer, Values outside) {
    return of(dtype).gather(dtype, indices, buffer, outside);
  }

  @Override
  public Values scatter(Values buffer, Walk walk, long[] indices, Values values) {
    return of(buffer.dtype()).scatter(buffer, walk, indices, values);
  }

  @Override
  public Values place(Values buffer, int at, Values values) {
    return of(buffer.dtype()).place(buffer, at, values);
  }

  @Override
  public Values fromIntegers(DType dtype, Integers a) {
    return of(dtype).fromIntegers(dtype, a);
  }

  @Override
  public Integers toIntegers(DType dtype, Values a) {
    return of(a.dtype()).toIntegers(dtype, a);
  }

  @Override
  public Values convert(DType dtype, Values a) {
    return of(dtype).convert(dtype, of(a.dtype()).asOperand(a));
  }

  @Override
  public Values fromBits(DType dtype, Integers bits) {
    return of(dtype).fromBits(dtype, bits);
  }

  @Override
  public Integers toBits(DType dtype, Values a) {
    return of(a.dtype()).toBits(dtype, a);
  }
}
