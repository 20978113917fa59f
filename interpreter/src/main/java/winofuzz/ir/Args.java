package winofuzz.ir;

import java.util.List;
import java.util.Objects;

/** The order of arguments, as far as the canonical order of nodes needs one. */
final class Args {
  private Args() {}

  /**
   * Numbers by value, axes by id, all else by its text. Roles take no part: they name an axis and
   * must not move it.
   */
  static int compare(Arg a, Arg b) {
    if (Objects.equals(a, b)) {
      return 0;
    }
    if (a instanceof Arg.Int x && b instanceof Arg.Int y) {
      return Long.compare(x.value(), y.value());
    }
    if (a instanceof Arg.Axis x && b instanceof Arg.Axis y) {
      int byId = compare(x.id(), y.id());
      return byId != 0 ? byId : x.type().compareTo(y.type());
    }
    if (a instanceof Arg.Slot x && b instanceof Arg.Slot y) {
      return Integer.compare(x.number(), y.number());
    }
    if (a instanceof Arg.Real x && b instanceof Arg.Real y && !x.value().equals(y.value())) {
      return x.value().compareTo(y.value());
    }
    if (a instanceof Arg.Lanes x && b instanceof Arg.Lanes y) {
      return compare(x.lanes(), y.lanes());
    }
    return a.toString().compareTo(b.toString());
  }

  /** Lexicographic; a prefix comes first. */
  static int compare(List<Integer> a, List<Integer> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int byElement = Integer.compare(a.get(i), b.get(i));
      if (byElement != 0) {
        return byElement;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
