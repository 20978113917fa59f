package winofuzz.fuzz.story;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.lowering.LoweredCase.Execution;
import winofuzz.fuzz.lowering.LoweredCase.Fault;
import winofuzz.fuzz.oracle.Evidence;
import winofuzz.fuzz.story.Story.Broken;
import winofuzz.fuzz.story.Story.Cause;
import winofuzz.interpret.ConvolutionBound;
import winofuzz.interpret.Values;
import winofuzz.metal.Violation;

/**
 * Finds why a result is wrong, from what is seen of it alone: no list of known defects is asked.
 */
final class Causes {
  private final Signature signature;
  private final Evidence minimal;
  private final @Nullable Evidence larger;
  private final Optional<ExtentSweep> sweep;
  private final @Nullable Broken broken;

  /**
   * What is known of a finding.
   *
   * @param minimal of its minimal case
   * @param larger of a larger case that shows it; null where there is none
   * @param sweep of extents
   * @param broken where the compiler makes it wrong; null where that is not known
   */
  Causes(
      Signature signature,
      Evidence minimal,
      @Nullable Evidence larger,
      Optional<ExtentSweep> sweep,
      @Nullable Broken broken) {
    this.signature = signature;
    this.minimal = minimal;
    this.larger = larger;
    this.sweep = sweep;
    this.broken = broken;
  }

  /** Returns the cause. */
  Cause find() {
    return switch (signature.symptom()) {
      case Symptom.FailsToLower _ -> ofFailure();
      case Symptom.MemoryFault(var kind) -> ofFault(kind);
      case Symptom.WrongStage _, Symptom.WrongOnDevice _, Symptom.PathsDiffer _ -> ofValues();
      case Symptom.WronglyRewritten _,
          Symptom.DidNotFinish _,
          Symptom.BeyondPromise _,
          Symptom.WrongSize _,
          Symptom.OutOfBounds _,
          Symptom.EngineFailure _,
          Symptom.LimitExceeded _ ->
          ofPlace();
    };
  }

  // *** a path that does not lower

  private Cause ofFailure() {
    Evidence.OfPath path = minimal.of(signature.path()).orElseThrow();
    String pass = path.failedPass().isEmpty() ? "" : " in pass " + path.failedPass();
    String message = "It fails%s: %s.".formatted(pass, path.problem());
    return sweep
        .flatMap(ExtentSweep::rule)
        .filter(ExtentSweep.Rule.EXCHANGED::equals)
        .map(
            _ ->
                new Cause(
                    "padding order",
                    "The amounts by which h and w are padded to whole tiles are exchanged. "
                        + sweep.get().words(),
                    message))
        .orElseGet(
            () -> new Cause("fails to lower", message, sweep.map(ExtentSweep::words).orElse("")));
  }

  // *** a wrong use of memory

  private Cause ofFault(Violation.Kind kind) {
    if (broken != null && broken.ruleName() != null && !broken.differs().isEmpty()) {
      // The index is wrong because a rule made it so.
      return ofPlace();
    }
    String evidence = broken == null ? "" : broken.evidence() + ".";
    Optional<Fault> fault = fault(kind);
    String seen = fault.map(this::words).orElse("");
    return switch (kind) {
      case READ_OUT_OF_BOUNDS ->
          new Cause("ungated read", seen + ", and no gate keeps it out. " + overrun(), evidence);
      case WRITE_OUT_OF_BOUNDS -> new Cause("ungated write", seen + ". " + overrun(), evidence);
      case WRITE_TO_INPUT,
          UNWRITTEN_READ,
          SECOND_WRITE,
          NEVER_WRITTEN,
          RACE_IN_THREADGROUP,
          RACE_BETWEEN_THREADGROUPS,
          RACE_OF_EQUAL_VALUES,
          ORDER_OF_ATOMICS,
          DIVERGENT_BARRIER,
          DIVERGENT_SIMDGROUP,
          DIVISION_BY_ZERO,
          DIVISION_OVERFLOW,
          CONVERSION_RANGE,
          SHIFT_RANGE,
          ENDLESS_LOOP,
          MISALIGNED,
          TOO_MANY_THREADS,
          TOO_MUCH_THREADGROUP_MEMORY ->
          new Cause(
              kind.description(), seen + ". " + sweep.map(ExtentSweep::words).orElse(""), evidence);
    };
  }

