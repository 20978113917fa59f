package winofuzz.fuzz.rules;

import java.util.ArrayList;
import java.util.List;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** What statements do: the stores among them, in order, without what only holds them together. */
final class Effects {
  private Effects() {}

  /** Returns the statements that a node holds together, or itself. */
  static List<UOp> of(UOp node) {
    List<UOp> result = new ArrayList<>();
    collect(node, result);
    return result;
  }

  private static void collect(UOp node, List<UOp> result) {
    switch (node.op()) {
      case SINK, NOOP, BARRIER, CAT, PTRCAT -> node.src().forEach(part -> collect(part, result));
      case VECTORIZE, GEP -> {
        if (node.dtype().equals(DType.VOID)) {
          node.src().forEach(part -> collect(part, result));
        } else if (!result.contains(node)) {
          result.add(node);
        }
      }
      // Every other node does something.
      default -> {
        if (!result.contains(node)) {
          result.add(node);
        }
      }
    }
  }

  /** Whether both sides wait for the threads of a threadgroup, or neither does. */
  static boolean waitAlike(UOp before, UOp after) {
    return hasBarrier(before) == hasBarrier(after);
  }

  private static boolean hasBarrier(UOp node) {
    return node.is(Op.BARRIER)
        || (node.dtype().equals(DType.VOID)
            && (node.is(Op.VECTORIZE) || node.is(Op.SINK))
            && node.src().stream().anyMatch(Effects::hasBarrier));
  }
}
