package winofuzz.fuzz.oracle;

import java.util.Set;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.oracle.Workbench.Execution;
import winofuzz.fuzz.oracle.Workbench.Fault;

/**
 * {@code safety}: run with every check on, no kernel reads or writes out of bounds, reads what was
 * never written, races, or leaves the threads of a barrier apart; each element of an output is
 * written exactly once.
 */
final class SafetyAssertion implements Assertion {
  @Override
  public String name() {
    return "safety";
  }

  @Override
  public Set<Evidence.Concern> concerns() {
    return Set.of(Evidence.Concern.MEMORY);
  }

  @Override
  public Verdict check(Subject subject, LoweringPath path) {
    return switch (subject.run(path, Subject.CHECKED_DEVICE)) {
      case Execution.Stopped(String kind, String detail) -> violated(kind, detail);
      case Execution.Finished finished when finished.faults().isEmpty() ->
          new Verdict.Holds("no fault");
      case Execution.Finished finished -> {
        Fault first = finished.faults().getFirst();
        yield violated(first.kind(), first.detail());
      }
    };
  }

  private static Verdict violated(String kind, String detail) {
    return new Verdict.Violated(new Evidence(Evidence.Concern.MEMORY, kind, null, detail));
  }
}
