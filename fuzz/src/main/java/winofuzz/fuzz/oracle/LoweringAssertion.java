package winofuzz.fuzz.oracle;

import java.util.List;
import java.util.Set;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.finding.Concern;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.interpret.Values;
import winofuzz.ir.Fidelity;
import winofuzz.ir.Stage;

/**
 * {@code lowering}: a path lowers every case, and consecutive stages agree. In rational numbers
 * that is {@link AlgebraAssertion}'s part, as each stage equals the same convolution. Here they are
 * held against each other in floats, bit for bit, between stages where no pass reorders operations.
 * A zero of the other sign that simplification leaves is remarked upon and no violation.
 *
 * <p>Where the last stage is the convolution for all inputs, that is done on some of the cases.
 */
final class LoweringAssertion implements Assertion {
  @Override
  public String name() {
    return "lowering";
  }

  @Override
  public Set<Concern> concerns() {
    return Set.of(Concern.LOWERING, Concern.VALUES);
  }

  /** {@inheritDoc} A large case must lower as well, though its stages are not evaluated. */
  @Override
  public boolean isFor(ConvCase c) {
    return true;
  }

  @Override
  public Verdict check(Subject subject, LoweringPath path) {
    if (subject.subject().isLarge()) {
      return new Verdict.Skipped("the case is too large to be evaluated");
    }
    if (subject.hasReadOutside(path)) {
      return new Verdict.Skipped("what is read out of bounds has no value");
    }
    List<Stage> stages = subject.stages(path);
    if (!subject.judgesEachStage() && isRight(subject, path, stages)) {
      return new Verdict.Holds("it lowers");
    }
    Verdict.HoldsWithRemark remark = null;
    int compared = 0;
    for (int i = 1; i < stages.size(); i++) {
      Stage before = stages.get(i - 1);
      Stage after = stages.get(i);
      Fidelity fidelity = subject.lowered(path).fidelity(after);
      if (fidelity == Fidelity.NONE) {
        continue;
      }
      boolean simplifies = fidelity == Fidelity.NUMBERS;
      Values left = subject.ieee(path, before).output();
      if (left.areFinite() || !simplifies) {
        compared++;
        Values right = subject.ieee(path, after).output();
        if (!Differences.sameBits(left, right)) {
          String detail = Differences.bits(left, right, before.label(), after.label());
          if (!simplifies || !Differences.sameNumbers(left, right)) {
            return new Verdict.Violated(new Symptom.WrongStage(after), detail);
          }
          remark = new Verdict.HoldsWithRemark(Differences.ZERO_SIGNS, detail);
        }
      }
    }
    return remark != null
        ? remark
        : new Verdict.Holds(
            compared + (compared == 1 ? " pair" : " pairs") + " of stages bit for bit");
  }

  private static boolean isRight(Subject subject, LoweringPath path, List<Stage> stages) {
    return !subject.hasChosenInputs()
        && !stages.isEmpty()
        && subject.claims().isProven(path, stages.getLast());
  }

  @Override
  public Verdict checkFailure(Subject subject, LoweringPath path) {
    LoweringException failure = subject.failure(path);
    return new Verdict.Violated(
        new Symptom.FailsToLower(), path.label() + " does not lower it: " + failure.getMessage());
  }
}
