package winofuzz.compiler.render;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import winofuzz.ir.DType;
import winofuzz.ir.NodeNumbers;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Where the text of each instruction's value would be written if it had no variable: in the block
 * of its only use, or in many places. A value that is used in an inner block alone has a variable
 * too, so that it is not computed again in every turn of a loop.
 */
final class Uses {
  /** The place of a value that is used at several places. */
  private static final int MANY = -1;

  private static final int OUTERMOST = 0;

  private static final int NOWHERE = -2;

  private final NodeNumbers numbers;

  /** By the number of an instruction, the block it is in and the place of its use. */
  private final int[] blocks;

  private final int[] places;

  Uses(List<UOp> instructions) {
    numbers = new NodeNumbers(instructions.size());
    instructions.forEach(numbers::add);
    blocks = new int[numbers.size()];
    places = new int[numbers.size()];
    Arrays.fill(places, NOWHERE);
    findBlocks(instructions);
    for (int number = instructions.size() - 1; number >= 0; number--) {
      UOp node = instructions.get(number);
      int place = isTransparent(node) ? places[number] : blocks[number];
      for (int k = 0; place != NOWHERE && k < node.arity(); k++) {
        if (isRead(node, k)) {
          int operand = numbers.find(node.src(k));
          places[operand] = places[operand] == NOWHERE ? place : MANY;
        }
      }
    }
  }

  private void findBlocks(List<UOp> instructions) {
    Deque<Integer> open = new ArrayDeque<>();
    open.push(OUTERMOST);
    int opened = OUTERMOST;
    for (int number = 0; number < blocks.length; number++) {
      UOp node = instructions.get(number);
      if (node.is(Op.ENDRANGE) || node.is(Op.ENDIF)) {
        open.pop();
      }
      blocks[number] = open.getFirst();
      if (node.is(Op.RANGE) || node.is(Op.IF)) {
        open.push(++opened);
      }
    }
  }

  /** Returns the place of an instruction among all, -1 if it is none of them. */
  int number(UOp node) {
    return numbers.find(node);
  }

  /** Whether a value is used once, in its own block. */
  boolean isOnceAndHere(UOp node) {
    int number = numbers.find(node);
    return blocks[number] == places[number];
  }

  /** Whether an instruction has no variable in any case. */
  static boolean isTransparent(UOp node) {
    return switch (node.op()) {
      case CONST, INDEX, GEP -> true;
      case CAST -> node.dtype().isPointer();
      // Every other instruction may need a variable.
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
      // Every other instruction reads all its operands.
      default -> true;
    };
  }
}
