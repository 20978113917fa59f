package winofuzz.metal;

import java.util.Set;

/**
 * How a device computes where Metal leaves it open: what a {@link ProfileProbe} finds, and what the
 * simulator can be told to imitate.
 *
 * @param flushed the floating types whose denormals count as zero when an operation takes or gives
 *     them
 * @param contract whether a multiply feeding an add within one statement is fused, unless the text
 *     forbids it
 * @param fusedFma whether {@code fma} rounds once, as Metal asks; else its product is rounded too
 * @param matrices how 8x8 matrices are multiplied
 */
public record DeviceProfile(
    Set<ElementType> flushed, boolean contract, boolean fusedFma, MatrixAccumulation matrices) {

  /** IEEE 754, every operation rounded, in float32 for matrices. */
  public static final DeviceProfile STRICT =
      new DeviceProfile(Set.of(), false, true, MatrixAccumulation.ROUNDED_LEFT_FOLD);

  /**
   * Apple's GPUs in safe math mode. They contract within a statement, unless the text says {@code
   * #pragma METAL fp contract(off)}.
   */
  public static final DeviceProfile APPLE_GPU =
      new DeviceProfile(
          Set.of(ElementType.FLOAT32, ElementType.BFLOAT16),
          true,
          true,
          MatrixAccumulation.FUSED_LEFT_FOLD);

  public DeviceProfile {
    flushed = Set.copyOf(flushed);
  }

  /** Returns this profile with contraction or without. */
  public DeviceProfile withContract(boolean contracting) {
    return new DeviceProfile(flushed, contracting, fusedFma, matrices);
  }
}
