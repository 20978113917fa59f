package winofuzz.fuzz.programs.campaign;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.programs.TensorOp;
import winofuzz.fuzz.programs.TensorOp.Sides;
import winofuzz.fuzz.programs.TensorType;

/** Steps on operands that lack an axis of extent 1 which they had. */
final class SqueezedSteps {
  private SqueezedSteps() {}

  /**
   * A step without an axis.
   *
   * @param lacks which axis of its result is gone; null where the result is as before
   */
  record Squeezed(TensorOp op, @Nullable Integer lacks) {}

  /**
   * Returns what a step becomes; null where it needs the axis.
   *
   * @param of for each operand, which axis is gone; null for none
   * @param operands their types before
   * @param result its type before
   */
  static @Nullable Squeezed of(
      TensorOp op, List<@Nullable Integer> of, List<TensorType> operands, TensorType result) {
    Integer gone = of.getFirst();
    if (op instanceof TensorOp.Gather gather) {
      return gathered(gather, of, operands.getLast().rank());
    }
    if (gone == null || of.stream().anyMatch(g -> !gone.equals(g))) {
      return null;
    }
    return switch (op) {
      case TensorOp.OnElements s -> new Squeezed(s, gone);
      case TensorOp.Cast s -> new Squeezed(s, gone);
      case TensorOp.Bitcast s -> new Squeezed(s, gone);
      case TensorOp.Contiguous s -> new Squeezed(s, gone);
      case TensorOp.Reshape s -> new Squeezed(s, null);
      case TensorOp.Reduce s -> reduced(s, gone);
      case TensorOp.Locate s when s.axis() != gone ->
          new Squeezed(
              new TensorOp.Locate(s.largest(), s.of(), moved(s.axis(), gone)),
              moved(gone, s.axis()));
      case TensorOp.Permute s ->
          new Squeezed(
              new TensorOp.Permute(
                  s.of(), moved(without(s.order(), s.order().indexOf(gone)), gone)),
              s.order().indexOf(gone));
      case TensorOp.Expand s when s.shape().get(gone) == 1 ->
          new Squeezed(new TensorOp.Expand(s.of(), without(s.shape(), gone)), gone);
      case TensorOp.Pad s when s.margins().get(gone).equals(new Sides(0, 0)) ->
          new Squeezed(new TensorOp.Pad(s.of(), without(s.margins(), gone), s.value()), gone);
      case TensorOp.Shrink s ->
          new Squeezed(new TensorOp.Shrink(s.of(), without(s.parts(), gone)), gone);
      case TensorOp.Flip s when !s.axes().contains(gone) ->
          new Squeezed(new TensorOp.Flip(s.of(), moved(s.axes(), gone)), gone);
      case TensorOp.Repeat s when s.counts().get(gone) == 1 ->
          new Squeezed(new TensorOp.Repeat(s.of(), without(s.counts(), gone)), gone);
      case TensorOp.Concatenate s when s.axis() != gone ->
          new Squeezed(new TensorOp.Concatenate(s.operands(), moved(s.axis(), gone)), gone);
      case TensorOp.Stack s -> stacked(s, gone);
      case TensorOp.Triangle s when gone < result.rank() - 2 -> new Squeezed(s, gone);
      default -> null; // The axis is needed, or there are no operands.
    };
  }

  /** The axes of the index are the first of the result; then come those of the operand but one. */
  private static @Nullable Squeezed gathered(
      TensorOp.Gather op, List<@Nullable Integer> of, int indexRank) {
    Integer ofRows = of.getFirst();
    Integer ofIndex = of.getLast();
    if (ofRows == null) {
      return ofIndex == null ? null : new Squeezed(op, ofIndex);
    }
    return ofIndex == null && ofRows > 0 ? new Squeezed(op, indexRank - 1 + ofRows) : null;
  }

  private static @Nullable Squeezed reduced(TensorOp.Reduce op, int gone) {
    boolean isReduced = op.axes().contains(gone);
    List<Integer> axes = moved(op.axes().stream().filter(a -> a != gone).toList(), gone);
    if (axes.isEmpty()) {
      return null;
    }
    int before = (int) op.axes().stream().filter(a -> a < gone).count();
    return new Squeezed(
        new TensorOp.Reduce(op.kind(), op.of(), axes, op.dtype()),
        isReduced ? null : Integer.valueOf(gone - before));
  }

  private static Squeezed stacked(TensorOp.Stack op, int gone) {
    return op.axis() <= gone
        ? new Squeezed(op, gone + 1)
        : new Squeezed(new TensorOp.Stack(op.operands(), op.axis() - 1), gone);
  }

  /** Returns where an axis is once another one is gone. */
  private static int moved(int axis, int gone) {
    return axis > gone ? axis - 1 : axis;
  }

  private static List<Integer> moved(List<Integer> axes, int gone) {
    return axes.stream().map(a -> moved(a, gone)).toList();
  }

  private static <T> List<T> without(List<T> of, int index) {
    List<T> result = new ArrayList<>(of);
    result.remove(index);
    return result;
  }
}
