package winofuzz.bounds;

import java.util.HashMap;
import java.util.Map;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Integers and truth values of a kernel as sums of {@link Unknowns}. They are numbers without a
 * width: that each fits into its type is to be shown apart. What is loaded, converted from floats
 * or may wrap around in an unsigned type is known by its type alone.
 */
final class IntegerForms {
  private final Unknowns unknowns = new Unknowns();
  private final Map<UOp, LinearForm> forms = new HashMap<>();

  Unknowns unknowns() {
    return unknowns;
  }

  /** Whether a node is a scalar that has a form. */
  static boolean isNumber(UOp node) {
    DType type = node.dtype();
    return (type.isInteger() || type.isBool()) && type.count() == 1;
  }

  /**
   * Returns what a number is.
   *
   * @throws ArithmeticException if it needs more than 64 bits
   */
  LinearForm of(UOp node) {
    LinearForm known = forms.get(node);
    if (known != null) {
      return known;
    }
    LinearForm form = node.dtype().isBool() ? truth(node) : number(node);
    forms.put(node, form);
    return form;
  }

  private LinearForm operand(UOp node, int i) {
    return of(node.src(i));
  }

  private LinearForm number(UOp node) {
    LinearForm form = unknowns.reduced(arithmetic(node));
    DType.Kind kind = node.dtype().kind();
    if (!kind.isUnsigned()) {
      return form;
    }
    Ranges ranges = unknowns.ranges();
    boolean fits = ranges.least(form) >= kind.minValue() && ranges.most(form) <= kind.maxValue();
    return fits ? form : opaque(node);
  }

  private LinearForm arithmetic(UOp node) {
    return switch (node.op()) {
      case CONST ->
          node.arg() instanceof Arg.Int value ? LinearForm.constant(value.value()) : opaque(node);
      case SPECIAL, RANGE -> free(node);
      case CAST -> isNumber(node.src(0)) ? operand(node, 0) : opaque(node);
      case ADD -> operand(node, 0).plus(operand(node, 1), 1);
      case SUB -> operand(node, 0).plus(operand(node, 1), -1);
      case NEG -> operand(node, 0).times(-1);
      case MUL -> product(operand(node, 0), operand(node, 1));
      case SHL, SHR -> shifted(node);
      case IDIV, MOD -> divided(node);
      case AND -> masked(node);
      case MAX -> {
        LinearForm a = operand(node, 0);
        LinearForm b = operand(node, 1);
        yield defined(node, result -> new Relation.Greater(result, a, b));
      }
      case WHERE -> {
        LinearForm condition = operand(node, 0);
        LinearForm yes = operand(node, 1);
        LinearForm no = operand(node, 2);
        yield defined(node, result -> new Relation.Alternative(result, condition, yes, no));
      }
      case MULACC -> product(operand(node, 0), operand(node, 1)).plus(operand(node, 2), 1);
      case GEP ->
          node.src(0).is(Op.VECTORIZE)
              ? of(node.src(0).src(((Arg.Lanes) node.arg()).lanes().getFirst()))
              : opaque(node);
      // Of everything else only the type is known.
      default -> opaque(node);
    };
  }

  private LinearForm opaque(UOp node) {
    DType.Kind kind = node.dtype().kind();
    return unknowns.opaque(kind.minValue(), kind.maxValue());
  }

  private LinearForm defined(UOp node, Unknowns.Definition definition) {
    return node.dtype().isBool()
        ? unknowns.defined(0, 1, definition)
        : unknowns.defined(-Ranges.UNBOUNDED, Ranges.UNBOUNDED, definition);
  }

  /** A position in the launch or the counter of a loop: from 0 to one less than its extent. */
  private LinearForm free(UOp node) {
    LinearForm extent = operand(node, 0);
    return extent.isConstant() && extent.constant() > 0
        ? unknowns.free(node, extent.constant() - 1)
        : opaque(node);
  }

  private LinearForm product(LinearForm left, LinearForm right) {
    if (right.isConstant()) {
      return left.times(right.constant());
    }
    if (left.isConstant()) {
      return right.times(left.constant());
    }
    return unknowns.defined(
        -Ranges.UNBOUNDED, Ranges.UNBOUNDED, result -> new Relation.Product(result, left, right));
  }

  private LinearForm shifted(UOp node) {
    LinearForm by = operand(node, 1);
    if (!by.isConstant() || by.constant() < 0 || by.constant() > 60) {
      return opaque(node);
    }
    LinearForm form = operand(node, 0);
    return node.is(Op.SHL)
        ? form.times(1L << by.constant())
        : unknowns.shifted(form, (int) by.constant());
  }

  private LinearForm divided(UOp node) {
    LinearForm divisor = operand(node, 1);
    if (!divisor.isConstant() || divisor.constant() <= 0) {
      return opaque(node);
    }
    return node.is(Op.IDIV)
        ? unknowns.quotient(operand(node, 0), divisor.constant(), false)
        : unknowns.remainder(operand(node, 0), divisor.constant(), false);
  }

  /** An AND with {@code 2^n - 1} is a remainder; any other is at most its lesser operand. */
  private LinearForm masked(UOp node) {
    LinearForm mask = operand(node, 1);
    if (mask.isConstant()
        && mask.constant() > 0
        && Long.bitCount(mask.constant() + 1) == 1
        && mask.constant() < Ranges.UNBOUNDED) {
      return unknowns.remainder(operand(node, 0), mask.constant() + 1, true);
    }
    Ranges ranges = unknowns.ranges();
    LinearForm other = operand(node, 0);
    return ranges.least(mask) >= 0 && ranges.least(other) >= 0
        ? unknowns.opaque(0, Math.min(ranges.most(mask), ranges.most(other)))
        : opaque(node);
  }

  private LinearForm truth(UOp node) {
    return switch (node.op()) {
      case CONST -> LinearForm.constant(node.isConst(0) ? 0 : 1);
      case CMPLT -> compared(node, -Ranges.UNBOUNDED, -1);
      case CMPEQ -> compared(node, 0, 0);
      case CMPNE -> compared(node, 0, 0).negated();
      case XOR -> compared(node, 0, 0).negated();
      case AND, MUL -> both(operand(node, 0), operand(node, 1));
      case OR, MAX -> both(operand(node, 0).negated(), operand(node, 1).negated()).negated();
      case WHERE -> arithmetic(node);
      case CAST ->
          isNumber(node.src(0)) ? truth(operand(node, 0), 0, 0).negated() : unknowns.opaque(0, 1);
      // Of everything else only the type is known.
      default -> unknowns.opaque(0, 1);
    };
  }

  private LinearForm compared(UOp node, long from, long to) {
    return isNumber(node.src(0))
        ? truth(operand(node, 0).plus(operand(node, 1), -1), from, to)
        : unknowns.opaque(0, 1);
  }

  private LinearForm truth(LinearForm form, long from, long to) {
    return unknowns.defined(0, 1, result -> new Relation.Truth(result, form, from, to));
  }

  private LinearForm both(LinearForm left, LinearForm right) {
    return unknowns.defined(0, 1, result -> new Relation.Both(result, left, right));
  }
}
