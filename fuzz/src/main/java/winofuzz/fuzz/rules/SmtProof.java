package winofuzz.fuzz.rules;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sosy_lab.common.ShutdownNotifier;
import org.sosy_lab.common.configuration.Configuration;
import org.sosy_lab.common.configuration.InvalidConfigurationException;
import org.sosy_lab.common.log.LogManager;
import org.sosy_lab.java_smt.SolverContextFactory;
import org.sosy_lab.java_smt.SolverContextFactory.Solvers;
import org.sosy_lab.java_smt.api.BooleanFormula;
import org.sosy_lab.java_smt.api.Model;
import org.sosy_lab.java_smt.api.NumeralFormula.IntegerFormula;
import org.sosy_lab.java_smt.api.ProverEnvironment;
import org.sosy_lab.java_smt.api.SolverContext;
import org.sosy_lab.java_smt.api.SolverContext.ProverOptions;
import org.sosy_lab.java_smt.api.SolverException;

/** Proves equations of integers and bools by SMT: linear integer arithmetic. */
final class SmtProof implements AutoCloseable {
  private final SolverContext context;

  SmtProof() {
    try {
      context =
          SolverContextFactory.createSolverContext(
              Configuration.defaultConfiguration(),
              LogManager.createNullLogManager(),
              ShutdownNotifier.createDummy(),
              Solvers.SMTINTERPOL);
    } catch (InvalidConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  /** What the solver says. */
  sealed interface Answer {
    /** The equation holds for all values. */
    record Holds() implements Answer {}

    /** It does not hold for these values. */
    record Fails(Map<Unknown, Long> values) implements Answer {}

    /** It is not one of linear integer arithmetic, or the solver gave up. */
    record Unknowable() implements Answer {}
  }

  /** Asks whether an equation holds for all values of its unknowns. */
  Answer decide(Equation equation) {
    SmtTerms terms = new SmtTerms(context.getFormulaManager());
    BooleanFormula claim;
    try {
      claim = terms.counterexample(equation);
    } catch (UnsupportedExpressionException e) {
      return new Answer.Unknowable();
    }
    try (ProverEnvironment prover = context.newProverEnvironment(ProverOptions.GENERATE_MODELS)) {
      prover.addConstraint(claim);
      if (prover.isUnsat()) {
        return new Answer.Holds();
      }
      try (Model model = prover.getModel()) {
        return new Answer.Fails(values(terms, model));
      }
    } catch (SolverException e) {
      return new Answer.Unknowable();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Unknowable();
    }
  }

  private static Map<Unknown, Long> values(SmtTerms terms, Model model) {
    Map<Unknown, Long> result = new HashMap<>();
    for (Map.Entry<Unknown, IntegerFormula> entry : terms.integers().entrySet()) {
      BigInteger value = model.evaluate(entry.getValue());
      result.put(entry.getKey(), Optional.ofNullable(value).orElse(BigInteger.ZERO).longValue());
    }
    for (Map.Entry<Unknown, BooleanFormula> entry : terms.truths().entrySet()) {
      Boolean value = model.evaluate(entry.getValue());
      result.put(entry.getKey(), Boolean.TRUE.equals(value) ? 1L : 0L);
    }
    return result;
  }

  @Override
  public void close() {
    context.close();
  }
}
