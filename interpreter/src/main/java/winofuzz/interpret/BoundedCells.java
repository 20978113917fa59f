package winofuzz.interpret;

import java.util.Arrays;

/** Numbers with bounds: each exact value is within the error of the number that was computed. */
final class BoundedCells {
  /** The numbers as computed, of any floating-point type. */
  final double[] numbers;

  /** Upper bounds, never NaN once settled; infinite where nothing is known. */
  final double[] errors;

  BoundedCells(double[] numbers, double[] errors) {
    this.numbers = numbers;
    this.errors = errors;
  }

  /** Makes zeros with error 0. */
  BoundedCells(int size) {
    this(new double[size], new double[size]);
  }

  /** Returns numbers that are exact by definition; what is no number has an infinite bound. */
  static BoundedCells exactly(double[] numbers) {
    double[] errors = new double[numbers.length];
    Arrays.setAll(errors, i -> Double.isFinite(numbers[i]) ? 0 : Double.POSITIVE_INFINITY);
    return new BoundedCells(numbers, errors);
  }

  int size() {
    return numbers.length;
  }

  BoundedCells copy() {
    return new BoundedCells(numbers.clone(), errors.clone());
  }
}
