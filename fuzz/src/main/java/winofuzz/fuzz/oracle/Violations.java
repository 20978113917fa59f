package winofuzz.fuzz.oracle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
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
 *   <li>wrong values, a wrong use of memory and an engine that throws follow from a wrong size on
 *       their path;
 *   <li>a wrong use of memory follows from wrong values that the same place is to blame for, if
 *       these show on the inputs of the case, and wrong values on a device from a wrong use of
 *       memory on its path;
 *   <li>a rewrite that was or was not made follows from wrong values on its path;
 *   <li>bounds that are not kept follow from wrong values or memory on their path;
 *   <li>values beyond what is promised follow from wrong values or memory on their path;
 *   <li>an engine that throws follows from wrong values or memory on its path, and from the same
 *       method throwing there when something else was asked before;
 *   <li>two paths that differ follow from whatever else is wrong on either.
 * </ul>
 */
final class Violations {

  /**
   * A violation with its blame.
   *
   * @param isOnOtherInputs whether the inputs of the case hide it
   */
  record Violation(Signature signature, String detail, boolean isOnOtherInputs) {
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

  /** The step in which it is asked what is to blame. */
  private static final String BLAME = "blame";

  /** The step in which launches, rules and options are gathered. */
  static final String LOWERINGS = "lowerings";

  /** The names of the steps of a judgement that are no assertions. */
  static final Set<String> STEPS = Set.of(BLAME, LOWERINGS);

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
      if (j.verdict() instanceof Verdict.Violated violated) {
        result.add(j.assertion(), j.path(), violated);
      }
    }
    List.copyOf(result.all).stream()
        .filter(v -> v.signature.symptom() instanceof Symptom.MemoryFault)
        .map(v -> v.signature.path())
        .distinct()
        .forEach(result::addWrongValues);
    return result;
  }

  /**
   * What a violation comes from.
   *
   * @param whoseFault what is known of whose fault it is, and of the line that goes wrong
   */
  private record Cause(Blame blame, String whoseFault) {}

  private void add(String assertion, LoweringPath path, Verdict.Violated violated) {
    Symptom symptom = violated.symptom();
    Cause cause =
        unlessBroken(
            BLAME,
            path,
            () -> new Cause(subject.blame(path, symptom), subject.whoseFault(path, symptom)),
            new Cause(Blame.NONE, ""));
    all.add(
        new Violation(
            new Signature(assertion, path, symptom, cause.blame),
            violated.detail() + cause.whoseFault,
            violated.isOnOtherInputs()));
  }

  /** Where the inputs do not show that the values of a path are wrong, others of its shape may. */
  private void addWrongValues(LoweringPath path) {
    unlessBroken(BLAME, path, () -> subject.valueCulprit(path), Optional.<Culprit>empty())
        .map(c -> wrongValues(path, c))
        .ifPresent(onOtherInputs::add);
  }

  /**
   * Returns what comes of a step that is no assertion. An engine that breaks in it is a violation
   * like any other.
   *
   * @param step its name, in the place of an assertion
   * @param otherwise what it comes to if an engine breaks
   */
  <T> T unlessBroken(String step, LoweringPath path, Supplier<T> work, T otherwise) {
    Whereabouts.say(step, path);
    try {
      return work.get();
    } catch (Throwable thrown) {
      Breakage breakage = Breakage.of(thrown);
      all.add(
          new Violation(new Signature(step, path, breakage.symptom()), breakage.toString(), false));
      return otherwise;
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
    return all.stream().anyMatch(cause -> isCause(cause, v)) || hasBrokenBefore(v);
  }

  /** Whether one follows from another one; of two that follow from each other, the later one. */
  private boolean isCause(Violation cause, Violation v) {
    return follows(v, cause)
        && !cause.bug().equals(v.bug())
        && (!follows(cause, v) || all.indexOf(cause) < all.indexOf(v));
  }

  /** Whether the same method threw on the same path before. */
  private boolean hasBrokenBefore(Violation v) {
    return v.signature.symptom() instanceof Symptom.EngineFailure failure
        && all.stream()
            .takeWhile(earlier -> !earlier.equals(v))
            .filter(earlier -> earlier.isOn(v.signature.path()))
            .anyMatch(
                earlier ->
                    earlier.signature.symptom() instanceof Symptom.EngineFailure before
                        && before.source().equals(failure.source()));
  }

  private boolean follows(Violation v, Violation cause) {
    LoweringPath path = v.signature.path();
    if (cause.signature.symptom() instanceof Symptom.WrongSize && cause.isOn(path)) {
      return !(v.signature.symptom() instanceof Symptom.WrongSize)
          && (v.is(Concern.VALUES) || v.is(Concern.MEMORY) || v.is(Concern.ENGINE));
    }
    return switch (v.signature.symptom()) {
      case Symptom.PathsDiffer _ ->
          !(cause.signature.symptom() instanceof Symptom.PathsDiffer)
              && (cause.isOn(path) || cause.isOn(subject.setting().paths().getFirst()));
      case Symptom.WronglyRewritten _ -> cause.isOn(path) && cause.is(Concern.VALUES);
      case Symptom.MemoryFault _, Symptom.DidNotFinish _ ->
          cause.is(Concern.VALUES)
              && !cause.isOnOtherInputs
              && v.bug().sharesCauseWith(cause.bug());
      case Symptom.WrongOnDevice _ -> cause.isOn(path) && cause.is(Concern.MEMORY);
      case Symptom.BeyondPromise _ ->
          cause.isOn(path)
              && (cause.is(Concern.VALUES) || cause.is(Concern.MEMORY))
              && !(cause.signature.symptom() instanceof Symptom.BeyondPromise)
              && !(cause.signature.symptom() instanceof Symptom.PathsDiffer);
      case Symptom.EngineFailure _ ->
          !STEPS.contains(v.signature.assertion())
              && (cause.isOn(path) || cause.isOn(subject.setting().paths().getFirst()))
              && (cause.is(Concern.VALUES) || cause.is(Concern.MEMORY))
              && !(cause.signature.symptom() instanceof Symptom.PathsDiffer);
      case Symptom.OutOfBounds _ ->
          cause.isOn(path) && (cause.is(Concern.VALUES) || cause.is(Concern.MEMORY));
      case Symptom.WrongSize _,
          Symptom.WrongStage _,
          Symptom.FailsToLower _,
          Symptom.LimitExceeded _ ->
          false;
    };
  }
}
