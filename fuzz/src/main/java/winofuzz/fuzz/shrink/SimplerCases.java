package winofuzz.fuzz.shrink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import winofuzz.convolution.BadConvolutionException;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.ir.DType;

/** The cases that are one step simpler than a case, the boldest step first. */
final class SimplerCases {
  /** More than the cases of a campaign have along any axis, but for large ones. */
  private static final int MANY = 256;

  private final ConvCase from;
  private final List<ConvCase> result = new ArrayList<>();

  private SimplerCases(ConvCase from) {
    this.from = from;
  }

  static List<ConvCase> of(ConvCase from) {
    SimplerCases simpler = new SimplerCases(from);
    simpler.values();
    simpler.axes();
    simpler.windows();
    simpler.channels();
    simpler.sizes();
    simpler.paddings();
    return List.copyOf(simpler.result);
  }

  /** With the inputs of the canonical cases, or the dtype that a case has if it does not say. */
  private void values() {
    Convolution c = from.convolution();
    if (!from.inputs().equals(CanonicalCases.INPUTS)) {
      result.add(from.with(CanonicalCases.INPUTS));
    }
    propose(c.batch(), c.cin(), c.cout(), c.groups(), c.spatial(), DType.FLOAT32);
  }

  /** Without one of the spatial axes. */
  private void axes() {
    List<Axis> axes = from.convolution().spatial();
    for (int i = 0; i < axes.size() && axes.size() > 1; i++) {
      List<Axis> fewer = new ArrayList<>(axes);
      fewer.remove(i);
      spatial(fewer);
    }
  }

  /** Toward a window no wider than the usual, with stride and dilation 1. */
  private void windows() {
    everyAxis(
        a ->
            new Axis(
                a.size(),
                Math.min(a.kernel(), SmallerCases.USUAL_WINDOW),
                a.padBefore(),
                a.padAfter(),
                1,
                1));
    everyAxis(a -> new Axis(a.size(), a.kernel(), a.padBefore(), a.padAfter(), 1, a.dilation()));
    everyAxis(a -> new Axis(a.size(), a.kernel(), a.padBefore(), a.padAfter(), a.stride(), 1));
  }

  private void channels() {
    Convolution c = from.convolution();
    int g = c.groups();
    propose(1, c.cin() / g, c.cout() / g, 1);
    for (int n : smaller(c.batch())) {
      propose(n, c.cin(), c.cout(), g);
    }
    for (int n : smaller(g)) {
      propose(c.batch(), c.cin() / g * n, c.cout() / g * n, n);
    }
    for (int n : smaller(c.cin() / g)) {
      propose(c.batch(), n * g, c.cout(), g);
    }
    for (int n : smaller(c.cout() / g)) {
      propose(c.batch(), c.cin(), n * g, g);
    }
  }

  private void sizes() {
    for (int i = 0; i < from.convolution().spatial().size(); i++) {
      for (int n : smaller(from.convolution().spatial().get(i).size())) {
        oneAxis(
            i, a -> new Axis(n, a.kernel(), a.padBefore(), a.padAfter(), a.stride(), a.dilation()));
      }
    }
  }

  private void paddings() {
    everyAxis(a -> new Axis(a.size(), a.kernel(), 0, 0, a.stride(), a.dilation()));
    for (int i = 0; i < from.convolution().spatial().size(); i++) {
      Axis axis = from.convolution().spatial().get(i);
      for (int n : smaller(axis.padBefore() + 1)) {
        oneAxis(
            i, a -> new Axis(a.size(), a.kernel(), n - 1, a.padAfter(), a.stride(), a.dilation()));
      }
      for (int n : smaller(axis.padAfter() + 1)) {
        oneAxis(
            i, a -> new Axis(a.size(), a.kernel(), a.padBefore(), n - 1, a.stride(), a.dilation()));
      }
    }
  }

  /**
   * One, half, one less: of a number above one. Of a large one also less by a quarter, an eighth
   * and so on, so that it takes few steps to come to the least.
   */
  private static List<Integer> smaller(int n) {
    List<Integer> steps = new ArrayList<>(List.of(1, n / 2));
    for (int by = n / 4; n > MANY && by > 1; by /= 2) {
      steps.add(n - by);
    }
    steps.add(n - 1);
    return steps.stream().filter(s -> s >= 1 && s < n).distinct().toList();
  }

  private void everyAxis(UnaryOperator<Axis> change) {
    spatial(from.convolution().spatial().stream().map(change).toList());
  }

  private void oneAxis(int index, UnaryOperator<Axis> change) {
    List<Axis> axes = new ArrayList<>(from.convolution().spatial());
    axes.set(index, change.apply(axes.get(index)));
    spatial(axes);
  }

  private void spatial(List<Axis> axes) {
    Convolution c = from.convolution();
    propose(c.batch(), c.cin(), c.cout(), c.groups(), axes);
  }

  private void propose(int batch, int cin, int cout, int groups) {
    propose(batch, cin, cout, groups, from.convolution().spatial());
  }

  private void propose(int batch, int cin, int cout, int groups, List<Axis> axes) {
    propose(batch, cin, cout, groups, axes, from.convolution().dtype());
  }

  private void propose(int batch, int cin, int cout, int groups, List<Axis> axes, DType dtype) {
    try {
      Convolution simpler = new Convolution(batch, cin, cout, groups, axes, dtype);
      if (!simpler.equals(from.convolution())) {
        result.add(from.with(simpler));
      }
    } catch (BadConvolutionException e) {
      // The step leads to a window larger than its input: there is no such case.
      return;
    }
  }
}
