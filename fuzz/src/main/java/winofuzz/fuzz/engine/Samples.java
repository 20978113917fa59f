package winofuzz.fuzz.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Compares two expressions on integer values of what they are computed from: ranges, and numbers
 * that are loaded. Sums and products of such numbers are exact in every type.
 */
final class Samples {
  private static final int SAMPLES = 256;

  /** Loaded floats are between this and its negative. */
  private static final int LARGEST = 8;

  private final Random random = new Random(1);
  private final Map<UOp, Long> values = new HashMap<>();

  private Samples() {}

  /** An expression that has no value in integers, or none at these values of its ranges. */
  private static final class NoValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Returns how two expressions compare; they count as equal if they are on all samples. What is
   * computed from other ranges or loads cannot be compared.
   */
  static Comparison compare(UOp before, UOp after) {
    if (!isScalar(before.dtype()) || isLeaf(before) || !leaves(before).containsAll(leaves(after))) {
      return new Comparison.Unknown();
    }
    Samples samples = new Samples();
    try {
      for (int i = 0; i < SAMPLES; i++) {
        samples.values.clear();
        long expected = samples.value(before);
        long found = samples.value(after);
        if (expected != found) {
          return new Comparison.Different("before has %d, after %d".formatted(expected, found));
        }
      }
      return new Comparison.Equal();
    } catch (NoValueException | ArithmeticException e) {
      return new Comparison.Unknown();
    }
  }

  private static boolean isLeaf(UOp node) {
    return node.is(Op.RANGE) || node.is(Op.SPECIAL) || node.is(Op.DEFINE_VAR) || node.is(Op.LOAD);
  }

  private static Set<UOp> leaves(UOp expression) {
    return expression.toposort().stream().filter(Samples::isLeaf).collect(Collectors.toSet());
  }

  private static boolean isScalar(DType type) {
    return (type.isIndex() || type.isInteger() || type.isBool() || type.isFloat())
        && type.count() == 1;
  }

  private long value(UOp node) {
    Long known = values.get(node);
    if (known == null) {
      known = isScalar(node.dtype()) ? compute(node) : none();
      values.put(node, known);
    }
    return known;
  }

  private long compute(UOp node) {
    return switch (node.op()) {
      case CONST -> constant(node);
      case ADD -> Math.addExact(operand(node, 0), operand(node, 1));
      case SUB -> Math.subtractExact(operand(node, 0), operand(node, 1));
      case MUL -> Math.multiplyExact(operand(node, 0), operand(node, 1));
      case NEG -> Math.negateExact(operand(node, 0));
      case IDIV -> operand(node, 0) / operand(node, 1);
      case MOD -> operand(node, 0) % operand(node, 1);
      case MAX -> Math.max(operand(node, 0), operand(node, 1));
      case CMPLT -> operand(node, 0) < operand(node, 1) ? 1 : 0;
      case CMPNE -> operand(node, 0) != operand(node, 1) ? 1 : 0;
      case CMPEQ -> operand(node, 0) == operand(node, 1) ? 1 : 0;
      case AND -> operand(node, 0) & operand(node, 1);
      case OR -> operand(node, 0) | operand(node, 1);
      case XOR -> operand(node, 0) ^ operand(node, 1);
      case WHERE -> operand(node, 0) != 0 ? operand(node, 1) : operand(node, 2);
      case RANGE, SPECIAL, DEFINE_VAR -> sample(node);
      case LOAD -> load(node);
      // Everything else is not computed here.
      default -> none();
    };
  }

  /** Behind a closed gate is zero. */
  private long load(UOp load) {
    for (UOp index : load.src(0).srcFrom(1)) {
      if (index.dtype().isIndex() && value(index.validPart()) == 0) {
        return 0;
      }
    }
    return load.dtype().isFloat() ? random.nextInt(-LARGEST, LARGEST + 1) : none();
  }

  private static long constant(UOp node) {
    return switch (node.arg()) {
      case Arg.Int(long value) -> value;
      case Arg.Bool(boolean value) -> value ? 1 : 0;
      case Arg.Real real when real.value().isInteger() -> real.value().numerator().longValueExact();
      default -> none(); // Fractions, infinities, NaN, an invalid index.
    };
  }

  private long operand(UOp node, int i) {
    return value(node.src(i));
  }

  /** The ends of a range are where most expressions differ. */
  private long sample(UOp range) {
    return switch (random.nextInt(4)) {
      case 0 -> range.min();
      case 1 -> range.max();
      default -> random.nextLong(range.min(), Math.addExact(range.max(), 1));
    };
  }

  private static long none() {
    throw new NoValueException();
  }
}
