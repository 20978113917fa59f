package winofuzz.ir;

/** How many operands each operation takes and what kind of argument. */
final class OperandRules {
  private OperandRules() {}

  static void check(UOp node) {
    checkCount(node);
    if (!takes(node.op(), node.arg())) {
      throw Constraint.ARGUMENT_KIND.broken(
          node, argumentOf(node.op()), node.arg().getClass().getSimpleName());
    }
  }

  private static void checkCount(UOp node) {
    switch (node.op()) {
      case UNIQUE, DEVICE, DEFINE_GLOBAL, DEFINE_LOCAL, DEFINE_VAR, VCONST -> require(node, 0, 0);
      case CONST -> require(node, 0, 1);
      case DEFINE_REGISTER, NOOP, SINK, BARRIER -> {}
      case BUFFER -> require(node, 2, 2);
      case BUFFERIZE, REDUCE, CONTIGUOUS, IF -> atLeast(node, 1);
      case RESHAPE, EXPAND -> require(node, 2, 2);
      case PAD, SHRINK -> require(node, 3, 3);
      case PERMUTE, FLIP, REDUCE_AXIS, UNROLL, CONTRACT, GEP -> require(node, 1, 1);
      case SPECIAL, RANGE, ENDRANGE, ENDIF -> require(node, 1, 1);
      case VECTORIZE, CAT, PTRCAT, SUBSTITUTE, LOAD -> atLeast(node, 1);
      case INDEX, STORE -> atLeast(node, 2);
      case WMMA -> atLeast(node, 3);
      case CAST, BITCAST, EXP2, LOG2, SIN, SQRT, RECIP, NEG, TRUNC -> require(node, 1, 1);
      case ADD, MUL, SHL, SHR, IDIV, MAX, MOD, CMPLT, CMPNE, CMPEQ, XOR, OR, AND ->
          require(node, 2, 2);
      case SUB, FDIV, POW -> require(node, 2, 2);
      case WHERE, MULACC -> require(node, 3, 3);
    }
  }

  private static void require(UOp node, int least, int most) {
    if (node.arity() < least || node.arity() > most) {
      String expected = least == most ? "" + least : least + " to " + most;
      throw Constraint.OPERAND_COUNT.broken(node, expected + " operands", "" + node.arity());
    }
  }

  private static void atLeast(UOp node, int least) {
    if (node.arity() < least) {
      throw Constraint.OPERAND_COUNT.broken(
          node, "at least " + least + " operands", "" + node.arity());
    }
  }

  private static boolean takes(Op op, Arg arg) {
    return switch (op) {
      case CONST -> arg instanceof Arg.Constant;
      case VCONST -> arg instanceof Arg.Constants;
      case BUFFER -> arg instanceof Arg.Size;
      case UNIQUE, DEFINE_GLOBAL, DEFINE_LOCAL, DEFINE_REGISTER -> arg instanceof Arg.Slot;
      case DEVICE, SPECIAL -> arg instanceof Arg.Name;
      case DEFINE_VAR -> arg instanceof Arg.Variable;
      case BUFFERIZE -> arg instanceof Arg.Storage;
      case PERMUTE -> arg instanceof Arg.Permutation;
      case FLIP -> arg instanceof Arg.Flips;
      case REDUCE_AXIS -> arg instanceof Arg.FoldAxes;
      case REDUCE -> arg instanceof Arg.Fold;
      case UNROLL, CONTRACT -> arg instanceof Arg.LaneAxes;
      case GEP -> arg instanceof Arg.Lanes;
      case WMMA -> arg instanceof Arg.MatrixMultiply;
      case RANGE -> arg instanceof Arg.Axis;
      case SINK -> arg == Arg.None.NONE || arg instanceof Arg.KernelInfo;
      case NOOP, SUBSTITUTE, CONTIGUOUS, RESHAPE, EXPAND, PAD, SHRINK -> arg == Arg.None.NONE;
      case VECTORIZE, CAT, PTRCAT, LOAD, STORE, INDEX -> arg == Arg.None.NONE;
      case BARRIER, IF, ENDRANGE, ENDIF -> arg == Arg.None.NONE;
      case CAST, BITCAST, EXP2, LOG2, SIN, SQRT, RECIP, NEG, TRUNC -> arg == Arg.None.NONE;
      case ADD, MUL, SHL, SHR, IDIV, MAX, MOD, CMPLT, CMPNE, CMPEQ -> arg == Arg.None.NONE;
      case XOR, OR, AND, SUB, FDIV, POW, WHERE, MULACC -> arg == Arg.None.NONE;
    };
  }

  /** The argument an operation takes, for errors. */
  static String argumentOf(Op op) {
    return switch (op) {
      case CONST -> "a constant";
      case VCONST -> "Constants";
      case BUFFER -> "Size";
      case UNIQUE, DEFINE_GLOBAL, DEFINE_LOCAL, DEFINE_REGISTER -> "Slot";
      case DEVICE, SPECIAL -> "Name";
      case DEFINE_VAR -> "Variable";
      case BUFFERIZE -> "Storage";
      case PERMUTE -> "Permutation";
      case FLIP -> "Flips";
      case REDUCE_AXIS -> "FoldAxes";
      case REDUCE -> "Fold";
      case UNROLL, CONTRACT -> "LaneAxes";
      case GEP -> "Lanes";
      case WMMA -> "MatrixMultiply";
      case RANGE -> "Axis";
      case SINK -> "no argument or KernelInfo";
      case NOOP, SUBSTITUTE, CONTIGUOUS, RESHAPE, EXPAND, PAD, SHRINK -> "no argument";
      case VECTORIZE, CAT, PTRCAT, LOAD, STORE, INDEX -> "no argument";
      case BARRIER, IF, ENDRANGE, ENDIF -> "no argument";
      case CAST, BITCAST, EXP2, LOG2, SIN, SQRT, RECIP, NEG, TRUNC -> "no argument";
      case ADD, MUL, SHL, SHR, IDIV, MAX, MOD, CMPLT, CMPNE, CMPEQ -> "no argument";
      case XOR, OR, AND, SUB, FDIV, POW, WHERE, MULACC -> "no argument";
    };
  }
}
