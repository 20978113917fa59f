package winofuzz.ir;

/** How many operands each operation takes and what kind of argument. */
final class OperandRules {
  private OperandRules() {}

  static void check(UOp node) {
    check(node.op(), node.arg(), node.arity(), node.toString());
  }

  /** Checks the parts of a node that need not be made yet. */
  static void check(Op op, Arg arg, int operands, String where) {
    int least = least(op);
    int most = most(op);
    if (operands < least || operands > most) {
      String range = least + " to " + most + " operands";
      String expected =
          most == Integer.MAX_VALUE
              ? "at least " + least + " operands"
              : (least == most ? least + " operands" : range);
      throw Constraint.OPERAND_COUNT.broken(where, expected, "" + operands);
    }
    if (!takes(op, arg)) {
      String found = arg == Arg.None.NONE ? "none" : arg.getClass().getSimpleName();
      throw Constraint.ARGUMENT_KIND.broken(where, argumentOf(op), found);
    }
  }

  private static int least(Op op) {
    return switch (op) {
      case UNIQUE, DEVICE, DEFINE_GLOBAL, DEFINE_LOCAL, DEFINE_REGISTER, DEFINE_VAR -> 0;
      case CONST, VCONST, NOOP, SINK, BARRIER -> 0;
      case BUFFERIZE, REDUCE, CONTIGUOUS, IF, LOAD, VECTORIZE, CAT, PTRCAT, SUBSTITUTE -> 1;
      case PERMUTE, FLIP, REDUCE_AXIS, UNROLL, CONTRACT, GEP -> 1;
      case SPECIAL, RANGE, ENDRANGE, ENDIF -> 1;
      case CAST, BITCAST, EXP2, LOG2, SIN, SQRT, RECIP, NEG, TRUNC -> 1;
      case BUFFER, RESHAPE, EXPAND, INDEX, STORE -> 2;
      case ADD, MUL, SHL, SHR, IDIV, MAX, MOD, CMPLT, CMPNE, CMPEQ -> 2;
      case XOR, OR, AND, SUB, FDIV, POW -> 2;
      case PAD, SHRINK, WHERE, MULACC, WMMA -> 3;
    };
  }

  private static int most(Op op) {
    return switch (op) {
      case CONST -> 1;
      case NOOP, SINK, BARRIER, BUFFERIZE, REDUCE, CONTIGUOUS, IF, LOAD -> Integer.MAX_VALUE;
      case VECTORIZE, CAT, PTRCAT, SUBSTITUTE, INDEX, STORE, WMMA -> Integer.MAX_VALUE;
      // After the extents, what must come before: the order of instructions is made of operands.
      case DEFINE_REGISTER, RANGE, ENDRANGE -> Integer.MAX_VALUE;
      case UNIQUE, DEVICE, DEFINE_GLOBAL, DEFINE_LOCAL, DEFINE_VAR, VCONST -> least(op);
      case PERMUTE, FLIP, REDUCE_AXIS, UNROLL, CONTRACT, GEP, SPECIAL, ENDIF -> least(op);
      case CAST, BITCAST, EXP2, LOG2, SIN, SQRT, RECIP, NEG, TRUNC -> least(op);
      case BUFFER, RESHAPE, EXPAND, PAD, SHRINK, WHERE, MULACC -> least(op);
      case ADD, MUL, SHL, SHR, IDIV, MAX, MOD, CMPLT, CMPNE, CMPEQ -> least(op);
      case XOR, OR, AND, SUB, FDIV, POW -> least(op);
    };
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
