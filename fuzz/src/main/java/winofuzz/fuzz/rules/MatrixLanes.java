package winofuzz.fuzz.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.UOp;

/**
 * What a thread gets of a matrix product: for each of its fragments the accumulator plus products
 * of elements of both factors. Which ones is not said here: each product has an unknown
 * coefficient, the same for all fragments and all products of one form.
 */
final class MatrixLanes {
  private final UOp product;
  private final Function<UOp, List<Gated>> operand;
  private final Coefficients coefficients;

  /** The coefficient of the product of two elements in an element of the result. */
  @FunctionalInterface
  interface Coefficients {
    UOp of(Arg.MatrixMultiply form, DType type, int result, int first, int second);
  }

  MatrixLanes(UOp product, Function<UOp, List<Gated>> operand, Coefficients coefficients) {
    this.product = product;
    this.operand = operand;
    this.coefficients = coefficients;
  }

  /** Returns the value of each lane. */
  List<Gated> values() {
    Arg.MatrixMultiply form = (Arg.MatrixMultiply) product.arg();
    DType type = product.dtype().scalar();
    int firsts = size(form.lanes().get(0));
    int seconds = size(form.lanes().get(1));
    int results = size(form.lanes().get(2));
    List<Gated> result = new ArrayList<>();
    for (int lane = 0; lane < product.dtype().lanes(); lane++) {
      int fragment = lane / results;
      UOp sum = operand.apply(product.src(2)).get(lane).value();
      for (int k = 0; k < firsts; k++) {
        for (int l = 0; l < seconds; l++) {
          UOp a = operand.apply(product.src(0)).get(fragment * firsts + k).value().cast(type);
          UOp b = operand.apply(product.src(1)).get(fragment * seconds + l).value().cast(type);
          UOp coefficient = coefficients.of(form, type, lane % results, k, l);
          sum = sum.plus(coefficient.times(a.times(b)));
        }
      }
      result.add(Gated.of(sum));
    }
    return result;
  }

  private static int size(Arg.LaneAxes axes) {
    return axes.axes().stream().mapToInt(Arg.LaneAxis::size).reduce(1, (a, b) -> a * b);
  }
}
