package winofuzz.ir;

/**
 * The operations on single numbers, which apply to each lane and each element alike. Each has the
 * name of its {@link Op}.
 *
 * <p>Every number system computes all of them, by a switch over each family: an operation added
 * here stops the build at each system that does not know it yet.
 */
public sealed interface ScalarOp {

  /** Returns how many operands it takes. */
  int arity();

  /** Whether {@code f(a, b) = f(b, a)}. */
  default boolean isCommutative() {
    return false;
  }

  /** Whether it is not defined on floating-point numbers. */
  default boolean isOfIntegers() {
    return false;
  }

  /** From a number of one type to a number of another. */
  enum Conversion implements ScalarOp {
    CAST,
    BITCAST;

    @Override
    public int arity() {
      return 1;
    }
  }

  /** From one number to one of the same type. */
  enum Unary implements ScalarOp {
    EXP2,
    LOG2,
    SIN,
    SQRT,
    RECIP,
    NEG,
    TRUNC;

    @Override
    public int arity() {
      return 1;
    }
  }

  /** From two numbers to one of the same type. */
  enum Binary implements ScalarOp {
    ADD,
    MUL,
    SHL,
    SHR,
    IDIV,
    MAX,
    MOD,
    XOR,
    OR,
    AND,
    SUB,
    FDIV,
    POW;

    @Override
    public int arity() {
      return 2;
    }

    @Override
    public boolean isCommutative() {
      return switch (this) {
        case ADD, MUL, MAX, XOR, OR, AND -> true;
        case SHL, SHR, IDIV, MOD, SUB, FDIV, POW -> false;
      };
    }

    @Override
    public boolean isOfIntegers() {
      return switch (this) {
        case SHL, SHR, IDIV, MOD, XOR, OR, AND -> true;
        case ADD, MUL, MAX, SUB, FDIV, POW -> false;
      };
    }
  }

  /** From two numbers to a truth value. */
  enum Comparison implements ScalarOp {
    CMPLT,
    CMPNE,
    CMPEQ;

    @Override
    public int arity() {
      return 2;
    }

    @Override
    public boolean isCommutative() {
      return switch (this) {
        case CMPNE, CMPEQ -> true;
        case CMPLT -> false;
      };
    }
  }

  /** From three numbers to one. */
  enum Ternary implements ScalarOp {
    /** The second number where the first, a truth value, holds, and the third elsewhere. */
    WHERE,
    /** {@code a * b + c}. */
    MULACC;

    @Override
    public int arity() {
      return 3;
    }
  }
}
