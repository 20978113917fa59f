package winofuzz.interpret;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import winofuzz.ir.NodeNumbers;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * A list of instructions, indexed for execution: where operands are, where blocks end, and where
 * values are used for the last time.
 */
final class Instructions {
  private static final int NOWHERE = -1;

  private final UOp[] nodes;
  private final int[][] operands;
  private final int[] blockEnd;
  private final int[][] dying;

  Instructions(String kernel, List<UOp> list, Contractions contractions) {
    nodes = list.toArray(UOp[]::new);
    operands = new int[nodes.length][];
    blockEnd = new int[nodes.length];
    Arrays.fill(blockEnd, NOWHERE);
    NodeNumbers positions = new NodeNumbers(nodes.length);
    Deque<Integer> open = new ArrayDeque<>();
    int[] openAt = new int[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      UOp node = nodes[i];
      operands[i] = positionsOf(node, contractions, positions);
      if (positions.add(node) != i) {
        throw new EvaluationException(
            "kernel %s: instruction %d: expected a node that is new, found %s"
                .formatted(kernel, i, node));
      }
      openAt[i] = open.isEmpty() ? NOWHERE : open.peek();
      if (node.is(Op.RANGE) || node.is(Op.IF)) {
        open.push(i);
      } else if (node.is(Op.ENDRANGE) || node.is(Op.ENDIF)) {
        if (open.isEmpty() || nodes[open.peek()] != node.src(0)) {
          throw new EvaluationException(
              "kernel "
                  + kernel
                  + ": instruction "
                  + i
                  + ": expected blocks that nest, found "
                  + node);
        }
        blockEnd[open.pop()] = i;
      }
    }
    if (!open.isEmpty()) {
      throw new EvaluationException(
          "kernel " + kernel + ": expected an end of " + nodes[open.peek()]);
    }
    dying = lastUses(openAt);
  }

  /** Returns where what an instruction reads is: nothing if the sum that uses it reads that. */
  private static int[] positionsOf(UOp node, Contractions contractions, NodeNumbers positions) {
    Contractions.Fused fused = contractions.of(node);
    if (fused != null) {
      return fused.operands().stream().mapToInt(positions::find).toArray();
    }
    int[] result = new int[contractions.isFused(node) ? 0 : node.arity()];
    for (int k = 0; k < result.length; k++) {
      // An operand that only orders instructions need not be in the list.
      result[k] = positions.find(node.src(k));
    }
    return result;
  }

  /** Returns for each position the values that are used last there. */
  private int[][] lastUses(int[] openAt) {
    int[] last = new int[nodes.length];
    Arrays.fill(last, NOWHERE);
    for (int i = 0; i < nodes.length; i++) {
      for (int operand : operands[i]) {
        if (operand != NOWHERE) {
          last[operand] = Math.max(last[operand], inBlockOf(operand, i, openAt));
        }
      }
    }
    int[] counts = new int[nodes.length];
    for (int at : last) {
      if (at != NOWHERE) {
        counts[at]++;
      }
    }
    int[][] result = new int[nodes.length][];
    Arrays.setAll(result, i -> new int[counts[i]]);
    for (int i = 0; i < nodes.length; i++) {
      if (last[i] != NOWHERE) {
        result[last[i]][--counts[last[i]]] = i;
      }
    }
    return result;
  }

  /** A use in a deeper block counts at the end of that block, because a loop uses it every turn. */
  private int inBlockOf(int definition, int use, int[] openAt) {
    int at = use;
    int block = openAt[use];
    while (block != openAt[definition] && block != NOWHERE && block > definition) {
      at = blockEnd[block];
      block = openAt[block];
    }
    return at;
  }

  int size() {
    return nodes.length;
  }

  UOp node(int position) {
    return nodes[position];
  }

  /** Returns the position of an operand. A list without the operand is reported. */
  int operand(int position, int index) {
    int result = operands[position][index];
    if (result == NOWHERE) {
      throw new EvaluationException(
          nodes[position]
              + ": expected operand "
              + index
              + " before it, found "
              + nodes[position].src(index));
    }
    return result;
  }

  /** Returns the position at which the block that opens at a position ends. */
  int blockEnd(int position) {
    return blockEnd[position];
  }

  /** Returns the positions of the values that are used for the last time at a position. */
  int[] dyingAt(int position) {
    return dying[position];
  }
}
