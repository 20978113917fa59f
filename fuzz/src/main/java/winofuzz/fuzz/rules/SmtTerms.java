package winofuzz.fuzz.rules;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sosy_lab.java_smt.api.BooleanFormula;
import org.sosy_lab.java_smt.api.BooleanFormulaManager;
import org.sosy_lab.java_smt.api.Formula;
import org.sosy_lab.java_smt.api.FormulaManager;
import org.sosy_lab.java_smt.api.FormulaType;
import org.sosy_lab.java_smt.api.IntegerFormulaManager;
import org.sosy_lab.java_smt.api.NumeralFormula.IntegerFormula;
import org.sosy_lab.java_smt.api.UFManager;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Expressions of integers and bools as terms of linear integer arithmetic. An index is a
 * mathematical integer; what is computed in a type of so many bits must fit into it, for no value
 * wraps around in these terms.
 */
final class SmtTerms {
  private final BooleanFormulaManager bools;
  private final IntegerFormulaManager ints;
  private final UFManager functions;
  private final Map<UOp, Unknown> unknowns = new HashMap<>();
  private final Map<Unknown, IntegerFormula> integers = new LinkedHashMap<>();
  private final Map<Unknown, BooleanFormula> truths = new LinkedHashMap<>();
  private final Map<UOp, Formula> done = new HashMap<>();

  SmtTerms(FormulaManager manager) {
    this.bools = manager.getBooleanFormulaManager();
    this.ints = manager.getIntegerFormulaManager();
    this.functions = manager.getUFManager();
  }

  Map<Unknown, IntegerFormula> integers() {
    return Collections.unmodifiableMap(integers);
  }

  Map<Unknown, BooleanFormula> truths() {
    return Collections.unmodifiableMap(truths);
  }

  /** Returns that both sides of an equation differ though its condition holds. */
  BooleanFormula counterexample(Equation equation) {
    equation.unknowns().forEach(u -> unknowns.put(u.node(), u));
    for (UOp side : List.of(equation.before(), equation.given(), equation.after())) {
      for (UOp node : side.toposort()) {
        if (!done.containsKey(node)) {
          done.put(node, term(node));
        }
      }
    }
    List<BooleanFormula> all = new ArrayList<>();
    integers.forEach(
        (unknown, term) -> {
          if (unknown.min() != Long.MIN_VALUE) {
            all.add(ints.lessOrEquals(number(unknown.min()), term));
          }
          if (unknown.max() != Long.MAX_VALUE) {
            all.add(ints.lessOrEquals(term, number(unknown.max())));
          }
        });
    all.add(bool(equation.given()));
    all.add(bools.not(equal(known(equation.before()), known(equation.after()))));
    return bools.and(all);
  }

  private Formula term(UOp node) {
    DType type = node.dtype();
    if (type.isFloat() || !(type.isInteger() || type.isBool()) || type.isPointer()) {
      throw refused(node);
    }
    Formula result = type.isBool() ? boolTerm(node) : intTerm(node);
    if (!type.isBool() && !type.isIndex() && !fits(node)) {
      throw refused(node);
    }
    return result;
  }

  /** Whether the bounds of a node, as the operands have them, lie within its type. */
  private static boolean fits(UOp node) {
    DType.Kind kind = node.dtype().kind();
    long margin = kind.bytes() == 8 ? 1 : 0;
    return !canOverflow(node.op())
        || (node.min() >= kind.minValue() + margin && node.max() <= kind.maxValue() - margin);
  }

  private static boolean canOverflow(Op op) {
    return switch (op) {
      case ADD, SUB, MUL, MULACC, NEG, SHL, IDIV -> true;
      // No other result is larger than the operands, or conversions look after themselves.
      default -> false;
    };
  }

  private BooleanFormula boolTerm(UOp node) {
    return switch (node.op()) {
      case CONST -> bools.makeBoolean(node.intValue() != 0);
      case DEFINE_VAR ->
          truths.computeIfAbsent(unknown(node), u -> bools.makeVariable("bool " + u.name()));
      case AND, MUL -> bools.and(bool(node.src(0)), bool(node.src(1)));
      case OR, ADD, MAX -> bools.or(bool(node.src(0)), bool(node.src(1)));
      case XOR -> bools.xor(bool(node.src(0)), bool(node.src(1)));
      case CMPNE -> bools.not(equal(operand(node, 0), operand(node, 1)));
      case CMPEQ -> equal(operand(node, 0), operand(node, 1));
      case CMPLT ->
          node.src(0).dtype().isBool()
              ? bools.and(bools.not(bool(node.src(0))), bool(node.src(1)))
              : ints.lessThan(integer(node.src(0)), integer(node.src(1)));
      case WHERE -> bools.ifThenElse(bool(node.src(0)), bool(node.src(1)), bool(node.src(2)));
      case CAST ->
          node.src(0).dtype().isBool()
              ? bool(node.src(0))
              : bools.not(ints.equal(integer(node.src(0)), number(0)));
      // Everything else is no linear arithmetic.
      default -> throw refused(node);
    };
  }

