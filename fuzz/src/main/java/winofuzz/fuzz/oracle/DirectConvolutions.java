package winofuzz.fuzz.oracle;

import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.interpret.DirectConvolution;
import winofuzz.interpret.Values;

/** The exact convolution of inputs: what every path must compute. */
public final class DirectConvolutions {
  private DirectConvolutions() {}

  /** Returns the exact values of {@code y}. */
  public static Values of(Convolution c, Values activation, Values weight) {
    return new DirectConvolution(
            c.batch(),
            c.groups(),
            c.cin(),
            c.cout(),
            c.spatial().stream().map(Axis::size).toList(),
            c.spatial().stream().map(Axis::kernel).toList(),
            c.spatial().stream().map(Axis::padBefore).toList(),
            c.spatial().stream().map(Axis::padAfter).toList(),
            c.spatial().stream().map(Axis::stride).toList(),
            c.spatial().stream().map(Axis::dilation).toList())
        .evaluate(activation, weight);
  }
}
