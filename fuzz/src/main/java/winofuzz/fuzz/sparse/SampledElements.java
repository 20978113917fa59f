package winofuzz.fuzz.sparse;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.fuzz.inputs.Hash;

/**
 * The elements of the output of a large convolution that are looked at: where an index into any of
 * the three arrays comes to an end, or passes a power of two beyond which a type does not hold it.
 */
final class SampledElements {
  /** Beyond these a float32, an int and an unsigned int do not hold all indices. */
  private static final List<Long> LIMITS = List.of(1L << 24, 1L << 31, 1L << 32);

  /** Elements that are drawn besides. */
  private static final int DRAWN = 4;

  private final Convolution c;
  private final SortedSet<Long> elements = new TreeSet<>();

  private SampledElements(Convolution c) {
    this.c = c;
  }

  /**
   * Returns the elements, by their place in the row-major output.
   *
   * @param random decides which are drawn besides
   */
  static SortedSet<Long> of(Convolution c, Hash random) {
    SampledElements result = new SampledElements(c);
    long outputs = Convolution.product(c.outputShape());
    result.elements.addAll(ends(outputs));
    ends(Convolution.product(c.inputShape())).forEach(result::addReaderOfInput);
    ends(Convolution.product(c.weightShape())).forEach(result::addReaderOfWeight);
    for (int i = 0; i < DRAWN; i++) {
      result.elements.add((long) (random.with(i).unit() * outputs));
    }
    return result.elements;
  }

  private static SortedSet<Long> ends(long length) {
    SortedSet<Long> result = new TreeSet<>(List.of(0L, length - 1));
    for (long limit : LIMITS) {
      if (limit < length) {
        result.add(limit - 1);
        result.add(limit);
      }
    }
    return result;
  }

  /** Adds an output whose window has an element of the activation; none, if no window has it. */
  private void addReaderOfInput(long element) {
    long rest = element;
    long output = 0;
    long scale = 1;
    for (Axis axis : c.spatial().reversed()) {
      int position = position(axis, (int) (rest % axis.size()));
      if (position < 0) {
        return;
      }
      rest /= axis.size();
      output += position * scale;
      scale *= axis.output();
    }
    int group = (int) (rest % c.cin()) / (c.cin() / c.groups());
    long image = rest / c.cin();
    long channel = (long) group * (c.cout() / c.groups());
    elements.add((image * c.cout() + channel) * scale + output);
  }

  /** Returns an output along an axis whose window has a place; -1 if none has. */
  private static int position(Axis axis, int place) {
    for (int tap = 0; tap < axis.kernel(); tap++) {
      int from = place + axis.padBefore() - tap * axis.dilation();
      if (from >= 0 && from % axis.stride() == 0 && from / axis.stride() < axis.output()) {
        return from / axis.stride();
      }
    }
    return -1;
  }

  /** Adds the output in the middle of the channel that a weight is for. */
  private void addReaderOfWeight(long element) {
    long filter = Convolution.product(c.weightShape()) / c.cout();
    long plane = Convolution.product(c.outputShape()) / c.batch() / c.cout();
    elements.add(element / filter * plane + plane / 2);
  }
}
