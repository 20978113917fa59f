package winofuzz.fuzz.equal;

import java.util.List;
import winofuzz.ir.Kernel;
import winofuzz.ir.UOp;

/** What it takes to keep the values of all nodes. */
final class Probing {
  private Probing() {}

  /** Returns the nodes of a kernel, operands before users. */
  static List<UOp> nodes(Kernel.Body body) {
    return switch (body) {
      case Kernel.Graph(UOp sink) -> sink.toposort();
      case Kernel.Linear(List<UOp> instructions) -> instructions;
    };
  }

  /** Returns how many values the nodes of a kernel have. */
  static double values(Kernel.Body body) {
    return switch (body) {
      case Kernel.Graph(UOp sink) -> values(sink.toposort(), false);
      case Kernel.Linear(List<UOp> instructions) -> ofInstructions(instructions);
    };
  }

  /**
   * Returns how many values some nodes have, in all.
   *
   * @param isTensor whether these are over shapes, not over ranges
   */
  static double values(List<UOp> nodes, boolean isTensor) {
    double result = 0;
    for (UOp node : nodes) {
      double values = 1;
      List<Integer> shape = isTensor ? node.shapeOrNull() : null;
      if (shape != null) {
        for (int extent : shape) {
          values *= extent;
        }
      }
      for (UOp range : isTensor ? List.<UOp>of() : node.ranges()) {
        values *= range.max() + 1.0;
      }
      result += values;
    }
    return result;
  }

  private static double ofInstructions(List<UOp> instructions) {
    double threads = 1;
    double turns = 1;
    double result = 0;
    for (UOp node : instructions) {
      switch (node.op()) {
        case SPECIAL -> threads *= node.max() + 1.0;
        case RANGE -> turns *= node.max() + 1.0;
        case ENDRANGE -> turns /= node.src(0).max() + 1.0;
        // All others are executed once a turn.
        default -> {}
      }
      result += turns * Math.max(1, node.dtype().count());
    }
    return result * threads;
  }
}
