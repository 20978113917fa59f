package winofuzz.compiler.lower;

import java.util.ArrayList;
import java.util.List;
import winofuzz.ir.Arg;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Making vectors of scalars and taking them apart. */
final class Vectors {
  private Vectors() {}

  /**
   * Returns the vector of some scalars; of one scalar, itself; of all lanes of a vector, that
   * vector.
   */
  static UOp of(List<UOp> elements) {
    UOp first = elements.getFirst();
    if (elements.size() == 1) {
      return first;
    }
    if (first.is(Op.GEP)
        && first.src(0).dtype().count() == elements.size()
        && isEveryLaneOf(first.src(0), elements)) {
      return first.src(0);
    }
    return UOp.of(Op.VECTORIZE, first.dtype().vector(elements.size()), Arg.None.NONE, elements);
  }

  private static boolean isEveryLaneOf(UOp vector, List<UOp> elements) {
    for (int i = 0; i < elements.size(); i++) {
      UOp element = elements.get(i);
      if (!element.is(Op.GEP)
          || element.src(0) != vector
          || !((Arg.Lanes) element.arg()).lanes().equals(List.of(i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns the lanes of a value, one scalar each. */
  static List<UOp> lanes(UOp vector) {
    if (vector.dtype().count() == 1) {
      return List.of(vector);
    }
    if (vector.is(Op.GEP)) {
      return ((Arg.Lanes) vector.arg()).lanes().stream().map(vector.src(0)::lane).toList();
    }
    List<UOp> result = new ArrayList<>();
    for (int i = 0; i < vector.dtype().count(); i++) {
      result.add(vector.lane(i));
    }
    return result;
  }
}
