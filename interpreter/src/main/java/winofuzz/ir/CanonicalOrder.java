package winofuzz.ir;

import java.util.List;
import java.util.Objects;

/** The canonical order of nodes, which is that of commuted operands. */
final class CanonicalOrder {
  private CanonicalOrder() {}

  /** Compares by operation, argument, type, then operands. */
  static int compare(UOp a, UOp b) {
    if (a == b) {
      return 0;
    }
    int byOp = a.op().compareTo(b.op());
    if (byOp != 0) {
      return byOp;
    }
    int byArg = compare(a.arg(), b.arg());
    if (byArg != 0) {
      return byArg;
    }
    int byType = a.dtype().compareTo(b.dtype());
    if (byType != 0) {
      return byType;
    }
    for (int i = 0; i < Math.min(a.arity(), b.arity()); i++) {
      int byOperand = compare(a.src(i), b.src(i));
      if (byOperand != 0) {
        return byOperand;
      }
    }
    return Integer.compare(a.arity(), b.arity());
  }

  /**
   * Compares numbers by value, axes by id, and other arguments by their text. Roles take no part:
   * they name an axis and must not move it.
   */
  private static int compare(Arg a, Arg b) {
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

  /** Compares element by element; a prefix comes first. */
  private static int compare(List<Integer> a, List<Integer> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int byElement = Integer.compare(a.get(i), b.get(i));
      if (byElement != 0) {
        return byElement;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
