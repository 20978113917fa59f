package winofuzz.ir;

/**
 * The operations of the graph.
 *
 * <p>The order of declaration is meaningful: it is the first key by which nodes are put into a
 * canonical order (see {@link UOp#compareTo}), and with it the order of commuted operands.
 */
public enum Op {
  // Structure.
  NOOP,
  SINK,
  UNIQUE,
  DEVICE,
  BUFFER,
  BUFFERIZE,
  SUBSTITUTE,
  CONTIGUOUS,
  // Movement: a new shape over the same elements, at stage tensor only.
  RESHAPE,
  PERMUTE,
  EXPAND,
  PAD,
  SHRINK,
  FLIP,
  // Memory and names that a kernel starts from.
  DEFINE_GLOBAL,
  DEFINE_LOCAL,
  DEFINE_REGISTER,
  DEFINE_VAR,
  SPECIAL,
  // Reductions, over axes of a shape and over ranges.
  REDUCE_AXIS,
  REDUCE,
  // Lanes.
  UNROLL,
  CONTRACT,
  GEP,
  VECTORIZE,
  CAT,
  PTRCAT,
  // Unary arithmetic.
  CAST,
  BITCAST,
  EXP2,
  LOG2,
  SIN,
  SQRT,
  RECIP,
  NEG,
  TRUNC,
  // Memory access.
  LOAD,
  STORE,
  // The tensor core's matrix multiply-accumulate.
  WMMA,
  INDEX,
  // Binary arithmetic.
  ADD,
  MUL,
  SHL,
  SHR,
  IDIV,
  MAX,
  MOD,
  CMPLT,
  CMPNE,
  CMPEQ,
  XOR,
  OR,
  AND,
  SUB,
  FDIV,
  POW,
  // Ternary arithmetic.
  WHERE,
  MULACC,
  // Control flow.
  BARRIER,
  RANGE,
  IF,
  ENDRANGE,
  ENDIF,
  // Constants.
  VCONST,
  CONST;

  public boolean isUnary() {
    return switch (this) {
      case EXP2, LOG2, SIN, SQRT, RECIP, NEG, TRUNC -> true;
      default -> false;
    };
  }

  public boolean isBinary() {
    return compareTo(ADD) >= 0 && compareTo(POW) <= 0;
  }

  public boolean isTernary() {
    return this == WHERE || this == MULACC;
  }

  /** Arithmetic on values of one type, lane by lane; casts are not among it. */
  public boolean isAlu() {
    return isUnary() || isBinary() || isTernary();
  }

  /** Arithmetic and casts: one result element for each element. */
  public boolean isElementwise() {
    return isAlu() || this == CAST || this == BITCAST;
  }

  public boolean isMovement() {
    return compareTo(RESHAPE) >= 0 && compareTo(FLIP) <= 0;
  }

  public boolean isComparison() {
    return this == CMPLT || this == CMPNE || this == CMPEQ;
  }

  /** Not defined on floating-point numbers. */
  public boolean isOfIntegers() {
    return switch (this) {
      case IDIV, MOD, SHL, SHR, AND, OR, XOR -> true;
      default -> false;
    };
  }

  /** {@code f(a, b) = f(b, a)}. */
  public boolean isCommutative() {
    return switch (this) {
      case ADD, MUL, MAX, CMPNE, CMPEQ, XOR, AND, OR -> true;
      default -> false;
    };
  }

  /** {@code f(f(a, b), c) = f(a, f(b, c))} on integers and booleans. */
  public boolean isAssociative() {
    return switch (this) {
      case ADD, MUL, AND, OR, MAX -> true;
      default -> false;
    };
  }

  /** {@code f(a, a) = a}. */
  public boolean isIdempotent() {
    return this == OR || this == AND || this == MAX;
  }

  /** Integer expressions that no rule takes apart. */
  public boolean isIrreducible() {
    return this == CONST || this == DEFINE_VAR || this == SPECIAL || this == RANGE;
  }

  /** Allocates memory that the kernel indexes. */
  public boolean isDefine() {
    return this == DEFINE_GLOBAL || this == DEFINE_LOCAL || this == DEFINE_REGISTER;
  }

  /**
   * How many leading operands are inside the ranges that the remaining operands close, or -1 when
   * the operation closes none.
   */
  public int closedRangesStart() {
    return switch (this) {
      case BUFFERIZE, REDUCE -> 1;
      case STORE -> 2;
      case WMMA -> 3;
      default -> -1;
    };
  }
}
