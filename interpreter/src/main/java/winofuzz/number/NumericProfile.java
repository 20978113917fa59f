package winofuzz.number;

/**
 * Where a device's arithmetic is free to differ, and what it does there.
 *
 * @param flushDenormals float32 and bfloat16 denormals become zeros of their sign, as operands and
 *     as results of arithmetic; moving a value does not change it; float16 keeps its denormals
 * @param contraction which products are not rounded before they are added
 * @param matrixAccumulation how the 8x8 matrix operation adds up an inner product
 */
public record NumericProfile(
    boolean flushDenormals, Contraction contraction, MatrixAccumulation matrixAccumulation) {

  /** Which products are not rounded before they are added. */
  public enum Contraction {
    /** None: every operation rounds. */
    NONE,
    /** A product that only one sum of the same statement uses is fused into that sum. */
    WITHIN_STATEMENT
  }

  /** How an inner product of length 8 is added to its accumulator. */
  public enum MatrixAccumulation {
    /** From the accumulator, k ascending: multiply, round, add, round. */
    ROUNDED_LEFT_FOLD,
    /** From the accumulator, k ascending: fused multiply-add, one rounding each. */
    FUSED_LEFT_FOLD,
    /** The rounded products are added up from zero, k ascending; the accumulator is added last. */
    PRODUCTS_FIRST
  }

  /** Every operation rounds once, nothing is flushed. */
  public static final NumericProfile STRICT =
      new NumericProfile(false, Contraction.NONE, MatrixAccumulation.ROUNDED_LEFT_FOLD);

  /** An Apple GPU on source that forbids contraction. */
  public static final NumericProfile APPLE =
      new NumericProfile(true, Contraction.NONE, MatrixAccumulation.FUSED_LEFT_FOLD);

  public NumericProfile withMatrixAccumulation(MatrixAccumulation order) {
    return new NumericProfile(flushDenormals, contraction, order);
  }
}
