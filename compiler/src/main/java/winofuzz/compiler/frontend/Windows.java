package winofuzz.compiler.frontend;

import static winofuzz.compiler.frontend.Tensors.count;
import static winofuzz.compiler.frontend.Tensors.join;
import static winofuzz.compiler.frontend.Tensors.pad;
import static winofuzz.compiler.frontend.Tensors.permute;
import static winofuzz.compiler.frontend.Tensors.reshape;
import static winofuzz.compiler.frontend.Tensors.shrink;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import winofuzz.ir.InvalidGraphException;
import winofuzz.ir.UOp;

/** Gathers the windows of a sliding kernel by movement ops alone. */
final class Windows {
  private Windows() {}

  /**
   * One axis that a window slides along.
   *
   * @param kernel elements of the window
   * @param stride step between windows
   * @param dilation step between the elements of a window
   */
  record Slide(int kernel, int stride, int dilation) {
    int reach() {
      return dilation * (kernel - 1) + 1;
    }

    int outputs(int size) {
      return Math.ceilDiv(size - reach() + 1, stride);
    }
  }

  /**
   * Returns the windows along the trailing axes: shape {@code [lead..., size...]} becomes {@code
   * [lead..., outputs..., kernel...]}. A window larger than its axis is an {@link
   * InvalidGraphException}.
   */
  static UOp gather(UOp x, List<Slide> slides) {
    int lead = x.shape().size() - slides.size();
    for (int i = 0; i < slides.size(); i++) {
      int size = x.shape().get(lead + i);
      if (slides.get(i).reach() > size) {
        throw new InvalidGraphException(
            "window: expected at most "
                + size
                + " elements, the size of the input, found "
                + slides.get(i).reach());
      }
    }
    boolean overlapping =
        slides.stream().anyMatch(s -> s.kernel() > s.stride() || s.dilation() != 1);
    return overlapping ? gatherOverlapping(x, lead, slides) : gatherApart(x, lead, slides);
  }

  /**
   * Overlapping windows without a gather op: the axis is repeated and cut into rows one element (a
   * dilation) longer than the axis, so that row k starts k elements later; the columns of the rows
   * are then the windows.
   */
  private static UOp gatherOverlapping(UOp x, int lead, List<Slide> slides) {
    List<Integer> outer = x.shape().subList(0, lead);
    List<Integer> repeats = new ArrayList<>(Collections.nCopies(lead, 1));
    List<Integer> cut = new ArrayList<>(outer);
    List<Integer> rows = new ArrayList<>(outer);
    List<Integer> strided = new ArrayList<>(outer);
    List<Integer> steps = new ArrayList<>(outer);
    List<Integer> firsts = new ArrayList<>(outer);
    List<Integer> windows = new ArrayList<>(outer);
    for (int i = 0; i < slides.size(); i++) {
      Slide s = slides.get(i);
      int size = x.shape().get(lead + i);
      int outputs = s.outputs(size);
      // A last window that starts within a stride of the end needs the rows twice as long.
      int factor = outputs * s.stride() > size - s.dilation() * (s.kernel() - 1) ? 2 : 1;
      int row = Math.addExact(Math.multiplyExact(size, factor), s.dilation());
      int allRows = Math.multiplyExact(s.kernel(), row);
      repeats.add(Math.ceilDiv(allRows, size));
      cut.add(allRows);
      rows.addAll(List.of(s.kernel(), row));
      strided.addAll(List.of(s.kernel(), outputs * s.stride()));
      steps.addAll(List.of(s.kernel(), outputs, s.stride()));
      firsts.addAll(List.of(s.kernel(), outputs, 1));
      windows.addAll(List.of(s.kernel(), outputs));
    }
    UOp y = reshape(shrink(repeat(x, repeats), cut), rows);
    y = reshape(shrink(y, strided), steps);
    y = reshape(shrink(y, firsts), windows);
    return permute(y, join(count(0, lead), odd(lead, slides.size()), even(lead, slides.size())));
  }

  /** Windows that do not overlap are rows of the axis, cut to length. */
  private static UOp gatherApart(UOp x, int lead, List<Slide> slides) {
    List<Integer> outer = x.shape().subList(0, lead);
    List<Integer> zeros = Collections.nCopies(x.shape().size(), 0);
    List<Integer> missing = new ArrayList<>(zeros);
    List<Integer> used = new ArrayList<>(outer);
    List<Integer> rows = new ArrayList<>(outer);
    List<Integer> windows = new ArrayList<>(outer);
    for (int i = 0; i < slides.size(); i++) {
      Slide s = slides.get(i);
      int size = x.shape().get(lead + i);
      int outputs = s.outputs(size);
      missing.set(lead + i, Math.max(0, outputs * s.stride() - size));
      used.add(outputs * s.stride());
      rows.addAll(List.of(outputs, s.stride()));
      windows.addAll(List.of(outputs, s.kernel()));
    }
    UOp y = reshape(shrink(pad(x, zeros, missing), used), rows);
    y = shrink(y, windows);
    return permute(y, join(count(0, lead), even(lead, slides.size()), odd(lead, slides.size())));
  }

  private static UOp repeat(UOp x, List<Integer> repeats) {
    List<Integer> apart = new ArrayList<>();
    List<Integer> repeated = new ArrayList<>();
    List<Integer> whole = new ArrayList<>();
    for (int i = 0; i < repeats.size(); i++) {
      int size = x.shape().get(i);
      apart.addAll(List.of(1, size));
      repeated.addAll(List.of(repeats.get(i), size));
      whole.add(Math.multiplyExact(repeats.get(i), size));
    }
    return reshape(Tensors.expand(reshape(x, apart), repeated), whole);
  }

  private static List<Integer> even(int lead, int axes) {
    return count(0, axes).stream().map(i -> lead + 2 * i).toList();
  }

  private static List<Integer> odd(int lead, int axes) {
    return count(0, axes).stream().map(i -> lead + 2 * i + 1).toList();
  }
}
