package winofuzz.fuzz.oracle;

import java.util.List;
import java.util.Set;
import winofuzz.compiler.LoweringException;
import winofuzz.compiler.Path;
import winofuzz.interpret.Values;
import winofuzz.ir.Stage;

/**
 * {@code lowering}: a path lowers every case, and consecutive stages agree. In rational numbers
 * that is {@link AlgebraAssertion}'s part, as each stage equals the same convolution. Here they are
 * held against each other in floats, bit for bit, between stages where no pass reorders operations.
 * A zero of the other sign that simplification leaves is remarked upon and no violation.
 */
final class LoweringAssertion implements Assertion {
  @Override
  public String name() {
    return "lowering";
  }

  @Override
  public Set<Evidence.Concern> concerns() {
    return Set.of(Evidence.Concern.LOWERING, Evidence.Concern.VALUES);
  }

  @Override
  public Verdict check(Subject subject, Path path) {
    if (subject.hasReadOutside(path)) {
      return new Verdict.Skipped("what is read out of bounds has no value");
    }
    List<Stage> stages = subject.lowered(path).stages();
    Verdict.HoldsWithRemark remark = null;
    int compared = 0;
    for (int i = 1; i < stages.size(); i++) {
      Stage before = stages.get(i - 1);
      Stage after = stages.get(i);
      if (!keepsOrder(path, after)) {
        continue;
      }
      Values left = subject.ieee(path, before).output();
      if (left.areFinite() || !simplifies(after)) {
        compared++;
        Values right = subject.ieee(path, after).output();
        if (!Differences.sameBits(left, right)) {
          String detail = Differences.bits(left, right, before.label(), after.label());
          if (!simplifies(after) || !Differences.sameNumbers(left, right)) {
            return new Verdict.Violated(Evidence.values(after, detail));
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

  @Override
  public Verdict checkFailure(Subject subject, Path path) {
    LoweringException failure = subject.failure(path);
    return new Verdict.Violated(
        new Evidence(
            Evidence.Concern.LOWERING,
            "fails-to-lower",
            null,
            path.label() + " does not lower it: " + failure.getMessage()));
  }

  /** Whether the passes that lead to a stage keep every operation and its order. */
  private static boolean keepsOrder(Path path, Stage stage) {
    return switch (stage) {
      case RANGED -> !path.rewritesRanges();
      case KERNEL -> true;
      case TENSOR, OPTIMIZED, LINEAR, METAL -> false;
    };
  }

  /** Whether they take {@code x * 0} for 0, which it is not where x is negative or not finite. */
  private static boolean simplifies(Stage stage) {
    return stage == Stage.KERNEL;
  }
}
