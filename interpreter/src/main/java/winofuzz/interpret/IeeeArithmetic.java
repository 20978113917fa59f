package winofuzz.interpret;

import winofuzz.interpret.Values.Doubles;
import winofuzz.interpret.Values.Floats;
import winofuzz.interpret.Values.Integers;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.ScalarOp;
import winofuzz.number.NumericProfile;

/**
 * Ieee semantics: each operation in its own type. What every operation does is written down here.
 *
 * <h2>Floating point</h2>
 *
 * <ul>
 *   <li>Results are rounded once, to nearest, ties to even. A magnitude past the largest finite
 *       number by half a unit in its last place or more is an infinity; below the normal numbers
 *       come denormals, then zeros of the result's sign.
 *   <li>ADD, SUB, MUL, FDIV, RECIP (1/x), SQRT and MULACC (a * b + c, rounded once) are those of
 *       IEEE 754: invalid operations give NaN, x/0 an infinity, an exact zero sum +0 unless both
 *       terms are -0. The payload and sign of a NaN mean nothing.
 *   <li>NEG changes the sign of everything, zeros included. TRUNC goes toward zero and keeps the
 *       sign of what becomes zero.
 *   <li>MAX prefers a number to a NaN and +0 to -0.
 *   <li>EXP2, SIN and POW are Java's StrictMath in float64, rounded once more to narrower types;
 *       LOG2 is within 3 ulp of a float64 and exact at powers of two.
 *   <li>CMPLT and CMPEQ are false and CMPNE is true if either operand is a NaN; zeros are equal.
 *   <li>Denormals of the formats that a {@link NumericProfile} flushes become zeros of their sign
 *       as operands and as results of all of these and of CAST; not where a number is only moved
 *       (WHERE, LOAD, STORE, movement).
 * </ul>
 *
 * <h2>Integers, in two's complement</h2>
 *
 * <ul>
 *   <li>ADD, SUB, MUL, NEG and MULACC wrap around.
 *   <li>IDIV truncates toward zero, MOD has the sign of the dividend, so that {@code a = (a / b) *
 *       b + a % b}; the least integer divided by -1 wraps around to itself; division by zero ends
 *       the evaluation.
 *   <li>SHL and SHR use the low log2(bits) bits of the distance; SHR copies the sign of signed
 *       types and shifts in zeros on unsigned ones. AND, OR and XOR are bitwise.
 *   <li>MAX, CMPLT, CMPEQ and CMPNE follow the order of the type. TRUNC changes nothing.
 *   <li>bool holds 0 and 1, and a result that is not 0 is 1: ADD and MAX are OR, MUL is AND. An
 *       index is a 64-bit signed integer.
 * </ul>
 *
 * <h2>Conversion</h2>
 *
 * <ul>
 *   <li>CAST of a real to an integer truncates toward zero; what is out of range becomes the
 *       nearest value in range, NaN becomes 0. To bool: false for zeros, true for all else, NaN
 *       included.
 *   <li>CAST of an integer to an integer keeps the low bits; to bool, whether it is not 0.
 *   <li>CAST of an integer to a real, and of a real to a narrower one, rounds once; to a wider one
 *       it is exact.
 *   <li>BITCAST keeps the bits, denormals and all.
 * </ul>
 *
 * <p>float64 is computed in doubles. float16 and bfloat16 are computed in floats and rounded again,
 * which comes to one rounding for sums, products, quotients and roots (see {@link
 * winofuzz.number.RealMath}). Reductions fold with these operations, rounding at every step, in the
 * order that {@link Interpreter} states. Integers and bool are computed by {@link
 * IntegerArithmetic}.
 */
final class IeeeArithmetic implements Arithmetic {
  private final FloatArithmetic floats;
  private final DoubleArithmetic doubles;

  IeeeArithmetic(NumericProfile profile) {
    this.floats = new FloatArithmetic(profile);
    this.doubles = new DoubleArithmetic(profile);
  }

  private RoundedArithmetic<?> of(DType dtype) {
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
      case Values.Residues r -> throw r.misplaced();
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
  public Values unary(ScalarOp.Unary op, DType dtype, Values a) {
    return of(dtype).unary(op, dtype, a);
  }

  @Override
  public Values binary(ScalarOp.Binary op, DType dtype, int size, Walk walk, Values a, Values b) {
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
  public Integers compare(ScalarOp.Comparison op, int size, Walk walk, Values a, Values b) {
    return of(a.dtype()).compare(op, size, walk, a, b);
  }

  @Override
  public Values fold(Reduction by, DType dtype, int size, Walk walk, Values a) {
    return of(dtype).fold(by, dtype, size, walk, a);
  }

  @Override
  public Values sumProducts(DType dtype, int size, Walk walk, Values a, Values b) {
    return of(dtype).sumProducts(dtype, size, walk, a, b);
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
