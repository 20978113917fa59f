package winofuzz.fuzz.finding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which findings are one bug. Violations with the same {@link Bug} are one finding from the
 * start. Of the others two are one bug if the smallest case of one shows both, and either the same
 * rule is to blame for both or none is known for one of them, which is of the same path or concern;
 * and if the same pass is to blame for both, of which no rule is known. A finding is also the bug
 * of a rule that is to blame for another one, if that rule is applied no earlier than what is to
 * blame for it, and it is gone without that rule: its own only led to the wrong application. A
 * device that computes other values than the last stage has a bug of its own, as no earlier stage
 * is part of that comparison; only memory faults of the kernels themselves may be the same one, and
 * one for which it was not decided who is at fault is the bug of the first for which it was.
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
    List<List<Finding>> bugs = new ArrayList<>();
    findings.stream().sorted(FIRST_SEEN).forEach(finding -> join(bugs, finding));
    Map<Signature, Signature> same = new HashMap<>();
    for (List<Finding> bug : bugs) {
      Signature first = representative(bug).signature();
      bug.stream()
          .map(Finding::signature)
          .filter(signature -> !signature.equals(first))
          .forEach(signature -> same.put(signature, first));
    }
    return findings.stream().map(f -> f.sameAs(same.get(f.signature()))).toList();
  }

  /**
   * Adds a finding to the bug that it is the same as. A blamed finding may join several bugs into
   * one. An unblamed finding is added to the first bug alone, as its smallest case may show
   * several.
   */
  private static void join(List<List<Finding>> bugs, Finding finding) {
    List<List<Finding>> same =
        bugs.stream()
            .filter(bug -> bug.stream().anyMatch(known -> decides(bug, known, finding)))
            .limit(finding.bug().isBlamed() ? bugs.size() : 1)
            .toList();
    List<Finding> joined = new ArrayList<>();
    same.forEach(joined::addAll);
    joined.add(finding);
    bugs.removeAll(same);
    bugs.add(joined);
  }

  /**
   * Whether a member makes a finding part of its bug. Only the first member and blamed ones count:
   * an unblamed member was added for what its own smallest case shows.
   */
  private static boolean decides(List<Finding> bug, Finding known, Finding finding) {
    boolean counts = known.bug().isBlamed() || known.equals(bug.getFirst());
    return counts && areOneBug(known, finding);
  }

  /** The first of those that no other one explains. */
  private static Finding representative(List<Finding> bug) {
    return bug.stream()
        .filter(finding -> bug.stream().noneMatch(other -> explains(other, finding)))
        .min(FIRST_SEEN)
        .orElse(bug.getFirst());
  }

  /** Whether two findings are one bug. */
  static boolean areOneBug(Finding a, Finding b) {
    Bug first = a.bug();
    Bug second = b.bug();
    if (first.equals(second)) {
      return true;
    }
    if (first.isBlamed() && second.isBlamed()) {
      return explains(a, b) || explains(b, a) || haveOneCause(a, b);
    }
    if (!first.isBlamed() && !second.isBlamed()) {
      return (first.concern() == second.concern() || (isOfKernels(a) && isOfKernels(b)))
          && (a.shows(second) || b.shows(first));
    }
    Finding unblamed = first.isBlamed() ? b : a;
    Bug blamed = first.isBlamed() ? first : second;
    if (isUndecidedBug(unblamed, first.isBlamed() ? a : b)) {
      return true;
    }
    return !(unblamed.signature().symptom() instanceof Symptom.WrongOnDevice)
        && unblamed.alongside().stream()
            .filter(s -> Bug.of(s).equals(blamed))
            .anyMatch(s -> mayCause(s, unblamed.signature()));
  }

  /**
   * Whether it was decided who is at fault for what one device computes, one stage comes to, or a
   * misuse of memory, and on another case not.
   */
  private static boolean isUndecidedBug(Finding undecided, Finding decided) {
    String pass = decided.signature().blame().pass();
    boolean isSame = undecided.signature().symptom().equals(decided.signature().symptom());
    return switch (decided.signature().symptom()) {
      case Symptom.WrongOnDevice(String device) ->
          isSame
              && (pass.equals(device) || pass.equals(Blame.TEXT) || pass.equals(Blame.INTERPRETER));
      case Symptom.WrongStage _ -> isSame && pass.equals(Blame.INTERPRETER);
      // A device that runs other threads than it is told may misuse memory in any way.
      case Symptom.MemoryFault _ ->
          pass.equals(Blame.SIMULATOR)
              && undecided.signature().symptom() instanceof Symptom.MemoryFault;
      // Of nothing else the interpreter or a device may be at fault.
      default -> false;
    };
  }

  /**
   * Whether what is wrong on a path may show as something else: there, or as the same elsewhere.
   */
  private static boolean mayCause(Signature wrong, Signature unblamed) {
    return wrong.path().equals(unblamed.path())
        || wrong.symptom().concern() == unblamed.symptom().concern();
  }

  private static boolean haveOneCause(Finding a, Finding b) {
    return a.bug().sharesCauseWith(b.bug())
        && (a.signature().blame().rule().isEmpty() || a.mayShow(b) || b.mayShow(a));
  }

  /** Whether the rule to blame for a finding makes another one wrong that is not blamed on it. */
  private static boolean explains(Finding a, Finding other) {
    String rule = a.signature().blame().rule();
    String others = other.signature().blame().rule();
    return a.bug().concern() == other.bug().concern()
        && !rule.equals(others)
        && other.needs().contains(rule)
        && !a.needs().contains(others);
  }

  /** Whether what the kernels do differs from the last stage. */
  private static boolean isOfKernels(Finding unblamed) {
    return switch (unblamed.signature().symptom()) {
      case Symptom.WrongOnDevice _, Symptom.MemoryFault _, Symptom.DidNotFinish _ -> true;
      case Symptom.WrongStage _,
          Symptom.BeyondPromise _,
          Symptom.WrongSize _,
          Symptom.PathsDiffer _,
          Symptom.FailsToLower _,
          Symptom.WronglyRewritten _,
          Symptom.OutOfBounds _,
          Symptom.EngineFailure _,
          Symptom.LimitExceeded _ ->
          false;
    };
  }
}
