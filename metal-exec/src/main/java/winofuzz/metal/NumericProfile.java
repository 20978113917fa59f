package winofuzz.metal;

import java.util.Set;

/**
 * How a device computes where the language leaves it open.
 *
 * @param flushed the floating types whose denormals count as zero when an operation takes or gives
 *     them
 * @param contract whether a multiply feeding an add within one statement is fused, unless the text
 *     forbids it
 * @param fusedFma whether {@code fma} rounds once, as Metal asks; else its product is rounded too
 * @param matrices how 8x8 matrices are multiplied
 */
public record NumericProfile(
    Set<ElementType> flushed, boolean contract, boolean fusedFma, MatrixAccumulation matrices) {

  /** IEEE 754, every operation rounded, in float32 for matrices. */
  public static final NumericProfile STRICT =
      new NumericProfile(Set.of(), false, true, MatrixAccumulation.ROUNDED_LEFT_FOLD);

  /** As Apple's GPUs compute in safe math mode. */
  public static final NumericProfile APPLE =
      new NumericProfile(
          Set.of(ElementType.FLOAT32, ElementType.BFLOAT16),
          true,
          true,
          MatrixAccumulation.FUSED_LEFT_FOLD);

  public NumericProfile {
    flushed = Set.copyOf(flushed);
  }

  public NumericProfile withContract(boolean contracting) {
    return new NumericProfile(flushed, contracting, fusedFma, matrices);
  }
}
