package winofuzz.fuzz.programs;

import java.util.List;
import winofuzz.ir.DType;

/**
 * The type of a tensor.
 *
 * @param dtype of its elements
 * @param shape the extent of each axis, none for a single number
 */
public record TensorType(DType dtype, List<Integer> shape) {
  public TensorType {
    shape = List.copyOf(shape);
  }

  /** Returns how many elements a tensor of a shape has. */
  public static long elements(List<Integer> shape) {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  /** Returns how many elements it has. */
  public long elements() {
    return elements(shape);
  }

  /** Returns how many axes it has. */
  public int rank() {
    return shape.size();
  }

  /** {@code int32[2, 3]}. */
  @Override
  public String toString() {
    return dtype.toString() + shape;
  }
}
