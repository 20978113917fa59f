package winofuzz.ir;

/** Checks the types of operands and results. */
final class TypeRules {
  private TypeRules() {}

  static void check(UOp node) {
    if (node.op().isAlu()) {
      for (int i = 0; i < node.arity(); i++) {
        requireOperand(node, i, !node.src(i).dtype().isPointer(), "a value");
      }
    }
    switch (node.op()) {
      case CONST -> constant(node, (Arg.Constant) node.arg());
      case VCONST -> constants(node);
      case EXP2, LOG2, SIN, SQRT, RECIP, TRUNC, FDIV, POW -> {
        require(node, node.dtype().kind().isFloat(), "a floating-point type");
        sameAsOperands(node, 0);
      }
      case IDIV, MOD, SHL, SHR -> {
        require(node, node.dtype().kind().isInteger(), "an integer type");
        shiftOrDivide(node);
      }
      case AND, OR, XOR -> {
        require(node, !node.dtype().kind().isFloat(), "an integer type or bool");
        sameAsOperands(node, 0);
      }
      case ADD, SUB, MUL, MAX, NEG, MULACC -> sameAsOperands(node, 0);
      case CMPLT, CMPNE, CMPEQ -> comparison(node);
      case WHERE -> {
        kind(node, 0, DType.Kind.BOOL);
        sameAsOperands(node, 1);
      }
      case CAST -> cast(node);
      case BITCAST -> bitcast(node);
      case CONTIGUOUS, RESHAPE, PERMUTE, EXPAND, PAD, SHRINK, FLIP, REDUCE_AXIS, REDUCE ->
          sameKind(node, node.src(0));
      case BUFFERIZE, UNROLL, CONTRACT, GEP -> sameKind(node, node.src(0));
      case VECTORIZE, CAT -> node.src().forEach(operand -> sameKind(node, operand));
      case LOAD -> load(node);
      case INDEX -> index(node);
      case STORE -> store(node);
      case RANGE, SPECIAL -> {
        require(node, node.dtype().kind().isInteger(), "an integer type");
        requireOperand(node, 0, node.src(0).dtype().kind().isInteger(), "an integer type");
      }
      case WMMA -> matrix(node);
      case DEFINE_GLOBAL -> pointer(node, AddressSpace.GLOBAL);
      case DEFINE_LOCAL -> pointer(node, AddressSpace.LOCAL);
      case DEFINE_REGISTER -> pointer(node, AddressSpace.REGISTER);
      case IF -> kind(node, 0, DType.Kind.BOOL);
      case UNIQUE, DEVICE, SINK, BARRIER, ENDRANGE, ENDIF ->
          require(node, node.dtype().kind() == DType.Kind.VOID, "void");
      case NOOP, BUFFER, SUBSTITUTE, DEFINE_VAR, PTRCAT -> {}
    }
  }

  private static void require(UOp node, boolean holds, String expected) {
    if (!holds) {
      throw Constraint.RESULT_TYPE.broken(node, expected, node.dtype().toString());
    }
  }

  private static void requireOperand(UOp node, int operand, boolean holds, String expected) {
    if (!holds) {
      throw Constraint.OPERAND_TYPE.broken(
          node, expected + " for operand " + operand, node.src(operand).dtype().toString());
    }
  }

  private static void kind(UOp node, int operand, DType.Kind kind) {
    requireOperand(node, operand, node.src(operand).dtype().kind() == kind, kind.label());
  }

  private static void constant(UOp node, Arg.Constant value) {
    DType.Kind kind = node.dtype().kind();
    boolean fits =
        switch (value) {
          case Arg.Int i -> kind.isInteger() && inRange(kind, i.value());
          case Arg.Bool ignored -> kind == DType.Kind.BOOL;
          case Arg.Real ignored -> kind.isFloat();
          case Arg.Special ignored -> kind.isFloat();
          case Arg.Invalid ignored -> kind == DType.Kind.INDEX;
        };
    if (!fits) {
      throw Constraint.CONSTANT_TYPE.broken(
          node, "a value of type " + node.dtype(), value.toString());
    }
  }

