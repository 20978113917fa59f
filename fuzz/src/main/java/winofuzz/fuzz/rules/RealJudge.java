package winofuzz.fuzz.rules;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.rules.EquationVerdict.Different;
import winofuzz.fuzz.rules.EquationVerdict.Equal;
import winofuzz.fuzz.rules.EquationVerdict.Unknowable;
import winofuzz.interpret.EvaluationException;
import winofuzz.interpret.Semantics;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Judges equations of floats: as polynomials over the field, else bit for bit on edge values, else
 * in rational numbers, since some rules are promised in exact arithmetic only.
 */
final class RealJudge {
  private static final int POINTS = 64;
  private static final int EDGES = 1 << 11;
  private static final int FRACTIONS = 256;

  /** Elements that may be computed at once. */
  private static final long MOST_ELEMENTS = 1 << 18;

  private final long seed;

  RealJudge(long seed) {
    this.seed = seed;
  }

  EquationVerdict of(Equation equation) {
    List<Unknown> discrete = equation.unknowns().stream().filter(Unknown::isDiscrete).toList();
    Draws draws = new Draws(seed);
    try {
      Optional<Assignments> all = Draws.all(discrete, points(equation, POINTS));
      Assignments integers =
          all.orElseGet(() -> integers(draws, equation, points(equation, POINTS)));
      Assignments residues = draws.residues(equation.unknowns(), integers);
      Different different =
          Disagreement.find(equation, residues, Semantics.FIELD, Disagreement::residues);
      if (different == null) {
        boolean isOfAll = all.isPresent() || isBranchless(equation);
        return new Equal(isOfAll ? Method.POLYNOMIAL : Method.EXACT, false);
      }
      Different small = exactly(equation, draws, true);
      return small == null ? different : small;
    } catch (EvaluationException | ArithmeticException | ClassCastException noPolynomial) {
      return byNumbers(equation, draws);
    }
  }

  /** Whether integers only take part as numbers, of which sums and products are made. */
  private static boolean isBranchless(Equation equation) {
    return UOp.sink(equation.before(), equation.after()).toposort().stream()
        .allMatch(
            node ->
                node.is(Op.SINK)
                    || node.is(Op.DEFINE_VAR)
                    || node.is(Op.CONST)
                    || node.is(Op.CAST)
                    || node.dtype().isFloat());
  }

  private static Assignments integers(Draws draws, Equation equation, int count) {
    return draws.integers(equation.unknowns(), equation.before(), count, true);
  }

  private EquationVerdict byNumbers(Equation equation, Draws draws) {
    Different inBits = null;
    try {
      Assignments integers = integers(draws, equation, points(equation, EDGES));
      Assignments edges = draws.edges(equation.unknowns(), integers);
      inBits = Disagreement.find(equation, edges, Semantics.IEEE, Disagreement::bits);
      if (inBits == null) {
        return new Equal(Method.BITS, false);
      }
    } catch (EvaluationException | ArithmeticException e) {
      // Rational numbers may do better.
    }
    Different different;
    try {
      different = exactly(equation, draws, true);
    } catch (EvaluationException | ArithmeticException dividedByZero) {
      try {
        different = exactly(equation, draws, false);
      } catch (EvaluationException | ArithmeticException e) {
        return withinBounds(equation, draws, inBits, String.valueOf(e.getMessage()));
      }
    }
    return different == null ? new Equal(Method.EXACT, false) : different;
  }

  /** Compares floats of which only a bound is known on how far rounding has taken them. */
  private static EquationVerdict withinBounds(
      Equation equation, Draws draws, @Nullable Different inBits, String reason) {
    try {
      Assignments integers = integers(draws, equation, points(equation, FRACTIONS));
      Assignments drawn = draws.fractions(equation.unknowns(), integers, false);
      Different different =
          Disagreement.find(equation, drawn, Semantics.BOUND, Disagreement::withinBounds);
      return different == null ? new Equal(Method.BOUNDS, false) : different;
    } catch (EvaluationException | ArithmeticException e) {
      return inBits == null ? new Unknowable(reason) : inBits;
    }
  }

  private static @Nullable Different exactly(Equation equation, Draws draws, boolean zeros) {
    Assignments integers =
        draws.integers(equation.unknowns(), equation.before(), points(equation, FRACTIONS), zeros);
    Assignments fractions = draws.fractions(equation.unknowns(), integers, zeros);
    return Disagreement.find(equation, fractions, Semantics.EXACT, Disagreement::exactly);
  }

  /** Returns how many assignments there may be, at most so many. */
  private static int points(Equation equation, int most) {
    long each = 1;
    for (UOp node : UOp.sink(equation.before(), equation.after()).toposort()) {
      if (node.is(Op.RANGE)) {
        each *= node.max() + 1;
      }
    }
    for (Unknown unknown : equation.unknowns()) {
      each = Math.max(each, unknown.size());
    }
    return (int) Math.max(1, Math.min(most, MOST_ELEMENTS / each));
  }
}
