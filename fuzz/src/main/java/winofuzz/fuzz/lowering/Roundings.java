package winofuzz.fuzz.lowering;

import java.util.stream.IntStream;
import winofuzz.convolution.Convolution;
import winofuzz.interpret.ExactConvolution;
import winofuzz.interpret.Values;
import winofuzz.ir.DType;

/** Whether floats round on inputs, whoever computes a convolution. */
public final class Roundings {
  /** Up to here float32 has every integer. */
  private static final double EXACT_INTEGERS = 0x1p24;

  private Roundings() {}

  /**
   * Whether a convolution is exact in float32, whatever the order of its sums: all terms are
   * integers, and the sum of their absolute values is at most 2^24.
   */
  public static boolean isExactInAnyOrder(Convolution convolution, Values x, Values w) {
    if (!convolution.dtype().equals(DType.FLOAT32) || !areIntegers(x) || !areIntegers(w)) {
      return false;
    }
    Values sums = ExactConvolution.evaluate(convolution, absolute(x), absolute(w));
    return IntStream.range(0, sums.size()).allMatch(i -> sums.at(i) <= EXACT_INTEGERS);
  }

  private static boolean areIntegers(Values values) {
    return values.areFinite()
        && IntStream.range(0, values.size()).allMatch(i -> values.at(i) == Math.rint(values.at(i)));
  }

  private static Values absolute(Values values) {
    return Values.of(
        IntStream.range(0, values.size()).mapToDouble(i -> Math.abs(values.at(i))).toArray());
  }
}
