package winofuzz.convolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.ir.DType;

/** What a convolution may be and which shapes it has. */
final class ConvolutionTest {

  private static void refused(String message, Runnable making) {
    Exception e = assertThrows(BadConvolutionException.class, making::run);
    assertEquals(message, e.getMessage());
  }

  private static Convolution of(int cin, int cout, int groups, Axis... axes) {
    return new Convolution(1, cin, cout, groups, List.of(axes), DType.FLOAT32);
  }

  @Test
  void shapesFollowFromTheNumbers() {
    Convolution c = of(4, 6, 2, new Axis(7, 3, 1, 0, 2, 1), new Axis(9, 2, 0, 2, 3, 4));
    assertEquals(List.of(1, 4, 7, 9), c.inputShape());
    assertEquals(List.of(6, 2, 3, 2), c.weightShape());
    assertEquals(List.of(1, 6, 3, 3), c.outputShape());
    assertEquals(4 * 63 + 12 * 6 + 6 * 9, c.elements());
  }

  @Test
  void theImpossibleIsReported() {
    refused("batch: expected at least 1, found 0", () -> Convolution.of(0, 1, 3, 3, 1, 0, 1));
    refused("groups: expected a divisor of cin=3, found 2", () -> of(3, 4, 2, Axis.of(3, 0)));
    refused("expected 1 to 3 spatial axes, found 0", () -> of(1, 1, 1));
    refused(
        "h: expected a window no larger than the padded input, which is 2, found 3",
        () -> Convolution.of(1, 1, 2, 3, 1, 0, 1));
    refused(
        "stride w: expected at least 1, found 0", () -> of(1, 1, 1, new Axis(3, 3, 0, 0, 0, 1)));
  }

  @Test
  void numbersThatOverflowAreReported() {
    int most = Integer.MAX_VALUE;
    refused(
        "w: expected at most 268435456, found 6442450941",
        () -> of(1, 1, 1, new Axis(most, 1, most, most, 1, 1)));
    refused(
        "w: expected a window no larger than the padded input, which is 3, found 4294967293",
        () -> of(1, 1, 1, new Axis(3, 3, 0, 0, 1, most - 1)));
    refused(
        "input: expected at most 1099511627776 elements, found 2199023255552",
        () -> of(1 << 21, 1, 1, new Axis(1 << 20, 1, 0, 0, 1, 1)));
  }

  @Test
  void theRewriteIsForTwoAxesOfWindowsOfThree() {
    assertEquals(true, Convolution.of(1, 1, 4, 4, 1, 0, 1).isWinograd());
    assertEquals(false, of(1, 1, 1, Axis.of(4, 0)).isWinograd());
    Axis everySecond = new Axis(7, 3, 0, 0, 2, 2);
    assertEquals(false, of(1, 1, 1, everySecond, everySecond).isWinograd());
    assertEquals(true, of(1, 1, 1, everySecond, everySecond).isWinogradOfSomeElements());
  }

  /** Taps before and after the one element of an axis read nothing but zeros. */
  @Test
  void whereNoWindowReadsTheInputThereIsNoProduct() {
    Axis around = new Axis(1, 2, 1, 2, 1, 3);
    assertEquals(false, around.readsActivation());
    assertEquals(false, of(1, 1, 1, Axis.of(4, 0), Axis.of(4, 0), around).isWinograd());
    assertEquals(true, of(1, 1, 1, Axis.of(4, 0), Axis.of(4, 0), Axis.of(1, 1)).isWinograd());
    assertEquals(true, new Axis(1, 2, 3, 0, 1, 3).readsActivation());
    assertEquals(true, new Axis(3, 3, 2, 2, 2, 1).readsActivation());
    assertEquals(false, new Axis(2, 1, 1, 3, 3, 1).readsActivation());
  }
}
