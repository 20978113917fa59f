package winofuzz.fuzz.finding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Decides which findings are one bug. Violations with the same {@link Bug} are one finding from the
 * start. Of the others two are one bug if the smallest case of one shows both, and either the same
 * rule is to blame for both or none is known for one of them; and if the same pass is to blame for
 * both, of which no rule is known. A device that computes other values than the last stage has a
 * bug of its own, as no earlier stage is part of that comparison; only memory faults of the kernels
 * themselves may be the same one.
 */
public final class Bugs {
  private static final Comparator<Finding> FIRST_SEEN =
      Comparator.comparing((Finding f) -> !f.bug().isBlamed())
          .thenComparing(f -> f.bug().concern())
          .thenComparing(Finding::number)
          .thenComparing(Finding::signature);

  private Bugs() {}

  /** The findings, in their order, each with the signature of the one that it is the same as. */
  public static List<Finding> unified(Collection<Finding> findings) {
    List<Finding> representatives = new ArrayList<>();
    List<Finding> result = new ArrayList<>(findings);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < result.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparing(result::get, FIRST_SEEN));
    for (int i : order) {
      Finding finding = result.get(i);
      Signature same =
          representatives.stream()
              .filter(r -> areOneBug(r, finding))
              .map(Finding::signature)
              .findFirst()
              .orElse(null);
      if (same == null) {
        representatives.add(finding);
      }
      result.set(i, finding.sameAs(same));
    }
    return List.copyOf(result);
  }

  /** Whether two findings are one bug. */
  static boolean areOneBug(Finding a, Finding b) {
    Bug first = a.bug();
    Bug second = b.bug();
    if (first.equals(second)) {
      return true;
    }
    if (first.isBlamed() && second.isBlamed()) {
      return first.sharesCauseWith(second)
          && (a.signature().blame().rule().isEmpty() || a.shows(second) || b.shows(first));
    }
    if (!first.isBlamed() && !second.isBlamed()) {
      return (first.concern() == second.concern() || (isOfKernels(a) && isOfKernels(b)))
          && (a.shows(second) || b.shows(first));
    }
    Finding unblamed = first.isBlamed() ? b : a;
    return !(unblamed.signature().symptom() instanceof Symptom.WrongOnDevice)
        && unblamed.shows(first.isBlamed() ? first : second);
  }

  /** Whether what the kernels do differs from the last stage. */
  private static boolean isOfKernels(Finding unblamed) {
    return switch (unblamed.signature().symptom()) {
      case Symptom.WrongOnDevice _, Symptom.MemoryFault _, Symptom.DidNotFinish _ -> true;
      case Symptom.WrongStage _,
          Symptom.PathsDiffer _,
          Symptom.FailsToLower _,
          Symptom.WronglyRewritten _,
          Symptom.EngineFailure _,
          Symptom.LimitExceeded _ ->
          false;
    };
  }
}
