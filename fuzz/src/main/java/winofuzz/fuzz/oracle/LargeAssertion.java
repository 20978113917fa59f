package winofuzz.fuzz.oracle;

import java.util.Set;
import winofuzz.bounds.Counterexample;
import winofuzz.bounds.ProgramBounds;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.finding.Concern;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;

/**
 * {@code large}: the kernels of a case that is too large to be run are right for every thread as
 * far as their integers go: indices stay within their memory, index arithmetic within its types, no
 * divisor is zero, no shift too far, and the launch is one that devices take. Nothing is run, so
 * that it costs what a small case does. What nobody can decide is remarked upon.
 */
final class LargeAssertion implements Assertion {
  @Override
  public String name() {
    return "large";
  }

  @Override
  public Set<Concern> concerns() {
    return Set.of(Concern.BOUNDS);
  }

  @Override
  public boolean isFor(ConvCase c) {
    return c.isLarge();
  }

  @Override
  public Verdict check(Subject subject, LoweringPath path) {
    LoweredCase lowered = subject.lowered(path);
    if (!lowered.stages().contains(Stage.LINEAR)
        || !(lowered.program(Stage.LINEAR) instanceof Program.Scheduled program)) {
      return new Verdict.Skipped("not supported: the compiler gives no instructions");
    }
    ProgramBounds bounds = ProgramBounds.of(program);
    if (!bounds.violations().isEmpty()) {
      Counterexample first = bounds.violations().getFirst();
      return new Verdict.Violated(new Symptom.OutOfBounds(first.fault()), first.toString());
    }
    String proven = "proven for all threads: %d integers and launches".formatted(bounds.proven());
    return bounds.undecided().isEmpty()
        ? new Verdict.Holds(proven)
        : new Verdict.HoldsWithRemark(
            "some bounds are not decided",
            "%d, the first %s; %s"
                .formatted(bounds.undecided().size(), bounds.undecided().getFirst(), proven));
  }
}
