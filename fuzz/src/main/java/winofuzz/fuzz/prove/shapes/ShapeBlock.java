package winofuzz.fuzz.prove.shapes;

import java.util.ArrayList;
import java.util.List;

/**
 * Shapes of one number of elements that come one after the other.
 *
 * @param elements of activation, weight and output together
 * @param from how many shapes of as many elements come before
 * @param shapes how many there are
 */
public record ShapeBlock(int elements, int from, int shapes) {
  /** Shapes that are proven between two records of what was proven: some seconds of work. */
  static final int MOST = 2048;

  /** Returns the blocks of one number of elements. */
  static List<ShapeBlock> of(int elements, int count) {
    List<ShapeBlock> result = new ArrayList<>();
    for (int from = 0; from < count; from += MOST) {
      result.add(new ShapeBlock(elements, from, Math.min(MOST, count - from)));
    }
    return result;
  }
}
