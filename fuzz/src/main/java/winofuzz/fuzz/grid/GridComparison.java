package winofuzz.fuzz.grid;

import java.util.List;

/**
 * The launches of two lowerings of one case side by side.
 *
 * @param left of the first path, in launch order
 * @param right of the other
 */
public record GridComparison(List<LaunchShape> left, List<LaunchShape> right) {
  public GridComparison {
    left = List.copyOf(left);
    right = List.copyOf(right);
  }

  /** The class of the least alike pair of kernels; another number of kernels is different. */
  public GridClass gridClass() {
    if (left.size() != right.size()) {
      return GridClass.DIFFERENT;
    }
    GridClass worst = GridClass.SAME;
    for (int i = 0; i < left.size(); i++) {
      GridClass pair = left.get(i).compare(right.get(i));
      worst = pair.compareTo(worst) > 0 ? pair : worst;
    }
    return worst;
  }

  /** The first pair of kernels of the class of the whole; their position in launch order. */
  public int telling() {
    GridClass whole = gridClass();
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      if (left.get(i).compare(right.get(i)) == whole) {
        return i;
      }
    }
    return 0;
  }
}
