package winofuzz.fuzz.programs;

import winofuzz.ir.DType;

/** Ways of making one element of many. */
public enum ReduceKind {
  SUM("sum"),
  PRODUCT("prod"),
  MAXIMUM("reduce-max"),
  MINIMUM("reduce-min"),
  ANY("any"),
  ALL("all");

  private final String label;

  ReduceKind(String label) {
    this.label = label;
  }

  /** Returns the name in documents. */
  public String label() {
    return label;
  }

  /** Returns whether it adds up or multiplies, in a type that is given. */
  public boolean accumulates() {
    return this == SUM || this == PRODUCT;
  }

  /** Returns the type of the result, where none is given. */
  DType result(DType operand) {
    return this == ANY || this == ALL ? DType.BOOL : operand;
  }
}
