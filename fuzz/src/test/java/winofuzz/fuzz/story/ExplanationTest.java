package winofuzz.fuzz.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Convolution;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.interpret.ConvolutionBound;
import winofuzz.interpret.ExactConvolution;
import winofuzz.interpret.Values;

/** Each mistake is told from what it makes of a convolution, exactly and through rounding. */
final class ExplanationTest {
  private static final ConvCase SUBJECT =
      CaseText.parse("batch=2,cin=4,h=5,w=6,cout=6,pad=1/2/0/1,groups=2,inputs=lattice:5");

  private static Values activation(ConvCase c) {
    return Values.of(c.convolution().dtype(), c.drawing().activation());
  }

  private static Values weight(ConvCase c) {
    return Values.of(c.convolution().dtype(), c.drawing().weight());
  }

  private static Values evaluate(ConvCase asked, ConvCase inputs) {
    return ExactConvolution.evaluate(asked.convolution(), activation(inputs), weight(inputs));
  }

  private static String explained(ConvCase c, Values found) {
    return explained(c, found, 0);
  }

  private static String explained(ConvCase c, Values found, double allowed) {
    return Explanation.first(new Sight(c.convolution(), activation(c), weight(c), found, allowed))
        .map(Explanation.Mistake::name)
        .orElse("none");
  }

  @Test
  void whatIsRightInAnotherWayIsNotExplained() {
    double[] found = doubles(evaluate(SUBJECT, SUBJECT));
    found[17] += 1;
    found[40] -= 3;
    assertEquals("none", explained(SUBJECT, Values.of(found)));
  }

  @Test
  void paddingsOfTheWrongSides() {
    ConvCase other =
        CaseText.parse("batch=2,cin=4,h=5,w=6,cout=6,pad=2/1/1/0,groups=2,inputs=lattice:5");
    assertEquals("padding order", explained(SUBJECT, evaluate(other, SUBJECT)));
  }

  @Test
  void aWeightReadFromItsEnd() {
    int last = SUBJECT.drawing().weight().length - 1;
    assertEquals("reversed weight", explained(SUBJECT, withWeight(i -> last - i)));
  }

  @Test
  void anEdgeThatCountsAsPadding() {
    double[] x = SUBJECT.drawing().activation();
    for (int i = 0; i < x.length; i++) {
      x[i] = i % 6 == 5 ? 0 : x[i];
    }
    Convolution c = SUBJECT.convolution();
    assertEquals(
        "bounds of the padding",
        explained(SUBJECT, ExactConvolution.evaluate(c, Values.of(c.dtype(), x), weight(SUBJECT))));
  }

  @Test
  void paddingOfOnes() {
    ConvCase bare = CaseText.parse("cin=1,h=7,w=6,cout=2,pad=0,inputs=lattice:5");
    ConvCase padded = CaseText.parse("cin=1,h=5,w=4,cout=2,pad=1,inputs=lattice:5");
    double[] inside = padded.drawing().activation();
    double[] x = new double[42];
    for (int i = 0; i < x.length; i++) {
      int row = i / 6 - 1;
      int column = i % 6 - 1;
      boolean within = row >= 0 && row < 5 && column >= 0 && column < 4;
      x[i] = within ? inside[row * 4 + column] : 1;
    }
    Convolution c = bare.convolution();
    assertEquals(
        "padding value",
        explained(padded, ExactConvolution.evaluate(c, Values.of(c.dtype(), x), weight(padded))));
  }

  @Test
  void aKernelReadBackwards() {
    assertEquals("flipped kernel", explained(SUBJECT, withWeight(i -> i / 9 * 9 + 8 - i % 9)));
  }

  @Test
  void aKernelWithItsAxesExchanged() {
    assertEquals(
        "kernel axis order",
        explained(SUBJECT, withWeight(i -> i / 9 * 9 + i % 3 * 3 + i % 9 / 3)));
  }

  /** The convolution with weights taken from elsewhere. */
  private static Values withWeight(IntUnaryOperator from) {
    double[] weight = SUBJECT.drawing().weight();
    double[] moved =
        IntStream.range(0, weight.length).mapToDouble(i -> weight[from.applyAsInt(i)]).toArray();
    Convolution c = SUBJECT.convolution();
    return ExactConvolution.evaluate(c, activation(SUBJECT), Values.of(c.dtype(), moved));
  }