  private static boolean inRange(DType.Kind kind, long value) {
    return kind == DType.Kind.UINT64 || (value >= kind.minValue() && value <= kind.maxValue());
  }

  private static void constants(UOp node) {
    Arg.Constants constants = (Arg.Constants) node.arg();
    if (constants.values().size() != node.dtype().lanes()) {
      throw Constraint.LANES.broken(
          node, node.dtype().lanes() + " constants", "" + constants.values().size());
    }
    constants.values().forEach(value -> constant(node, value));
  }

  /** The operands from one on have the type of the node. */
  private static void sameAsOperands(UOp node, int from) {
    for (int i = from; i < node.arity(); i++) {
      DType found = node.src(i).dtype();
      boolean same = found.equals(node.dtype());
      if (!same) {
        throw Constraint.OPERAND_TYPE.broken(
            node, node.dtype() + " for operand " + i, found.toString());
      }
    }
  }

  /** The distance of a shift may be of another integer type. */
  private static void shiftOrDivide(UOp node) {
    if (node.is(Op.IDIV) || node.is(Op.MOD)) {
      sameAsOperands(node, 0);
      return;
    }
    requireOperand(node, 0, node.src(0).dtype().equals(node.dtype()), node.dtype().toString());
    requireOperand(node, 1, node.src(1).dtype().kind().isInteger(), "an integer type");
  }

  private static void comparison(UOp node) {
    require(node, node.dtype().kind() == DType.Kind.BOOL, "bool");
    requireOperand(
        node, 1, node.src(1).dtype().equals(node.src(0).dtype()), node.src(0).dtype().toString());
  }

  /** Both values or both pointers, of one kind. */
  private static void sameKind(UOp node, UOp operand) {
    if (operand.dtype().kind() != node.dtype().kind()
        || operand.dtype().isPointer() != node.dtype().isPointer()) {
      throw Constraint.RESULT_TYPE.broken(
          node,
          (operand.dtype().isPointer() ? "a pointer to " : "") + operand.dtype().kind().label(),
          node.dtype().toString());
    }
  }

  private static void cast(UOp node) {
    if (node.dtype().isPointer() != node.src(0).dtype().isPointer()) {
      throw Constraint.RESULT_TYPE.broken(
          node, "pointers to become pointers and values values", node.dtype().toString());
    }
    require(
        node,
        node.dtype().kind() != DType.Kind.VOID
            && node.dtype().count() == node.src(0).dtype().count(),
        "a value type with as many lanes as " + node.src(0).dtype());
  }

  private static void bitcast(UOp node) {
    require(
        node,
        node.dtype().kind().bytes() == node.src(0).dtype().kind().bytes(),
        "a type of " + node.src(0).dtype().kind().bytes() + " bytes");
  }

  private static void index(UOp node) {
    sameKind(node, node.src(0));
    for (int i = 1; i < node.arity(); i++) {
      DType.Kind kind = node.src(i).dtype().kind();
      boolean gate = i == 2 && node.arity() == 3 && kind == DType.Kind.BOOL;
      requireOperand(node, i, gate || kind.isInteger(), "an integer type");
    }
  }

  private static void load(UOp node) {
    DType source = node.src(0).dtype();
    require(
        node,
        node.dtype().kind() == source.kind() && !node.dtype().isPointer(),
        source.kind().label());
  }

  private static void store(UOp node) {
    DType target = node.src(0).dtype();
    requireOperand(node, 0, target.isPointer(), "a pointer");
    requireOperand(node, 1, node.src(1).dtype().kind() == target.kind(), target.kind().label());
    requireOperand(node, 1, !node.src(1).dtype().isPointer(), "a value");
  }

  private static void pointer(UOp node, AddressSpace space) {
    DType.Pointer pointer = node.dtype().pointer();
    require(
        node, pointer != null && pointer.space() == space, "a pointer into " + space + " memory");
  }

  private static void matrix(UOp node) {
    Arg.MatrixMultiply matrix = (Arg.MatrixMultiply) node.arg();
    kind(node, 0, matrix.input().kind());
    kind(node, 1, matrix.input().kind());
    kind(node, 2, matrix.output().kind());
    require(node, node.dtype().kind() == matrix.output().kind(), matrix.output().toString());
  }
}
