package winofuzz.fuzz.oracle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.finding.Blame;
import winofuzz.fuzz.finding.Bug;
import winofuzz.fuzz.finding.Concern;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.ir.Stage;

/**
 * The violations on one case, and which of them are bugs of their own. On a case
 *
 * <ul>
 *   <li>violations of one {@link Bug} are one, on whichever path and by whichever assertion;
 *   <li>a wrong use of memory follows from wrong values that the same place is to blame for, and
 *       wrong values on a device from a wrong use of memory on its path;
 *   <li>a rewrite that was or was not made follows from wrong values on its path;
 *   <li>an engine that throws follows from wrong values or memory on its path;
 *   <li>two paths that differ follow from whatever else is wrong on either.
 * </ul>
 */
final class Violations {

  /** A violation with its blame. */
  record Violation(Signature signature, String detail) {
    Bug bug() {
      return Bug.of(signature);
    }

    private boolean is(Concern concern) {
      return signature.symptom().concern() == concern;
    }

    private boolean isOn(LoweringPath path) {
      return signature.path().equals(path);
    }
  }

  /** What stands in the place of an assertion where an engine broke while blame was looked for. */
  static final String BLAME = "blame";

  private final Subject subject;
  private final List<Violation> all = new ArrayList<>();
  private final Set<Signature> onOtherInputs = new HashSet<>();

  private Violations(Subject subject) {
    this.subject = subject;
  }

  /** The violations among what assertions say of a case. */
  static Violations of(Subject subject, List<Judgement> judgements) {
    Violations result = new Violations(subject);
    for (Judgement j : judgements) {
      if (j.verdict() instanceof Verdict.Violated(Symptom symptom, String detail)) {
        result.add(j.assertion(), j.path(), symptom, detail);
      }
    }
    List.copyOf(result.all).stream()
        .filter(v -> v.signature.symptom() instanceof Symptom.MemoryFault)
        .map(v -> v.signature.path())
        .distinct()
        .forEach(result::addWrongValues);
    return result;
  }

  private void add(String assertion, LoweringPath path, Symptom symptom, String detail) {
    Blame blame = Blame.NONE;
    try {
      blame = subject.blame(path, symptom);
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      addBroken(path, e);
    }
    all.add(new Violation(new Signature(assertion, path, symptom, blame), detail));
  }

  /** Takes in that an engine broke while it was asked what is to blame. */
  private void addBroken(LoweringPath path, Throwable e) {
    all.add(
        new Violation(
            new Signature(BLAME, path, new Symptom.EngineFailure(Oracle.place(e))),
            "looking for what is to blame failed: " + e));
  }

  /** Where the inputs do not show that the values of a path are wrong, others of its shape may. */
  private void addWrongValues(LoweringPath path) {
    try {
      subject.valueCulprit(path).map(c -> wrongValues(path, c)).ifPresent(onOtherInputs::add);
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      addBroken(path, e);
    }
  }

  private static Signature wrongValues(LoweringPath path, Culprit culprit) {
    if (culprit.stage() == Stage.METAL) {
      return new Signature(
          DeviceAssertion.NAME,
          path,
          new Symptom.WrongOnDevice(Subject.CHECKED_DEVICE),
          culprit.blame());
    }
    return new Signature(
        AlgebraAssertion.NAME, path, new Symptom.WrongStage(culprit.stage()), culprit.blame());
  }

  /** The signatures of all of them, and of those that other inputs show on the same shape. */
  private SortedSet<Signature> signatures() {
    SortedSet<Signature> result = new TreeSet<>(onOtherInputs);
    all.forEach(v -> result.add(v.signature));
    return result;
  }

  /** All of them as findings. */
  List<Finding> asFindings() {
    return all.stream().map(this::asFinding).toList();
  }

  private Finding asFinding(Violation v) {
    return Finding.seen(v.signature, v.detail, subject.setting(), subject.subject(), signatures());
  }

  /** Those that are bugs of their own, in the order of the assertions, then of the paths. */
  List<Finding> findings() {
    Map<Bug, Violation> firsts = new LinkedHashMap<>();
    all.forEach(v -> firsts.putIfAbsent(v.bug(), v));
    return firsts.values().stream().filter(v -> !isConsequence(v)).map(this::asFinding).toList();
  }

  private boolean isConsequence(Violation v) {
    return all.stream().anyMatch(cause -> follows(v, cause));
  }

  private boolean follows(Violation v, Violation cause) {
    LoweringPath path = v.signature.path();
    return switch (v.signature.symptom()) {
      case Symptom.PathsDiffer _ ->
          !(cause.signature.symptom() instanceof Symptom.PathsDiffer)
              && (cause.isOn(path) || cause.isOn(subject.setting().paths().getFirst()));
      case Symptom.WronglyRewritten _ -> cause.isOn(path) && cause.is(Concern.VALUES);
      case Symptom.MemoryFault _, Symptom.DidNotFinish _ ->
          cause.is(Concern.VALUES) && v.bug().sharesCauseWith(cause.bug());
      case Symptom.WrongOnDevice _ -> cause.isOn(path) && cause.is(Concern.MEMORY);
      case Symptom.EngineFailure _ ->
          !v.signature.assertion().equals(BLAME)
              && (cause.isOn(path) || cause.isOn(subject.setting().paths().getFirst()))
              && (cause.is(Concern.VALUES) || cause.is(Concern.MEMORY))
              && !(cause.signature.symptom() instanceof Symptom.PathsDiffer);
      case Symptom.WrongStage _, Symptom.FailsToLower _, Symptom.LimitExceeded _ -> false;
      case Symptom.OutOfBounds _ -> false;
    };
  }
}
