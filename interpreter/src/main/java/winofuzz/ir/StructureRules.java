package winofuzz.ir;

import java.util.List;

/** Checks which nodes may be operands of which, and that lanes and sizes fit. */
final class StructureRules {
  private StructureRules() {}

  static void check(UOp node, Stage stage) {
    switch (node.op()) {
      case BUFFERIZE -> {
        for (int i = 1; i < node.arity(); i++) {
          operand(node, i, node.src(i).is(Op.RANGE) || node.src(i).isConst(0), "a RANGE or 0");
        }
        closed(node);
      }
      case STORE -> {
        operand(node, 0, isPlace(node.src(0)), "an INDEX");
        if (stage == Stage.KERNEL || stage == Stage.OPTIMIZED) {
          closed(node);
        }
      }
      case LOAD -> operand(node, 0, isPlace(node.src(0)), "an INDEX");
      case INDEX -> operand(node, 0, isMemory(node.src(0).base()), "memory");
      case REDUCE -> {
        fold(node, ((Arg.Fold) node.arg()).op());
        for (int i = 1; i < node.arity(); i++) {
          operand(node, i, !node.src(i).ranges().isEmpty(), "a RANGE");
        }
      }
      case REDUCE_AXIS -> fold(node, ((Arg.FoldAxes) node.arg()).op());
      case RANGE -> {
        if (node.src(0).min() < 1 || node.src(0).max() > Integer.MAX_VALUE) {
          throw Constraint.SIZE.broken(
              node, "an extent from 1 to 2^31-1", node.src(0).bounds().toString());
        }
      }
      case ENDRANGE -> operand(node, 0, node.src(0).is(Op.RANGE), "a RANGE");
      case ENDIF -> operand(node, 0, node.src(0).is(Op.IF), "an IF");
      case BUFFER -> {
        operand(node, 0, node.src(0).is(Op.UNIQUE), "a UNIQUE");
        operand(node, 1, node.src(1).is(Op.DEVICE), "a DEVICE");
      }
      case CONST -> {
        for (int i = 0; i < node.arity(); i++) {
          operand(node, i, node.src(i).is(Op.DEVICE), "a DEVICE");
        }
      }
      case VECTORIZE -> lanes(node, node.arity());
      case GEP -> {
        List<Integer> lanes = ((Arg.Lanes) node.arg()).lanes();
        lanes(node, lanes.size());
        int there = node.src(0).dtype().count();
        if (lanes.stream().anyMatch(lane -> lane < 0 || lane >= there)) {
          throw Constraint.LANES.broken(node, "lanes below " + there, lanes.toString());
        }
      }
      case CONTRACT -> lanes(node, product((Arg.LaneAxes) node.arg()));
      case UNROLL -> {
        int expected = product((Arg.LaneAxes) node.arg());
        if (node.src(0).dtype().count() != expected) {
          throw Constraint.LANES.broken(
              node, "an operand of " + expected + " lanes", node.src(0).dtype().toString());
        }
      }
      case WMMA -> matrix(node);
      case UNIQUE, DEVICE, SINK, NOOP, SUBSTITUTE, CONTIGUOUS -> size(node);
      case RESHAPE, PERMUTE, EXPAND, PAD, SHRINK, FLIP -> size(node);
      case DEFINE_GLOBAL, DEFINE_LOCAL, DEFINE_REGISTER, DEFINE_VAR, SPECIAL -> {}
      case CAT, PTRCAT, VCONST, BARRIER, IF -> {}
      case CAST, BITCAST, EXP2, LOG2, SIN, SQRT, RECIP, NEG, TRUNC -> size(node);
      case ADD, MUL, SHL, SHR, IDIV, MAX, MOD, CMPLT, CMPNE, CMPEQ -> size(node);
      case XOR, OR, AND, SUB, FDIV, POW, WHERE, MULACC -> size(node);
    }
  }

  private static void operand(UOp node, int operand, boolean holds, String expected) {
    if (!holds) {
      throw Constraint.OPERAND_ROLE.broken(
          node, expected + " as operand " + operand, node.src(operand).toString());
    }
  }

  private static boolean isPlace(UOp node) {
    return node.is(Op.INDEX) || (node.is(Op.CAST) && node.src(0).is(Op.INDEX));
  }

  private static boolean isMemory(UOp node) {
    return node.is(Op.BUFFER) || node.is(Op.BUFFERIZE) || node.op().isDefine();
  }

  private static void closed(UOp node) {
    if (!node.ranges().isEmpty()) {
      throw Constraint.OPEN_RANGE.broken(
          node, "every range closed", node.ranges().getFirst() + " open");
    }
  }

  private static void fold(UOp node, Op op) {
    if (op != Op.ADD && op != Op.MUL && op != Op.MAX) {
      throw Constraint.FOLD.broken(node, "ADD, MUL or MAX", op.toString());
    }
  }

  private static void lanes(UOp node, int expected) {
    if (node.dtype().count() != expected) {
      throw Constraint.LANES.broken(node, expected + " lanes", node.dtype().toString());
    }
  }

  private static int product(Arg.LaneAxes lanes) {
    return lanes.axes().stream().mapToInt(Arg.LaneAxis::size).reduce(1, Math::multiplyExact);
  }

  private static void matrix(UOp node) {
    Arg.MatrixMultiply matrix = (Arg.MatrixMultiply) node.arg();
    if (matrix.lanes().size() != 3) {
      throw Constraint.LANES.broken(node, "lanes of three matrices", matrix.lanes().toString());
    }
    for (int i = 0; i < 3; i++) {
      int expected = product(matrix.lanes().get(i));
      if (node.src(i).dtype().count() != expected) {
        throw Constraint.LANES.broken(
            node, expected + " lanes for operand " + i, node.src(i).dtype().toString());
      }
    }
  }

  private static void size(UOp node) {
    List<Integer> shape = node.shapeOrNull();
    if (shape == null) {
      return;
    }
    double elements = 1;
    for (int extent : shape) {
      elements *= extent;
    }
    if (elements > Integer.MAX_VALUE) {
      throw Constraint.SIZE.broken(node, "fewer than 2^31 elements", "shape " + shape);
    }
  }
}
