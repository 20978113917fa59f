package winofuzz.interpret;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import winofuzz.interpret.AxisTransform.LinearMap;

/** Doubles in an array of several dimensions, row-major. */
final class DoubleTensor {
  private final int[] shape;
  private final double[] elements;

  DoubleTensor(int[] shape) {
    this.shape = shape;
    this.elements = new double[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
  }

  static DoubleTensor of(Values values, List<Integer> shape) {
    DoubleTensor result = new DoubleTensor(shape.stream().mapToInt(Integer::intValue).toArray());
    for (int i = 0; i < result.elements.length; i++) {
      result.elements[i] = values.at(i);
    }
    return result;
  }

  /** Returns this with each element changed. */
  DoubleTensor each(DoubleUnaryOperator operator) {
    DoubleTensor result = new DoubleTensor(shape);
    for (int i = 0; i < elements.length; i++) {
      result.elements[i] = operator.applyAsDouble(elements[i]);
    }
    return result;
  }

  /** Returns this and another one of the same shape, element by element. */
  DoubleTensor with(DoubleTensor other, DoubleBinaryOperator operator) {
    DoubleTensor result = new DoubleTensor(shape);
    for (int i = 0; i < elements.length; i++) {
      result.elements[i] = operator.applyAsDouble(elements[i], other.elements[i]);
    }
    return result;
  }

  int[] shape() {
    return shape;
  }

  /** The elements themselves, not a copy. */
  double[] elements() {
    return elements;
  }

  double most() {
    return Arrays.stream(elements).max().orElse(0);
  }

  /**
   * Returns this with a map applied along an axis. What is not a number spreads to every result
   * whose neighbours it is among, also by a coefficient of zero.
   */
  DoubleTensor mapped(LinearMap map, int axis) {
    int[] changed = shape.clone();
    changed[axis] = map.results();
    DoubleTensor result = new DoubleTensor(changed);
    int inner = 1;
    for (int i = axis + 1; i < shape.length; i++) {
      inner *= shape[i];
    }
    int outer = elements.length / (inner * shape[axis]);
    for (int o = 0; o < outer; o++) {
      for (int row = 0; row < map.results(); row++) {
        int to = (o * map.results() + row) * inner;
        double[] coefficients = map.row(row);
        for (int j = 0; j < coefficients.length; j++) {
          int column = map.first(row) + j;
          if (column >= 0 && column < shape[axis]) {
            addTo(result, to, coefficients[j], (o * shape[axis] + column) * inner, inner);
          }
        }
      }
    }
    return result;
  }

  private void addTo(DoubleTensor result, int to, double factor, int from, int count) {
    for (int i = 0; i < count; i++) {
      result.elements[to + i] += factor * elements[from + i];
    }
  }
}
