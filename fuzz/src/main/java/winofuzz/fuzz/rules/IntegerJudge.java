package winofuzz.fuzz.rules;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.rules.EquationVerdict.Different;
import winofuzz.fuzz.rules.EquationVerdict.Equal;
import winofuzz.fuzz.rules.EquationVerdict.Unknowable;
import winofuzz.interpret.EvaluationException;
import winofuzz.interpret.Semantics;

/** Judges equations of integers and bools. */
final class IntegerJudge {
  private static final int DRAWN = 256;

  private final SmtProof smt;
  private final long seed;

  IntegerJudge(SmtProof smt, long seed) {
    this.smt = smt;
    this.seed = seed;
  }

  EquationVerdict of(Equation equation) {
    EquationVerdict result = inScope(equation, false);
    if (result instanceof Different) {
      Equation used = equation.ofUsedIndices();
      if (used.given() != equation.given() && inScope(used, true) instanceof Equal equal) {
        return equal;
      }
    }
    return result;
  }

  private EquationVerdict inScope(Equation equation, boolean ofUsedIndices) {
    try {
      Optional<Assignments> all = Draws.all(equation.unknowns(), Draws.MOST_ENUMERATED);
      if (all.isPresent()) {
        Different different = difference(equation, all.get());
        return different == null ? new Equal(Method.EXHAUSTION, ofUsedIndices) : different;
      }
      Different different = difference(equation, drawn(equation, true));
      return different == null ? proven(equation, ofUsedIndices) : smaller(equation, different);
    } catch (EvaluationException divisionByZero) {
      return withoutZeros(equation, ofUsedIndices);
    }
  }

  private Assignments drawn(Equation equation, boolean zeros) {
    return new Draws(seed).integers(equation.unknowns(), equation.before(), DRAWN, zeros);
  }

  /** An expression that divides by zero has no value that would need to be kept. */
  private EquationVerdict withoutZeros(Equation equation, boolean ofUsedIndices) {
    try {
      Different different = difference(equation, drawn(equation, false));
      return different == null ? new Equal(Method.DRAWN, ofUsedIndices) : different;
    } catch (EvaluationException e) {
      return smt.decide(equation) instanceof SmtProof.Answer.Holds
          ? new Equal(Method.SMT, ofUsedIndices)
          : new Unknowable(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Different difference(Equation equation, Assignments assignments) {
    return Disagreement.find(equation, assignments, Semantics.IEEE, Disagreement::integers);
  }

  private EquationVerdict proven(Equation equation, boolean ofUsedIndices) {
    if (arePolynomials(equation)) {
      return new Equal(Method.POLYNOMIAL, ofUsedIndices);
    }
    return switch (smt.decide(equation)) {
      case SmtProof.Answer.Holds() -> new Equal(Method.SMT, ofUsedIndices);
      case SmtProof.Answer.Unknowable() -> new Equal(Method.DRAWN, ofUsedIndices);
      case SmtProof.Answer.Fails(Map<Unknown, Long> values) -> {
        // Where numbers are too large for their types the solver knows better than they do.
        Different different = difference(equation, Draws.single(equation.unknowns(), values));
        yield different == null ? new Equal(Method.DRAWN, ofUsedIndices) : different;
      }
    };
  }

  /** Whether both sides are one polynomial; then they are so modulo a power of two as well. */
  private static boolean arePolynomials(Equation equation) {
    return equation.given().isConst(1)
        && equation.before().dtype().isInteger()
        && Polynomials.haveForm(equation)
        && Polynomials.areEqual(equation);
  }

  /** Returns the smallest counterexample of some among small values; the given one if none is. */
  private Different smaller(Equation equation, Different found) {
    Different best = found;
    for (long magnitude : new long[] {1, 3, 10, 100}) {
      try {
        Different other = difference(equation, Draws.near(equation.unknowns(), magnitude, seed));
        if (other != null && other.size() < best.size()) {
          return other;
        }
      } catch (EvaluationException divisionByZero) {
        return best;
      }
    }
    return best;
  }
}
