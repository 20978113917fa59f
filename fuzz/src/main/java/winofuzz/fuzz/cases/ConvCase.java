package winofuzz.fuzz.cases;

import java.util.Comparator;
import winofuzz.convolution.Convolution;
import winofuzz.fuzz.inputs.Drawing;
import winofuzz.fuzz.inputs.Inputs;

/**
 * One case of the fuzzer.
 *
 * @param convolution what is computed
 * @param inputs how its activation and weight are drawn
 */
public record ConvCase(Convolution convolution, Inputs inputs) {

  /** Elements of activation, weight and output together: the measure of a small case. */
  public long elements() {
    return convolution.elements();
  }

  /** Whether it is too large to be evaluated and run as a whole. */
  public boolean isLarge() {
    return convolution.isLarge();
  }

  /** The first draw of the inputs. */
  public Drawing drawing() {
    return Drawing.first(convolution, inputs);
  }

  public ConvCase with(Convolution other) {
    return new ConvCase(other, inputs);
  }

  public ConvCase with(Inputs other) {
    return new ConvCase(convolution, other);
  }

  /** The text form that {@link CaseText#parse} reads. */
  @Override
  public String toString() {
    return CaseText.print(this);
  }

  /**
   * Smaller first: by elements, then batch, cin, cout, groups, sizes, paddings, then by the text
   * form, so that no two cases are equal in it.
   */
  public static Comparator<ConvCase> bySize() {
    return Comparator.comparingLong(ConvCase::elements)
        .thenComparing(ConvCase::convolution, ConvCase::compareNumbers)
        .thenComparing(ConvCase::toString);
  }

  private static int compareNumbers(Convolution a, Convolution b) {
    Comparator<Convolution> channels =
        Comparator.comparingInt(Convolution::batch)
            .thenComparingInt(Convolution::cin)
            .thenComparingInt(Convolution::cout)
            .thenComparingInt(Convolution::groups)
            .thenComparingInt(c -> c.spatial().size());
    int result = channels.compare(a, b);
    for (int i = 0; result == 0 && i < a.spatial().size(); i++) {
      result = Integer.compare(a.spatial().get(i).size(), b.spatial().get(i).size());
    }
    Comparator<Convolution.Axis> paddings =
        Comparator.comparingInt(Convolution.Axis::padBefore)
            .thenComparingInt(Convolution.Axis::padAfter);
    for (int i = 0; result == 0 && i < a.spatial().size(); i++) {
      result = paddings.compare(a.spatial().get(i), b.spatial().get(i));
    }
    return result;
  }
}