  private Optional<Fault> fault(Violation.Kind kind) {
    return minimal
        .of(signature.path())
        .flatMap(
            path ->
                path.checked() instanceof Execution.Finished finished
                    ? finished.faults().stream().filter(fault -> fault.kind() == kind).findFirst()
                    : Optional.empty());
  }

  private String words(Fault fault) {
    if (fault.place() == null) {
      return fault.detail();
    }
    Evidence.OfPath path = minimal.of(signature.path()).orElseThrow();
    String where = fault.line() == 0 ? "Kernel " : "Line %d of kernel ".formatted(fault.line());
    return where + fault.kernel() + ": " + path.words(fault) + path.instruction(fault);
  }

  /** Why an access is outside, as far as the extents tell. */
  private String overrun() {
    return sweep
        .map(
            s ->
                s.rule().filter(ExtentSweep.Rule::isOfPartialTiles).isPresent()
                    ? "A tile that is not whole reaches beyond the input: " + lower(s.words())
                    : s.words())
        .orElse("");
  }

  private static String lower(String sentence) {
    return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
  }

  // *** wrong values

  private Cause ofValues() {
    // The smallest case, of ones and zeros, may be explained by several mistakes.
    Evidence told = larger == null ? minimal : larger;
    return sight(told)
        .flatMap(Explanation::first)
        .map(mistake -> new Cause(mistake.name(), mistake.explanation(), evidence(mistake, told)))
        .orElseGet(this::ofPlace);
  }

  private static String evidence(Explanation.Mistake mistake, Evidence told) {
    Values expected = told.expected();
    int elements = expected == null ? 0 : expected.size();
    return mistake.unknown() == 0
        ? "That gives what is seen of all %d elements of %s.".formatted(elements, told.subject())
        : "That gives what is seen of %d of the %d elements of %s; of the others it says nothing."
            .formatted(elements - mistake.unknown(), elements, told.subject());
  }

  /** What is seen of wrong values; empty where there are none that can be explained. */
  private Optional<Sight> sight(Evidence evidence) {
    Optional<Evidence.OfPath> path = evidence.of(signature.path());
    if (path.isEmpty() || evidence.expected() == null) {
      return Optional.empty();
    }
    Optional<Values> exact = path.get().lastExact();
    boolean isExact = exact.isPresent() && signature.symptom() instanceof Symptom.WrongStage;
    ConvolutionBound allowed =
        isExact
            ? null
            : ConvolutionBound.of(
                evidence.subject().convolution(), evidence.activation(), evidence.weight());
    Optional<Values> found = isExact ? exact : path.get().output();
    return found
        .filter(values -> values.areFinite() && (allowed == null || !allowed.mayOverflow()))
        .map(
            values ->
                new Sight(
                    evidence.subject().convolution(),
                    evidence.activation(),
                    evidence.weight(),
                    values,
                    allowed == null ? 0 : Sight.largestError(allowed, values.size())));
  }

  // *** what else is known

  private Cause ofPlace() {
    if (broken != null && broken.ruleName() != null) {
      return new Cause(
          "rule " + broken.ruleName(),
          broken.differs().isEmpty()
              ? "An application of the rule makes the result wrong."
              : "What the rule puts in place has another value: " + broken.differs() + ".",
          "");
    }
    if (broken != null) {
      return new Cause(
          "pass " + broken.passName(), "The pass leaves a wrong graph.", broken.evidence());
    }
    return new Cause(
        "not located", "The compiler gives nothing that tells where it goes wrong.", "");
  }
}