  @Test
  void groupsWhoseChannelsAreInterleaved() {
    Convolution c = SUBJECT.convolution();
    double[] x = SUBJECT.drawing().activation();
    int plane = 30;
    double[] mixed = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int channel = i / plane % 4;
      mixed[i] = x[i / plane / 4 * 4 * plane + (channel % 2 * 2 + channel / 2) * plane + i % plane];
    }
    assertEquals(
        "channels of groups",
        explained(
            SUBJECT, ExactConvolution.evaluate(c, Values.of(c.dtype(), mixed), weight(SUBJECT))));
  }

  @Test
  void strideInThePlaceOfDilation() {
    ConvCase asked = CaseText.parse("cin=1,h=9,w=9,cout=1,kernel=3,stride=2,dilation=1,pad=0");
    ConvCase same = CaseText.parse("cin=1,h=9,w=9,cout=1,kernel=3,stride=1,dilation=2,pad=0");
    // Another number of elements is not explained as the values of another convolution.
    assertEquals("none", explained(asked, evaluate(same, asked)));
    ConvCase six = CaseText.parse("cin=1,h=6,w=6,cout=1,kernel=3,stride=2,inputs=lattice:5");
    ConvCase dilated = CaseText.parse("cin=1,h=6,w=6,cout=1,kernel=3,dilation=2");
    assertEquals("stride and dilation", explained(six, evaluate(dilated, six)));
  }

  @Test
  void aTermThatIsMissingOrTwice() {
    assertEquals("term left out", explained(SUBJECT, withTerm(0)));
    assertEquals("term counted twice", explained(SUBJECT, withTerm(2)));
  }

  private static Values withTerm(int factor) {
    double[] weight = SUBJECT.drawing().weight();
    for (int i = 0; i < weight.length; i++) {
      weight[i] *= i % 18 == 11 ? factor : 1;
    }
    Convolution c = SUBJECT.convolution();
    return ExactConvolution.evaluate(c, activation(SUBJECT), Values.of(c.dtype(), weight));
  }

  @Test
  void valuesInOtherPlaces() {
    double[] right = doubles(evaluate(SUBJECT, SUBJECT));
    assertEquals("shifted output", explained(SUBJECT, Values.of(moved(right, -1))));
    assertEquals("wrong factor", explained(SUBJECT, Values.of(scaled(right, 2))));
    assertEquals("output of zeros", explained(SUBJECT, Values.of(scaled(right, 0))));
  }

  @Test
  void everyTileLikeTheFirst() {
    double[] right = doubles(evaluate(SUBJECT, SUBJECT));
    double[] found = new double[right.length];
    for (int i = 0; i < found.length; i++) {
      found[i] = right[i / 30 * 30 + i % 30 / 5 % 4 * 5 + i % 5 % 4];
    }
    assertEquals("tile index", explained(SUBJECT, Values.of(found)));
  }

  /** Written as (cout, batch, ..) and read as (batch, cout, ..), whatever the extents. */
  @Test
  void anOutputOfAnotherAxisOrder() {
    double[] right = doubles(evaluate(SUBJECT, SUBJECT));
    int plane = right.length / 12;
    double[] found = new double[right.length];
    for (int i = 0; i < found.length; i++) {
      int written = i / plane;
      found[i] = right[(written % 2 * 6 + written / 2) * plane + i % plane];
    }
    assertEquals("output axis order", explained(SUBJECT, Values.of(found)));
  }

  /** Through rounding the same is told, as near as the bound allows. */
  @Test
  void throughRounding() {
    ConvCase other =
        CaseText.parse("batch=2,cin=4,h=5,w=6,cout=6,pad=2/1/1/0,groups=2,inputs=lattice:5");
    Values exact = evaluate(other, SUBJECT);
    float[] floats = new float[exact.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) exact.at(i);
    }
    ConvolutionBound allowed =
        ConvolutionBound.of(SUBJECT.convolution(), activation(SUBJECT), weight(SUBJECT));
    double largest = Sight.largestError(allowed, floats.length);
    assertEquals("padding order", explained(SUBJECT, Values.of(floats), largest));
    assertEquals("none", explained(SUBJECT, evaluate(SUBJECT, SUBJECT), largest));
  }

  private static double[] doubles(Values values) {
    return IntStream.range(0, values.size()).mapToDouble(values::at).toArray();
  }

  private static double[] moved(double[] values, int by) {
    return IntStream.range(0, values.length)
        .mapToDouble(i -> i + by < 0 || i + by >= values.length ? 0 : values[i + by])
        .toArray();
  }

  private static double[] scaled(double[] values, double factor) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i] * factor).toArray();
  }
}
