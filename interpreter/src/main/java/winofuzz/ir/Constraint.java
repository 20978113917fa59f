package winofuzz.ir;

/**
 * The numbered constraints that every graph satisfies. An error quotes the number, which never
 * changes its meaning.
 */
public enum Constraint {
  OPERAND_COUNT(1, "an operation has as many operands as it takes"),
  ARGUMENT_KIND(2, "an operation carries the kind of argument it takes"),
  OPERAND_TYPE(3, "operands have the types that the operation takes"),
  RESULT_TYPE(4, "the type of a node follows from its operands"),
  CONSTANT_TYPE(5, "a constant is a value of its type; only an index may be invalid"),
  STAGE(6, "an operation appears only at its stages"),
  OPERAND_ROLE(7, "an operand is the kind of node that its place asks for"),
  OPEN_RANGE(8, "no range is open where a value goes to memory or the graph ends"),
  RANGE_IDENTITY(9, "in one kernel, two ranges with one id are one range"),
  LANES(10, "lanes are picked and gathered from those that are there"),
  INSTRUCTION_ORDER(11, "in a list, operands come first and blocks nest"),
  MEMORY(12, "kernels and graphs name the memories of their program, with type and size"),
  SIZE(13, "an array has fewer than 2^31 elements"),
  FOLD(14, "a reduction folds with ADD, MUL or MAX over ranges or axes");

  private final int number;
  private final String statement;

  Constraint(int number, String statement) {
    this.number = number;
    this.statement = statement;
  }

  /** Returns the number that errors quote. */
  public int number() {
    return number;
  }

  /** Returns the constraint in words. */
  public String statement() {
    return statement;
  }

  /** Returns the error for a node that breaks this constraint. */
  InvalidGraphException broken(UOp node, String expected, String found) {
    return new InvalidGraphException(
        "C" + number + " " + node + ": expected " + expected + ", found " + found, node);
  }

  /** Returns the error for a program or list that breaks this constraint. */
  InvalidGraphException broken(String where, String expected, String found) {
    return new InvalidGraphException(
        "C" + number + " " + where + ": expected " + expected + ", found " + found);
  }
}
