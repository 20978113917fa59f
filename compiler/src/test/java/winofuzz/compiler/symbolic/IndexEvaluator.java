package winofuzz.compiler.symbolic;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Evaluates an index expression at one point of its ranges: the plainest possible reading of each
 * operation, written apart from the rules.
 */
final class IndexEvaluator {
  /** A value that stands for an invalid index. */
  static final OptionalLong INVALID = OptionalLong.empty();

  private final Map<UOp, Long> point;
  private final Map<UOp, OptionalLong> values = new HashMap<>();
  private boolean dividedNegative;

  IndexEvaluator(Map<UOp, Long> point) {
    this.point = point;
  }

  /** Whether the numerator of some quotient or remainder evaluated so far was negative. */
  boolean dividedNegative() {
    return dividedNegative;
  }

  /** The values of all nodes evaluated so far. */
  Map<UOp, OptionalLong> values() {
    return values;
  }

  /** The value of an expression, bools as 0 and 1, or {@link #INVALID}. */
  OptionalLong evaluate(UOp u) {
    OptionalLong known = values.get(u);
    if (known == null) {
      known = compute(u);
      values.put(u, known);
    }
    return known;
  }

  private OptionalLong compute(UOp u) {
    if (u.isInvalid()) {
      return INVALID;
    }
    if (u.is(Op.WHERE)) {
      OptionalLong condition = evaluate(u.src(0));
      OptionalLong yes = evaluate(u.src(1));
      OptionalLong no = evaluate(u.src(2));
      return condition.isEmpty() ? INVALID : condition.getAsLong() != 0 ? yes : no;
    }
    if (u.op().isBinary()) {
      OptionalLong a = evaluate(u.src(0));
      OptionalLong b = evaluate(u.src(1));
      return a.isEmpty() || b.isEmpty()
          ? INVALID
          : OptionalLong.of(binary(u.op(), a.getAsLong(), b.getAsLong()));
    }
    return OptionalLong.of(u.is(Op.CONST) ? u.intValue() : point.get(u));
  }

  private long binary(Op op, long a, long b) {
    return switch (op) {
      case ADD -> a + b;
      case MUL -> a * b;
      case IDIV -> {
        dividedNegative |= a < 0;
        yield a / b;
      }
      case MOD -> {
        dividedNegative |= a < 0;
        yield a % b;
      }
      case MAX -> Math.max(a, b);
      case CMPLT -> a < b ? 1 : 0;
      case CMPNE -> a != b ? 1 : 0;
      case AND -> a & b;
      case OR -> a | b;
      default -> throw new AssertionError("not of an index: " + op);
    };
  }
}
