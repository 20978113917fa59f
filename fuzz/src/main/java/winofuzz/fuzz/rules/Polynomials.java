package winofuzz.fuzz.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;
import winofuzz.number.PrimeField;
import winofuzz.number.Rational;

/** Compares polynomials of integers at a random point of the field. */
final class Polynomials {
  private Polynomials() {}

  /** Whether both sides are made of numbers of one type by sums, products and sums over ranges. */
  static boolean haveForm(Equation equation) {
    DType type = equation.before().dtype();
    return areMadeOf(equation.before(), type) && areMadeOf(equation.after(), type);
  }

  private static boolean areMadeOf(UOp side, DType type) {
    return side.toposort(node -> !node.is(Op.INDEX) && !node.is(Op.RANGE)).stream()
        .allMatch(
            node ->
                node.dtype().equals(type)
                    && switch (node.op()) {
                      case CONST, DEFINE_VAR, ADD, SUB, MUL, NEG, MULACC -> true;
                      case REDUCE -> ((Arg.Fold) node.arg()).op() == Op.ADD;
                      // Of no other operation anything is known.
                      default -> false;
                    });
  }

  /** Whether both sides, which {@link #haveForm have the form}, are one polynomial. */
  static boolean areEqual(Equation equation) {
    SplittableRandom random = new SplittableRandom(equation.text().hashCode());
    Map<UOp, UOp> reals = new HashMap<>();
    Map<Unknown, Values> point = new LinkedHashMap<>();
    for (Unknown unknown : equation.unknowns()) {
      int number = point.size();
      Unknown real =
          unknown.isArray()
              ? Unknown.array(number, DType.FLOAT64, unknown.size(), 0, 0)
              : Unknown.number(number, DType.FLOAT64, 0, 0);
      reals.put(unknown.node(), real.node());
      long[] at = random.longs(unknown.size(), 0, PrimeField.ORDER).toArray();
      point.put(real, Values.residues(DType.FLOAT64, at, 1));
    }
    Assignments assignments = new Assignments(1, point);
    Values before = assignments.evaluate(asReal(equation.before(), reals), Semantics.FIELD);
    Values after = assignments.evaluate(asReal(equation.after(), reals), Semantics.FIELD);
    return Disagreement.residues(before, after, 0);
  }

  private static UOp asReal(UOp polynomial, Map<UOp, UOp> reals) {
    for (UOp node : polynomial.toposort()) {
      if (!reals.containsKey(node)) {
        reals.put(node, asReal(node, node.src(), reals));
      }
    }
    return known(reals, polynomial);
  }

  private static UOp known(Map<UOp, UOp> reals, UOp node) {
    return Objects.requireNonNull(reals.get(node));
  }

  private static UOp asReal(UOp node, List<UOp> operands, Map<UOp, UOp> reals) {
    return switch (node.op()) {
      case CONST -> UOp.real(DType.FLOAT64, Rational.of(node.intValue()));
      case RANGE -> node.cast(DType.FLOAT64);
      case INDEX -> known(reals, operands.get(0)).at(operands.get(1));
      case REDUCE -> {
        List<UOp> all = new ArrayList<>(operands);
        all.set(0, known(reals, operands.get(0)));
        yield UOp.of(Op.REDUCE, DType.FLOAT64, node.arg(), all);
      }
      case UNIQUE, DEVICE, BUFFER -> node;
      // Arithmetic.
      default ->
          UOp.of(
              node.op(),
              DType.FLOAT64,
              Arg.None.NONE,
              operands.stream().map(operand -> known(reals, operand)).toList());
    };
  }
}
