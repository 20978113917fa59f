package winofuzz.fuzz.oracle;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import winofuzz.bounds.Counterexample;
import winofuzz.bounds.ProgramBounds;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.finding.Concern;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.LoweredCase.Fault;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.interpret.ElementPromise;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;

/**
 * {@code large}: the kernels of a case that is too large to be run are right for every thread as
 * far as their integers go: indices stay within their memory, index arithmetic within its types, no
 * divisor is zero, no shift too far, and the launch is one that devices take. Besides, some
 * threadgroups are run, in the simulator: they use memory rightly, and what they write is as near
 * to the convolution as it promises. Either costs what a small case does. What nobody can decide,
 * and what would cost too much to run, is remarked upon.
 */
final class LargeAssertion implements Assertion {
  static final String NAME = "large";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Concern> concerns() {
    return Set.of(Concern.BOUNDS, Concern.VALUES, Concern.MEMORY);
  }

  @Override
  public boolean isFor(ConvCase c) {
    return c.isLarge();
  }

  @Override
  public Verdict check(Subject subject, LoweringPath path) {
    Verdict integers = integers(subject.lowered(path));
    if (integers instanceof Verdict.Violated) {
      return integers;
    }
    Verdict threadgroups = threadgroups(subject.sparse(path), path);
    return threadgroups instanceof Verdict.Violated ? threadgroups : both(integers, threadgroups);
  }

  /** What is known of the integers of all threads, of which none is run. */
  private static Verdict integers(LoweredCase lowered) {
    try {
      return lowered.stages().contains(Stage.LINEAR)
              && lowered.program(Stage.LINEAR) instanceof Program.Scheduled program
          ? integers(program)
          : new Verdict.Skipped("not supported: the compiler gives no instructions");
    } catch (UnsupportedCaseException e) {
      return new Verdict.Skipped("not supported: " + e.getMessage());
    }
  }

  private static Verdict integers(Program.Scheduled program) {
    ProgramBounds bounds = ProgramBounds.of(program);
    if (!bounds.violations().isEmpty()) {
      Counterexample first = bounds.violations().getFirst();
      return new Verdict.Violated(new Symptom.OutOfBounds(first.fault()), first.toString());
    }
    String proven = "%d bounds proven".formatted(bounds.proven());
    return bounds.undecided().isEmpty()
        ? new Verdict.Holds(proven)
        : new Verdict.HoldsWithRemark(
            "some bounds are not decided",
            "%d, the first %s; %s"
                .formatted(bounds.undecided().size(), bounds.undecided().getFirst(), proven));
  }

  /** What threadgroups do that are run. */
  private static Verdict threadgroups(SparseSubject sparse, LoweringPath path) {
    if (!sparse.ran().faults().isEmpty()) {
      Fault first = sparse.ran().faults().getFirst();
      return new Verdict.Violated(first.symptom(), first.detail());
    }
    String ran =
        "%d threadgroups wrote %d elements"
            .formatted(sparse.ran().threadgroups(), sparse.ran().output().size());
    if (sparse.promise().isEmpty()) {
      return new Verdict.HoldsWithRemark("what threadgroups write is not judged", ran);
    }
    LongFunction<ElementPromise.Range> promise = sparse.promise().get();
    for (Map.Entry<Long, Double> element : sparse.ran().output().entrySet()) {
      ElementPromise.Range range = promise.apply(element.getKey());
      if (!range.allows(element.getValue())) {
        return new Verdict.Violated(
            new Symptom.BeyondPromise(Subject.CHECKED_DEVICE),
            "element %d: %s has %s, promised %s to %s"
                .formatted(
                    element.getKey(), path.label(), element.getValue(), range.low(), range.high()));
      }
    }
    return sparse.ran().gaps().isEmpty()
        ? new Verdict.Holds(ran)
        : new Verdict.HoldsWithRemark(
            "some threadgroups did not run: " + String.join("; ", sparse.ran().gaps()), ran);
  }

  /** What is said where neither of two verdicts is a violation: what either remarks upon. */
  private static Verdict both(Verdict integers, Verdict threadgroups) {
    String seen =
        Stream.of(integers, threadgroups)
            .map(LargeAssertion::seen)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("; "));
    return remark(integers)
        .or(() -> remark(threadgroups))
        .<Verdict>map(remark -> new Verdict.HoldsWithRemark(remark, seen))
        .orElseGet(() -> new Verdict.Holds(seen));
  }

  private static Optional<String> remark(Verdict verdict) {
    return switch (verdict) {
      case Verdict.HoldsWithRemark remarked -> Optional.of(remarked.remark());
      case Verdict.Skipped skipped -> Optional.of(skipped.reason());
      case Verdict.Holds _, Verdict.Violated _ -> Optional.empty();
    };
  }

  private static String seen(Verdict verdict) {
    return switch (verdict) {
      case Verdict.HoldsWithRemark remarked -> remarked.seen();
      case Verdict.Holds holds -> holds.detail();
      case Verdict.Skipped _, Verdict.Violated _ -> "";
    };
  }
}
