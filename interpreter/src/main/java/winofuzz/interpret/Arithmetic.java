package winofuzz.interpret;

import winofuzz.interpret.Values.Integers;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.ScalarOp;

/**
 * Arithmetic on arrays of numbers. It separates walking a graph, which every number system does
 * alike, from computing.
 *
 * <p>Of a {@link Walk}, array 0 is the result, laid out in full, and the operands follow in order.
 * Operands are never written to, except the buffer of {@link #scatter} and {@link #place}.
 */
interface Arithmetic {
  /** One element: a constant of a type. */
  Values constant(DType dtype, Arg.Constant value);

  /** Returns an input as this number system holds it. */
  Values input(Values given);

  /** Zeros. */
  Values zeros(DType dtype, int size);

  /** Applies an operation to every element. */
  Values unary(ScalarOp.Unary op, DType dtype, Values a);

  /** Applies an operation to pairs of elements. */
  Values binary(ScalarOp.Binary op, DType dtype, int size, Walk walk, Values a, Values b);

  /** {@code a * b + c}, one rounding. */
  Values multiplyAdd(DType dtype, int size, Walk walk, Values a, Values b, Values c);

  /** Returns the first value where the condition is not 0, the second elsewhere. */
  Values where(DType dtype, int size, Walk walk, Integers condition, Values yes, Values no);

  /** Returns a truth value for each pair of elements. */
  Integers compare(ScalarOp.Comparison op, int size, Walk walk, Values a, Values b);

  /**
   * Returns a left fold into each element of the result from the identity of the operation, in the
   * order of the walk.
   */
  Values fold(Reduction by, DType dtype, int size, Walk walk, Values a);

  /** {@link #fold} by addition over the products of pairs of elements. */
  Values sumProducts(DType dtype, int size, Walk walk, Values a, Values b);

  /** Returns elements put in another place; where the walk does not come there are zeros. */
  Values copy(DType dtype, int size, Walk walk, Values a);

  /**
   * Returns elements at indices. {@link Access#NONE} gives zero, {@link Access#OUTSIDE} the only
   * element of the last operand.
   */
  Values gather(DType dtype, long[] indices, Values buffer, Values outside);

  /**
   * Returns the buffer with values put at indices, in order; negative indices are passed over. May
   * write to the buffer it is given and return it. Of the walk, array 0 is the indices, array 1 the
   * values.
   */
  Values scatter(Values buffer, Walk walk, long[] indices, Values values);

  /**
   * Returns the buffer with all the values put from a place on. May write to the buffer, as
   * scatter.
   */
  Values place(Values buffer, int at, Values values);

  /** Returns numbers of this system from integers. */
  Values fromIntegers(DType dtype, Integers a);

  /** Integers, or truth values, from numbers of this system. */
  Integers toIntegers(DType dtype, Values a);

  /** Returns numbers of this system converted to another floating-point type. */
  Values convert(DType dtype, Values a);

  /** Returns the bits of a number of one type read as another type of the same width. */
  Values fromBits(DType dtype, Integers bits);

  /** Returns the bits of a number. */
  Integers toBits(DType dtype, Values a);
}
