package winofuzz.fuzz.story;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import winofuzz.convolution.BadConvolutionException;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.fuzz.cases.ConvCase;

/** The cases that have one number less than a case, by what that is, such as {@code batch=1}. */
final class SmallerNeighbours {
  private final ConvCase subject;
  private final Map<String, ConvCase> all = new LinkedHashMap<>();

  SmallerNeighbours(ConvCase subject) {
    this.subject = subject;
  }

  Map<String, ConvCase> all() {
    Convolution c = subject.convolution();
    add(
        "batch=" + (c.batch() - 1),
        () ->
            new Convolution(c.batch() - 1, c.cin(), c.cout(), c.groups(), c.spatial(), c.dtype()));
    add(
        "cin=" + (c.cin() - c.groups()),
        () ->
            new Convolution(
                c.batch(), c.cin() - c.groups(), c.cout(), c.groups(), c.spatial(), c.dtype()));
    add(
        "cout=" + (c.cout() - c.groups()),
        () ->
            new Convolution(
                c.batch(), c.cin(), c.cout() - c.groups(), c.groups(), c.spatial(), c.dtype()));
    add(
        "groups=1",
        () ->
            c.groups() == 1
                ? c
                : new Convolution(
                    c.batch(),
                    c.cin() / c.groups(),
                    c.cout() / c.groups(),
                    1,
                    c.spatial(),
                    c.dtype()));
    for (int i = 0; i < c.spatial().size(); i++) {
      Axis a = c.spatial().get(i);
      String name = Convolution.axisName(c.spatial().size(), i);
      axis(name + "=" + (a.size() - 1), i, a.size() - 1, a.padBefore(), a.padAfter());
      axis("less padding before " + name, i, a.size(), a.padBefore() - 1, a.padAfter());
      axis("less padding after " + name, i, a.size(), a.padBefore(), a.padAfter() - 1);
    }
    return all;
  }

  private void axis(String what, int axis, int size, int before, int after) {
    Convolution c = subject.convolution();
    List<Axis> axes = new ArrayList<>(c.spatial());
    Axis a = axes.get(axis);
    add(
        what,
        () -> {
          axes.set(axis, new Axis(size, a.kernel(), before, after, a.stride(), a.dilation()));
          return new Convolution(c.batch(), c.cin(), c.cout(), c.groups(), axes, c.dtype());
        });
  }

  private void add(String what, Supplier<Convolution> smaller) {
    try {
      Convolution c = smaller.get();
      if (!c.equals(subject.convolution())) {
        all.put(what, subject.with(c));
      }
    } catch (BadConvolutionException e) {
      // There is no such convolution: nothing is smaller in this way.
    }
  }
}
