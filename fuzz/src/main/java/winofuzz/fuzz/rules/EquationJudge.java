package winofuzz.fuzz.rules;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import winofuzz.fuzz.rules.EquationVerdict.Different;
import winofuzz.fuzz.rules.EquationVerdict.Equal;
import winofuzz.fuzz.rules.EquationVerdict.Unknowable;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Says of single applications whether both sides have equal values: first with the parts that both
 * have as unknowns, so that what holds does so whatever these are; then, where that does not show
 * it, with less and less taken for unknown.
 */
public final class EquationJudge implements AutoCloseable {
  /** What is taken for unknown where a side has it, but is not. */
  private static final Set<Op> READING = EnumSet.of(Op.INDEX, Op.LOAD, Op.REDUCE);

  private final SmtProof smt = new SmtProof();
  private final IntegerJudge integers;
  private final RealJudge reals;

  /**
   * @param seed decides the values that are drawn
   */
  public EquationJudge(long seed) {
    this.integers = new IntegerJudge(smt, seed);
    this.reals = new RealJudge(seed);
  }

  /** Returns how the two sides compare. */
  public EquationVerdict of(Application application) {
    EquationVerdict result = new Unknowable("no value");
    for (Cut cut : Cut.values()) {
      result = of(application, cut);
      if (result instanceof Equal || (cut == Cut.READS && !isAbout(application, READING))) {
        return result;
      }
    }
    return result;
  }

  private EquationVerdict of(Application application, Cut cut) {
    try {
      return of(Scalarization.equations(application.before(), application.after(), cut));
    } catch (UnsupportedExpressionException | ArithmeticException e) {
      return new Unknowable(String.valueOf(e.getMessage()));
    }
  }

  /** Whether both sides have one of some operations, on either side. */
  private static boolean isAbout(Application application, Set<Op> ops) {
    return UOp.sink(application.before(), application.after()).toposort().stream()
        .anyMatch(node -> ops.contains(node.op()));
  }

  private EquationVerdict of(List<Equation> equations) {
    Equal all = new Equal(Method.IDENTITY, false);
    for (Equation equation : equations) {
      switch (of(equation)) {
        case Equal(Method how, boolean ofUsed) ->
            all = new Equal(all.how().weaker(how), all.ofUsedIndices() || ofUsed);
        case Different different -> {
          return different;
        }
        case Unknowable unknowable -> {
          return unknowable;
        }
      }
    }
    return all;
  }

  private EquationVerdict of(Equation equation) {
    if (equation.isTrivial()) {
      return new Equal(Method.IDENTITY, false);
    }
    return equation.isDiscrete() ? integers.of(equation) : reals.of(equation);
  }

  @Override
  public void close() {
    smt.close();
  }
}
