package winofuzz.compiler.rangeify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import winofuzz.compiler.rewrite.RewriteMemory;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.compiler.symbolic.SymbolicRules;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.OpSet;
import winofuzz.ir.UOp;

/**
 * What a movement op means: the index into its operand of the element that stands at an index of
 * its result.
 */
public final class MovementIndexing {
  /** What conditions of padding are simplified by. */
  public static final RuleSet<Object> BOUNDS =
      RuleSet.join("padding bounds", SymbolicRules.SYMBOLIC, SymbolicRules.VALID);

  /** What indices into another shape are simplified by. */
  public static final RuleSet<Object> VIEWS =
      RuleSet.join(
          "reshape", SymbolicRules.SYMBOLIC, SymbolicRules.VALID, SymbolicRules.DROP_UNRELATED);

  private static final OpSet CHOICES = OpSet.of(Op.WHERE);
  private static final RewriteMemory SIMPLER_BOUNDS = new RewriteMemory(BOUNDS);
  private static final RewriteMemory SIMPLER_VIEWS = new RewriteMemory(VIEWS);

  private MovementIndexing() {}

  /**
   * Returns the indices into the operand of a movement op.
   *
   * @param movement the movement op
   * @param indices one for each axis of its result
   * @param rewriter that simplifies them
   * @return one for each axis of its operand; of a PAD, invalid where there is no element
   */
  public static List<UOp> through(UOp movement, List<UOp> indices, Rewriter rewriter) {
    List<Integer> shape = movement.src(0).shape();
    return switch (movement.op()) {
      case SHRINK -> shrunk(indices, movement.src(1).integers());
      case PERMUTE -> permuted(indices, ((Arg.Permutation) movement.arg()).order());
      case FLIP -> flipped(shape, indices, ((Arg.Flips) movement.arg()).axes());
      case EXPAND -> expanded(shape, indices, movement.shape());
      case PAD -> {
        List<Integer> before = movement.src(1).integers();
        yield padded(shape, indices, before, movement.src(2).integers(), rewriter);
      }
      case RESHAPE ->
          movement.src(0).is(Op.BUFFER)
              ? throughFlat(List.of(product(shape)), indices, movement.shape(), rewriter)
              : reshaped(extents(shape), indices, movement.shape(), rewriter);
      // No other operation moves.
      default -> throw new AssertionError("not a movement op: " + movement);
    };
  }

  private static List<UOp> shrunk(List<UOp> indices, List<Integer> begin) {
    List<UOp> result = new ArrayList<>();
    for (int i = 0; i < indices.size(); i++) {
      result.add(begin.get(i) == 0 ? indices.get(i) : indices.get(i).plus(begin.get(i)));
    }
    return result;
  }

  private static List<UOp> permuted(List<UOp> indices, List<Integer> order) {
    List<UOp> result = new ArrayList<>(indices);
    for (int i = 0; i < indices.size(); i++) {
      result.set(order.get(i), indices.get(i));
    }
    return result;
  }

  private static List<UOp> flipped(List<Integer> shape, List<UOp> indices, List<Boolean> axes) {
    List<UOp> result = new ArrayList<>();
    for (int i = 0; i < indices.size(); i++) {
      UOp index = indices.get(i);
      result.add(axes.get(i) ? index.negate().plus(shape.get(i) - 1L) : index);
    }
    return result;
  }

  private static List<UOp> expanded(List<Integer> from, List<UOp> indices, List<Integer> to) {
    List<UOp> result = new ArrayList<>();
    for (int i = 0; i < indices.size(); i++) {
      result.add(from.get(i).equals(to.get(i)) ? indices.get(i) : UOp.index(0));
    }
    return result;
  }

  private static List<UOp> padded(
      List<Integer> shape,
      List<UOp> indices,
      List<Integer> before,
      List<Integer> after,
      Rewriter rewriter) {
    List<UOp> result = new ArrayList<>();
    for (int i = 0; i < indices.size(); i++) {
      UOp index = indices.get(i);
      if (before.get(i) == 0 && after.get(i) == 0) {
        result.add(index);
        continue;
      }
      UOp inside = index.atLeast(before.get(i)).and(index.lessThan(shape.get(i) + before.get(i)));
      // The invalid index is not simplified away here: the PAD itself becomes a choice by it.
      result.add(
          SIMPLER_BOUNDS
              .rewrite(inside, rewriter)
              .where(index.minus(before.get(i)), UOp.invalid(1)));
    }
    return result;
  }

  private static long product(List<Integer> shape) {
    return shape.stream().mapToLong(n -> n).reduce(1, Math::multiplyExact);
  }

  private static List<Long> extents(List<Integer> shape) {
    return shape.stream().map(Integer::longValue).toList();
  }

  /**
   * Through flat indices. Consecutive axes with as many elements as others of the operand have a
   * flat index of their own, so that expressions stay small; but a condition on an index is one on
   * all of them.
   */
  private static List<UOp> reshaped(
      List<Long> shape, List<UOp> indices, List<Integer> resultShape, Rewriter rewriter) {
    if (!areWithin(indices, resultShape)) {
      return throughFlat(shape, indices, resultShape, rewriter);
    }
    List<UOp> result = new ArrayList<>();
    int axis = 0;
    int i = 0;
    while (i < shape.size()) {
      while (axis < indices.size() && resultShape.get(axis) == 1) {
        axis++;
      }
      int from = i;
      int fromAxis = axis;
      long elements = shape.get(i++);
      long resultElements = 1;
      while (elements != resultElements) {
        if (elements < resultElements) {
          elements *= shape.get(i++);
        } else {
          resultElements *= resultShape.get(axis++);
        }
      }
      if (i == from + 1 && axis == fromAxis + 1 && indices.get(fromAxis).op().isIrreducible()) {
        result.add(indices.get(fromAxis));
      } else {
        result.addAll(
            throughFlat(
                shape.subList(from, i),
                indices.subList(fromAxis, axis),
                resultShape.subList(fromAxis, axis),
                rewriter));
      }
    }
    return result;
  }

  /** Whether indices have no conditions and are known to be within a shape. */
  private static boolean areWithin(List<UOp> indices, List<Integer> shape) {
    for (int i = 0; i < indices.size(); i++) {
      UOp index = indices.get(i);
      if (CHOICES.mayBeIn(index) || index.min() < 0 || index.max() >= shape.get(i)) {
        return false;
      }
    }
    return true;
  }

  /** Through the flat index: composed row-major in one shape, taken apart in the other. */
  private static List<UOp> throughFlat(
      List<Long> shape, List<UOp> indices, List<Integer> resultShape, Rewriter rewriter) {
    UOp flat = UOp.index(0);
    for (UOp term : terms(indices, resultShape)) {
      flat = flat.plus(term);
    }
    List<UOp> apart = new ArrayList<>();
    for (int i = shape.size() - 1; i >= 0; i--) {
      apart.add(flat.modulo(shape.get(i)));
      flat = flat.divide(shape.get(i));
    }
    Collections.reverse(apart);
    return SIMPLER_VIEWS.rewrite(UOp.sink(apart), rewriter).src();
  }

  /** Index times stride of each axis, the innermost first. */
  private static List<UOp> terms(List<UOp> indices, List<Integer> shape) {
    List<UOp> result = new ArrayList<>();
    long stride = 1;
    for (int i = shape.size() - 1; i >= 0; i--) {
      result.add(UOp.constant(DType.INDEX, stride).times(indices.get(i)));
      stride *= shape.get(i);
    }
    return result;
  }
}
