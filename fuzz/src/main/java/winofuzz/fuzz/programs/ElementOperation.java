package winofuzz.fuzz.programs;

import winofuzz.ir.DType;

/** Operations on the elements of tensors of one shape. */
public enum ElementOperation {
  NEGATE("neg", 1),
  NOT("not", 1),
  ADD("add", 2),
  SUBTRACT("sub", 2),
  MULTIPLY("mul", 2),
  MAXIMUM("max", 2),
  MINIMUM("min", 2),
  AND("and", 2),
  OR("or", 2),
  XOR("xor", 2),
  LESS("less", 2),
  EQUAL("equal", 2),
  UNEQUAL("unequal", 2),
  /** Rounds down. */
  FLOOR_DIVIDE("floor-div", 2),
  /** Rounds toward zero. */
  TRUNCATE_DIVIDE("trunc-div", 2),
  /** Has the sign of the divisor. */
  FLOOR_MODULO("floor-mod", 2),
  /** Has the sign of the dividend. */
  TRUNCATE_MODULO("trunc-mod", 2),
  /** Of unsigned integers, by fewer bits than they have. */
  SHIFT_LEFT("shl", 2),
  /** Likewise. */
  SHIFT_RIGHT("shr", 2),
  /**
   * The second operand where the first is true, elsewhere the third. Axes of the first may have
   * extent 1 where those of the others do not.
   */
  WHERE("where", 3);

  private final String label;
  private final int arity;

  ElementOperation(String label, int arity) {
    this.label = label;
    this.arity = arity;
  }

  /** Returns the name in documents. */
  public String label() {
    return label;
  }

  /** Returns how many operands it has. */
  public int arity() {
    return arity;
  }

  /** Returns whether it is defined on a type: for {@link #WHERE}, that of the choices. */
  boolean takes(DType dtype) {
    return switch (this) {
      case NEGATE, ADD, SUBTRACT, MULTIPLY, LESS -> !dtype.isBool();
      case NOT -> dtype.isBool();
      case AND, OR, XOR -> !dtype.isFloat();
      case FLOOR_DIVIDE, TRUNCATE_DIVIDE, FLOOR_MODULO, TRUNCATE_MODULO -> dtype.isInteger();
      case SHIFT_LEFT, SHIFT_RIGHT -> dtype.isInteger() && dtype.kind().isUnsigned();
      case MAXIMUM, MINIMUM, EQUAL, UNEQUAL, WHERE -> true;
    };
  }

  /** Returns whether the result is a bool whatever the operands are. */
  boolean compares() {
    return this == LESS || this == EQUAL || this == UNEQUAL;
  }
}
