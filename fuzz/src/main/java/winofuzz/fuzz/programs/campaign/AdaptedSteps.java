package winofuzz.fuzz.programs.campaign;

import java.util.ArrayList;
import java.util.List;
import winofuzz.fuzz.programs.TensorOp;
import winofuzz.fuzz.programs.TensorOp.Sides;
import winofuzz.fuzz.programs.TensorType;

/** Steps that name extents, for an operand that has come to have others. */
final class AdaptedSteps {
  private AdaptedSteps() {}

  /**
   * Returns a step for another operand; as it is where it names none, or nothing fits.
   *
   * @param before the type of its first operand so far
   * @param now the type of its first operand
   */
  static TensorOp of(TensorOp op, TensorType before, TensorType now) {
    if (before.shape().equals(now.shape())) {
      return op;
    }
    return switch (op) {
      case TensorOp.Reshape s -> new TensorOp.Reshape(s.of(), reshaped(s.shape(), now.elements()));
      case TensorOp.Expand s when before.rank() == now.rank() ->
          new TensorOp.Expand(s.of(), expanded(s.shape(), before, now));
      case TensorOp.Shrink s when before.rank() == now.rank() ->
          new TensorOp.Shrink(s.of(), parts(s.parts(), now));
      default -> op; // What names no extents fits as it is, or not at all.
    };
  }

  /** Returns a shape of so many elements that differs in one extent. */
  private static List<Integer> reshaped(List<Integer> shape, long elements) {
    long all = TensorType.elements(shape);
    for (int i = 0; i < shape.size(); i++) {
      long others = all / shape.get(i);
      if (elements % others == 0) {
        List<Integer> result = new ArrayList<>(shape);
        result.set(i, Math.toIntExact(elements / others));
        return result;
      }
    }
    return shape;
  }

  private static List<Integer> expanded(List<Integer> shape, TensorType before, TensorType now) {
    List<Integer> result = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      result.add(before.shape().get(i) == 1 ? shape.get(i) : now.shape().get(i));
    }
    return result;
  }

  private static List<Sides> parts(List<Sides> parts, TensorType now) {
    List<Sides> result = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      int end = Math.min(parts.get(i).after(), now.shape().get(i));
      result.add(new Sides(Math.min(parts.get(i).before(), end - 1), end));
    }
    return result;
  }
}
