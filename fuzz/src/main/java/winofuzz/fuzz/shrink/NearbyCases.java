package winofuzz.fuzz.shrink;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import winofuzz.convolution.BadConvolutionException;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.fuzz.cases.ConvCase;

/** The cases whose sizes and paddings differ from those of a case in one number or two, by one. */
public final class NearbyCases {
  private NearbyCases() {}

  /** Returns them, those that differ in one number first. */
  public static List<ConvCase> of(ConvCase c) {
    List<ConvCase> first = changed(c);
    SequencedSet<ConvCase> result = new LinkedHashSet<>(first);
    first.forEach(one -> result.addAll(changed(one)));
    result.remove(c);
    return List.copyOf(result);
  }

  private static List<ConvCase> changed(ConvCase c) {
    List<ConvCase> result = new ArrayList<>();
    List<Axis> axes = c.convolution().spatial();
    for (int i = 0; i < axes.size(); i++) {
      for (int by : List.of(-1, 1)) {
        add(result, c, i, by, 0, 0);
        add(result, c, i, 0, by, 0);
        add(result, c, i, 0, 0, by);
      }
    }
    return result;
  }

  private static void add(
      List<ConvCase> to, ConvCase c, int axis, int size, int padBefore, int padAfter) {
    Convolution from = c.convolution();
    List<Axis> axes = new ArrayList<>(from.spatial());
    Axis a = axes.get(axis);
    try {
      axes.set(
          axis,
          new Axis(
              a.size() + size,
              a.kernel(),
              a.padBefore() + padBefore,
              a.padAfter() + padAfter,
              a.stride(),
              a.dilation()));
      to.add(
          c.with(
              new Convolution(
                  from.batch(), from.cin(), from.cout(), from.groups(), axes, from.dtype())));
    } catch (BadConvolutionException e) {
      // The step leads to a window larger than its input: there is no such case.
    }
  }
}