  private IntegerFormula intTerm(UOp node) {
    return switch (node.op()) {
      case CONST -> constant(node);
      case DEFINE_VAR ->
          integers.computeIfAbsent(unknown(node), u -> ints.makeVariable("int " + u.name()));
      case ADD -> ints.add(integer(node.src(0)), integer(node.src(1)));
      case SUB -> ints.subtract(integer(node.src(0)), integer(node.src(1)));
      case MUL -> product(node.src(0), node.src(1));
      case MULACC -> ints.add(product(node.src(0), node.src(1)), integer(node.src(2)));
      case NEG -> ints.negate(integer(node.src(0)));
      case TRUNC -> integer(node.src(0));
      case IDIV -> quotient(node.src(0), divisor(node.src(1)));
      case MOD -> {
        long d = divisor(node.src(1));
        yield ints.subtract(
            integer(node.src(0)), ints.multiply(quotient(node.src(0), d), number(d)));
      }
      case MAX -> {
        IntegerFormula a = integer(node.src(0));
        IntegerFormula b = integer(node.src(1));
        yield bools.ifThenElse(ints.lessThan(a, b), b, a);
      }
      case WHERE -> bools.ifThenElse(bool(node.src(0)), integer(node.src(1)), integer(node.src(2)));
      case CAST ->
          node.src(0).dtype().isBool()
              ? bools.ifThenElse(bool(node.src(0)), number(1), number(0))
              : converted(node);
      case SHL -> ints.multiply(integer(node.src(0)), number(1L << distance(node)));
      case SHR -> ints.divide(integer(node.src(0)), number(1L << distance(node)));
      case AND -> masked(node);
      // Integers do not have these: whatever they were, equal operands would give equal results.
      case FDIV, POW ->
          functions.declareAndCallUF(
              node.op().name(),
              FormulaType.IntegerType,
              integer(node.src(0)),
              integer(node.src(1)));
      // Everything else is no linear arithmetic.
      default -> throw refused(node);
    };
  }

  private IntegerFormula constant(UOp node) {
    if (node.arg() instanceof Arg.Int(long value)) {
      return number(value);
    }
    throw refused(node);
  }

  private IntegerFormula product(UOp a, UOp b) {
    if (!a.is(Op.CONST) && !b.is(Op.CONST)) {
      throw new UnsupportedExpressionException("a product of two unknowns");
    }
    return ints.multiply(integer(a), integer(b));
  }

  /** The quotient of the solver leaves a remainder that is not negative; ours truncates. */
  private IntegerFormula quotient(UOp dividend, long divisor) {
    IntegerFormula x = integer(dividend);
    IntegerFormula d = number(divisor);
    IntegerFormula rounded = ints.divide(x, d);
    if (dividend.min() >= 0) {
      return rounded;
    }
    IntegerFormula other = ints.negate(ints.divide(ints.negate(x), d));
    return bools.ifThenElse(ints.lessThan(x, number(0)), other, rounded);
  }

  private static long divisor(UOp node) {
    if (!node.is(Op.CONST) || node.intValue() == 0) {
      throw new UnsupportedExpressionException("a division by an unknown");
    }
    return node.intValue();
  }

  private static long distance(UOp shift) {
    UOp by = shift.src(1);
    if (!by.is(Op.CONST) || by.intValue() < 0 || by.intValue() > 62) {
      throw new UnsupportedExpressionException("a shift by an unknown");
    }
    return by.intValue();
  }

  /** A conversion between integers changes nothing where the operand fits. */
  private IntegerFormula converted(UOp cast) {
    DType.Kind kind = cast.dtype().kind();
    UOp operand = cast.src(0);
    if (!operand.dtype().isInteger()
        || (kind != DType.Kind.INDEX
            && (operand.min() < kind.minValue() || operand.max() > kind.maxValue()))) {
      throw new UnsupportedExpressionException("a conversion that may wrap around");
    }
    return integer(operand);
  }

  /** {@code x & (2^k - 1)} is the remainder by 2^k that is not negative. */
  private IntegerFormula masked(UOp node) {
    UOp mask = node.src(1);
    if (!mask.is(Op.CONST) || mask.intValue() < 0 || Long.bitCount(mask.intValue() + 1) != 1) {
      throw new UnsupportedExpressionException("bits of a number");
    }
    IntegerFormula x = integer(node.src(0));
    IntegerFormula size = number(mask.intValue() + 1);
    return ints.subtract(x, ints.multiply(ints.divide(x, size), size));
  }

  private BooleanFormula equal(Formula a, Formula b) {
    return a instanceof BooleanFormula x && b instanceof BooleanFormula y
        ? bools.equivalence(x, y)
        : ints.equal((IntegerFormula) a, (IntegerFormula) b);
  }

  private Formula operand(UOp node, int index) {
    return known(node.src(index));
  }

  private Formula known(UOp node) {
    Formula result = done.get(node);
    if (result == null) {
      throw refused(node);
    }
    return result;
  }

  private BooleanFormula bool(UOp node) {
    if (done.get(node) instanceof BooleanFormula known) {
      return known;
    }
    throw refused(node);
  }

  private IntegerFormula integer(UOp node) {
    if (done.get(node) instanceof IntegerFormula known) {
      return known;
    }
    throw refused(node);
  }

  private IntegerFormula number(long value) {
    return ints.makeNumber(BigInteger.valueOf(value));
  }

  private Unknown unknown(UOp node) {
    Unknown result = unknowns.get(node);
    if (result == null) {
      throw refused(node);
    }
    return result;
  }

  private static UnsupportedExpressionException refused(UOp node) {
    return new UnsupportedExpressionException("no term of linear arithmetic: " + node);
  }
}
