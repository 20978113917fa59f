package winofuzz.fuzz.programs;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * A tensor with its elements, which are exact numbers of its type; a bool is 0 or 1.
 *
 * @param elements in row-major order
 */
public record Tensor(TensorType type, List<BigDecimal> elements) {
  public Tensor {
    elements = elements.stream().map(Tensor::plain).toList();
    if (elements.size() != type.elements()) {
      throw new IllegalArgumentException(
          "%s: expected %d elements, found %d".formatted(type, type.elements(), elements.size()));
    }
  }

  /** Returns the form of a number in which equal ones are equal, without an exponent. */
  static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** Returns the tensor that has at each index what a function gives for it. */
  public static Tensor of(TensorType type, Function<int[], BigDecimal> element) {
    List<BigDecimal> elements = new ArrayList<>();
    for (int[] index : indices(type.shape())) {
      elements.add(element.apply(index));
    }
    return new Tensor(type, elements);
  }

  /** Returns the tensor whose elements are all the same. */
  public static Tensor filled(TensorType type, BigDecimal number) {
    return new Tensor(type, Collections.nCopies(Math.toIntExact(type.elements()), number));
  }

  /** Returns all indices of a shape in row-major order. */
  static List<int[]> indices(List<Integer> shape) {
    List<int[]> result = new ArrayList<>();
    int[] index = new int[shape.size()];
    long count = TensorType.elements(shape);
    for (long i = 0; i < count; i++) {
      result.add(index.clone());
      for (int axis = index.length - 1; axis >= 0; axis--) {
        index[axis]++;
        if (index[axis] < shape.get(axis)) {
          break;
        }
        index[axis] = 0;
      }
    }
    return result;
  }

  /** Returns the place of an index among the elements. */
  static int offset(List<Integer> shape, int[] index) {
    int offset = 0;
    for (int axis = 0; axis < index.length; axis++) {
      offset = offset * shape.get(axis) + index[axis];
    }
    return offset;
  }

  /** Returns the element at an index. */
  public BigDecimal at(int... index) {
    return elements.get(offset(type.shape(), index));
  }
}
