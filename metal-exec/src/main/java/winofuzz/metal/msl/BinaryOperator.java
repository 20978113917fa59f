package winofuzz.metal.msl;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Binary operators that evaluate both operands, with C's precedence (higher binds tighter). */
public enum BinaryOperator {
  MULTIPLY("*", 10),
  DIVIDE("/", 10),
  REMAINDER("%", 10),
  ADD("+", 9),
  SUBTRACT("-", 9),
  SHIFT_LEFT("<<", 8),
  SHIFT_RIGHT(">>", 8),
  LESS("<", 7),
  LESS_EQUAL("<=", 7),
  GREATER(">", 7),
  GREATER_EQUAL(">=", 7),
  EQUAL("==", 6),
  NOT_EQUAL("!=", 6),
  AND("&", 5),
  XOR("^", 4),
  OR("|", 3);

  private static final Map<String, BinaryOperator> BY_SPELLING = bySpelling();

  private final String spelling;
  private final int precedence;

  BinaryOperator(String spelling, int precedence) {
    this.spelling = spelling;
    this.precedence = precedence;
  }

  private static Map<String, BinaryOperator> bySpelling() {
    Map<String, BinaryOperator> table = new java.util.HashMap<>();
    for (BinaryOperator operator : values()) {
      table.put(operator.spelling, operator);
    }
    return Map.copyOf(table);
  }

  static @Nullable BinaryOperator spelled(String spelling) {
    return BY_SPELLING.get(spelling);
  }

  public String spelling() {
    return spelling;
  }

  int precedence() {
    return precedence;
  }

  public boolean isComparison() {
    return precedence == 7 || precedence == 6;
  }

  public boolean isShift() {
    return precedence == 8;
  }

  /** Returns whether only integers have it. */
  boolean integersOnly() {
    return isShift() || this == REMAINDER || this == AND || this == OR || this == XOR;
  }
}
