package winofuzz.interpret;

import java.util.List;
import winofuzz.ir.Arg;
import winofuzz.ir.Kernel;
import winofuzz.ir.Memory;
import winofuzz.ir.Op;
import winofuzz.ir.Program;
import winofuzz.ir.UOp;

/**
 * Refuses programs that are too large, before anything is evaluated: an array has at most {@link
 * Space#MAX_ELEMENTS} elements, and nested loops of instructions at most as many turns in all.
 */
final class SizeLimits {
  private SizeLimits() {}

  /** Throws an {@link EvaluationException} at the first node that is too large. */
  static void check(Program program) {
    switch (program) {
      case Program.Whole whole -> whole.output().toposort().forEach(SizeLimits::check);
      case Program.Scheduled scheduled -> {
        scheduled.memories().forEach(SizeLimits::check);
        for (Kernel kernel : scheduled.kernels()) {
          switch (kernel.body()) {
            case Kernel.Graph graph -> graph.sink().toposort().forEach(SizeLimits::check);
            case Kernel.Linear linear -> check(linear);
          }
        }
      }
    }
  }

  private static void check(Memory memory) {
    if (memory.elements() > Space.MAX_ELEMENTS) {
      throw new EvaluationException(
          "memory " + memory.name() + ": " + tooMany("elements", (double) memory.elements()));
    }
  }

  /** Checks a node of stage tensor that an array is made for, if it is not a view of another. */
  static void checkArray(UOp node) {
    if (node.op().isElementwise() || node.is(Op.REDUCE_AXIS) || node.is(Op.PAD)) {
      List<Integer> shape = node.shapeOrNull();
      double elements = 1;
      for (int extent : shape == null ? List.<Integer>of() : shape) {
        elements *= extent;
      }
      require(node, "elements", elements);
    }
  }

  /** Checks a node among ranges: what it closes is an array, or a loop over one. */
  private static void check(UOp node) {
    switch (node.op()) {
      case BUFFER -> require(node, "elements", (double) ((Arg.Size) node.arg()).elements());
      case RANGE -> require(node, "turns", node.max() + 1.0);
      case REDUCE -> require(node, "turns", pointsClosedBy(node));
      case BUFFERIZE, STORE -> require(node, "elements", pointsClosedBy(node));
      // No other operation is an array of its own or a loop.
      default -> {}
    }
  }

  private static void check(Kernel.Linear kernel) {
    double turns = 1;
    for (UOp node : kernel.instructions()) {
      switch (node.op()) {
        case RANGE -> {
          turns *= node.max() + 1.0;
          require(node, "turns with the loops around it", turns);
        }
        case ENDRANGE -> turns /= node.src(0).max() + 1.0;
        case DEFINE_LOCAL, DEFINE_REGISTER ->
            require(node, "elements", (double) node.dtype().requirePointer().size());
        // Every other instruction is executed once a turn.
        default -> {}
      }
    }
    ThreadLaunch _ = new ThreadLaunch(kernel.instructions());
  }

  private static double pointsClosedBy(UOp node) {
    return node.srcFrom(node.op().closedRangesStart()).stream()
        .flatMap(closed -> closed.ranges().stream())
        .distinct()
        .mapToDouble(range -> range.max() + 1.0)
        .reduce(1, (a, b) -> a * b);
  }

  private static void require(UOp node, String what, double found) {
    if (found > Space.MAX_ELEMENTS) {
      throw EvaluationException.at(node, new EvaluationException(tooMany(what, found)));
    }
  }

  private static String tooMany(String what, double found) {
    return "expected at most %d %s, found %.0f".formatted(Space.MAX_ELEMENTS, what, found);
  }
}
