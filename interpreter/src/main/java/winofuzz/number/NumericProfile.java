package winofuzz.number;

import java.util.Set;

/**
 * What a device's arithmetic does where it is free to differ.
 *
 * @param flushed the formats whose denormals become zeros of their sign, as operands and as results
 *     of arithmetic; moving a value does not change it
 * @param contraction which products are not rounded before they are added
 * @param matrixAccumulation how the 8x8 matrix operation adds up an inner product
 */
public record NumericProfile(
    Set<BinaryFormat> flushed, Contraction contraction, MatrixAccumulation matrixAccumulation) {
  public NumericProfile {
    flushed = Set.copyOf(flushed);
  }

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

  /** Every operation rounds once and nothing is flushed. */
  public static final NumericProfile STRICT =
      new NumericProfile(Set.of(), Contraction.NONE, MatrixAccumulation.ROUNDED_LEFT_FOLD);

  /** An Apple GPU on source that forbids contraction: float16 keeps its denormals. */
  public static final NumericProfile APPLE =
      new NumericProfile(
          Set.of(BinaryFormat.FLOAT32, BinaryFormat.BFLOAT16),
          Contraction.NONE,
          MatrixAccumulation.FUSED_LEFT_FOLD);

  /** Whether denormals of a format become zeros. */
  public boolean flushes(BinaryFormat format) {
    return flushed.contains(format);
  }

  /** Returns this profile with other formats flushed. */
  public NumericProfile withFlushed(Set<BinaryFormat> formats) {
    return new NumericProfile(formats, contraction, matrixAccumulation);
  }

  /** Returns this profile with other products fused. */
  public NumericProfile withContraction(Contraction products) {
    return new NumericProfile(flushed, products, matrixAccumulation);
  }

  /** Returns this profile with another order of the matrix operation. */
  public NumericProfile withMatrixAccumulation(MatrixAccumulation order) {
    return new NumericProfile(flushed, contraction, order);
  }
}
