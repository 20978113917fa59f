package winofuzz.fuzz.oracle;

import java.util.Set;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.finding.Concern;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.lowering.LoweredCase.Execution;
import winofuzz.fuzz.lowering.LoweredCase.Fault;

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
  public Set<Concern> concerns() {
    return Set.of(Concern.MEMORY);
  }

  @Override
  public Verdict check(Subject subject, LoweringPath path) {
    return switch (subject.run(path, Subject.CHECKED_DEVICE)) {
      case Execution.Stopped(String how, String detail) ->
          new Verdict.Violated(new Symptom.DidNotFinish(Subject.CHECKED_DEVICE, how), detail);
      case Execution.Finished finished when finished.faults().isEmpty() ->
          new Verdict.Holds("no fault");
      case Execution.Finished finished -> {
        Fault first = finished.faults().getFirst();
        yield new Verdict.Violated(first.symptom(), first.detail());
      }
    };
  }
}
