package winofuzz.compiler.render;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Where the text of each instruction's value would be written if it had no variable: in the block
 * of its only use, or in many places. A value that is used in an inner block alone has a variable
 * too, so that it is not computed again in every turn of a loop.
 */
final class Uses {
  /** Stands for more places than one. */
  private static final int MANY = -1;

  private static final int OUTERMOST = 0;

  private final Map<UOp, Integer> blocks;
  private final Map<UOp, Integer> places;

  Uses(List<UOp> instructions) {
    blocks = HashMap.newHashMap(instructions.size());
    places = HashMap.newHashMap(instructions.size());
    findBlocks(instructions);
    for (UOp node : instructions.reversed()) {
      Integer place = isTransparent(node) ? places.get(node) : blocks.get(node);
      for (int k = 0; place != null && k < node.arity(); k++) {
        if (isRead(node, k)) {
          places.merge(node.src(k), place, (a, b) -> MANY);
        }
      }
    }
  }

  private void findBlocks(List<UOp> instructions) {
    Deque<Integer> open = new ArrayDeque<>();
    open.push(OUTERMOST);
    int opened = OUTERMOST;
    for (UOp node : instructions) {
      if (node.is(Op.ENDRANGE) || node.is(Op.ENDIF)) {
        open.pop();
      }
      blocks.put(node, open.getFirst());
      if (node.is(Op.RANGE) || node.is(Op.IF)) {
        open.push(++opened);
      }
    }
  }

  /** Whether a value is used once, in its own block. */
  boolean isOnceAndHere(UOp node) {
    return Objects.equals(blocks.get(node), places.get(node));
  }

  /** Whether an instruction has no variable in any case. */
  static boolean isTransparent(UOp node) {
    return switch (node.op()) {
      case CONST, INDEX, GEP -> true;
      case CAST -> node.dtype().isPointer();
      default -> false;
    };
  }

  /** Whether an operand is read rather than waited for. */
  private static boolean isRead(UOp node, int operand) {
    return switch (node.op()) {
      case LOAD ->
          operand == 0
              || (operand == 1
                  && node.src(1).dtype().kind() != DType.Kind.VOID
                  && !node.src(1).is(Op.RANGE));
      case STORE -> operand < 2;
      case IF -> operand == 0;
      case BARRIER, ENDRANGE, ENDIF -> false;
      default -> true;
    };
  }
}
