package winofuzz.metal;

/**
 * How a device computes where the language leaves it open.
 *
 * @param flushDenormals whether float32 and bfloat16 denormals count as zero when an operation
 *     takes or gives them; float16's never do
 * @param contract whether a multiply feeding an add within one statement is fused, unless the text
 *     forbids it
 * @param fuseMatrices whether the steps of an 8x8 matrix multiply-accumulate, a left fold from the
 *     accumulator, are fused multiply-adds; else each product is rounded before it is added
 */
public record NumericProfile(boolean flushDenormals, boolean contract, boolean fuseMatrices) {

  /** IEEE 754, every operation rounded, in float32 for matrices. */
  public static final NumericProfile STRICT = new NumericProfile(false, false, false);

  /** As Apple's GPUs compute in safe math mode. */
  public static final NumericProfile APPLE = new NumericProfile(true, true, true);
}
