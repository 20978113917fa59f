package winofuzz.metal;

/**
 * How an 8x8 matrix multiply-accumulate adds the eight products of an element to its accumulator.
 */
public enum MatrixAccumulation {
  /** From the accumulator, k ascending: each product is rounded before it is added. */
  ROUNDED_LEFT_FOLD("rounded left fold") {
    @Override
    float element(float accumulator, float[] left, float[] right) {
      float sum = accumulator;
      for (int k = 0; k < left.length; k++) {
        sum += left[k] * right[k];
      }
      return sum;
    }
  },
  /** From the accumulator, k ascending: fused multiply-adds. */
  FUSED_LEFT_FOLD("fused left fold") {
    @Override
    float element(float accumulator, float[] left, float[] right) {
      float sum = accumulator;
      for (int k = 0; k < left.length; k++) {
        sum = Math.fma(left[k], right[k], sum);
      }
      return sum;
    }
  },
  /** The rounded products are added up from zero, k ascending, and the accumulator comes last. */
  PRODUCTS_FIRST("products first") {
    @Override
    float element(float accumulator, float[] left, float[] right) {
      return ROUNDED_LEFT_FOLD.element(0, left, right) + accumulator;
    }
  },
  /** None of these, so that results cannot be predicted. */
  UNKNOWN("unknown") {
    @Override
    float element(float accumulator, float[] left, float[] right) {
      return Float.NaN;
    }
  };

  private final String spelling;

  MatrixAccumulation(String spelling) {
    this.spelling = spelling;
  }

  /** Returns the name to show to people. */
  public String spelling() {
    return spelling;
  }

  /** Returns one element, from a row of the left and a column of the right factor. */
  abstract float element(float accumulator, float[] left, float[] right);
}
