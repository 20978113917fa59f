package winofuzz.fuzz.oracle;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.finding.Blame;
import winofuzz.fuzz.finding.Concern;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.lowering.LoweredCase.StageFault;
import winofuzz.interpret.ConvolutionPromise;
import winofuzz.interpret.Values;
import winofuzz.ir.Fidelity;
import winofuzz.ir.Stage;
import winofuzz.metal.Violation;

/** Finds what is to blame for the symptoms of a case. */
final class BlameSearch {
  private static final Set<StageFault> VALUE = Set.of(StageFault.VALUE);
  private static final Set<StageFault> READ = Set.of(StageFault.READ);
  private static final Set<StageFault> INTERMEDIATE = Set.of(StageFault.INTERMEDIATE);

  /** Also an element of the output that was never written, which may be zero rightly. */
  private static final Set<StageFault> WRITTEN = Set.of(StageFault.VALUE, StageFault.INTERMEDIATE);

  /** Only a stage that has no value at all. */
  private static final Set<StageFault> NONE = Set.of();

  private final Subject subject;

  BlameSearch(Subject subject) {
    this.subject = subject;
  }

  /**
   * Returns what is to blame for a symptom on a path: the interpreter, the text or the device where
   * the evidence says so, else a pass and rule of the compiler.
   */
  Blame of(LoweringPath path, Symptom symptom) {
    boolean isOfMemory = symptom.concern() == Concern.MEMORY;
    Blame compiler = isOfMemory ? ofCompiler(path, symptom) : Blame.NONE;
    return compiler.isNone()
        ? attributed(path, symptom, () -> isOfMemory ? ofLaunch(path) : ofCompiler(path, symptom))
        : compiler;
  }

  /** Where instructions and text are right, they may be launched wrongly. */
  private Blame ofLaunch(LoweringPath path) {
    return ofPass(subject.lowered(path).launchCulprit());
  }

  private static Blame ofPass(Optional<Culprit.Place> pass) {
    return pass.map(place -> new Blame(place.id(), "")).orElse(Blame.NONE);
  }

  private Blame attributed(LoweringPath path, Symptom symptom, Supplier<Blame> compiler) {
    return subject.attribution(path, symptom).map(Attribution::blame).orElseGet(compiler);
  }

  /**
   * Of a large case, which is not evaluated, the compiler's stages tell nothing. Else wrong values
   * are looked for first where values are wrong, reads outside of buffers where memory is used
   * wrongly. The compiler is not to blame for what a device makes of known floats.
   */
  private Blame ofCompiler(LoweringPath path, Symptom symptom) {
    if (subject.subject().isLarge() && !(symptom instanceof Symptom.FailsToLower)) {
      return Blame.NONE;
    }
    return switch (symptom) {
      case Symptom.WrongStage(Stage stage) -> blame(path, stage);
      case Symptom.WronglyRewritten _ -> blame(path, VALUE);
      case Symptom.MemoryFault fault ->
          memoryBlame(
              path,
              fault.kind() == Violation.Kind.READ_OUT_OF_BOUNDS
                  ? List.of(READ)
                  : List.of(NONE, READ, VALUE, INTERMEDIATE, WRITTEN));
      case Symptom.FailsToLower _ -> new Blame(subject.failure(path).pass(), "");
      case Symptom.WrongOnDevice _ ->
          subject.lowered(path).isBitExact() ? Blame.NONE : blame(path, VALUE);
      case Symptom.DidNotFinish _ ->
          subject.lowered(path).isBitExact() ? Blame.NONE : blame(path, NONE);
      case Symptom.BeyondPromise _ -> ofLostPrecision(path);
      case Symptom.WrongSize(String memory) ->
          ofPass(
              subject
                  .lowered(path)
                  .sizeCulprit(all -> subject.expectedMemories(path).areRight(all, memory)));
      case Symptom.OutOfBounds _,
          Symptom.PathsDiffer _,
          Symptom.EngineFailure _,
          Symptom.LimitExceeded _ ->
          Blame.NONE;
    };
  }

  /** Where exact values are right, the first stage is looked for whose floats break the promise. */
  private Blame ofLostPrecision(LoweringPath path) {
    Blame exact = blame(path, VALUE);
    Optional<ConvolutionPromise> promise = subject.promises().of(path);
    if (!exact.isNone() || promise.isEmpty() || !subject.lowered(path).isBitExact()) {
      return exact;
    }
    Values before = null;
    for (Stage stage : subject.lowered(path).stages()) {
      try {
        Values floats = subject.ieee(path, stage).output();
        if (!promise.get().allows(floats)) {
          return floatBlame(path, stage, before == null ? floats : before, promise.get()::allows);
        }
        before = floats;
      } catch (NoValueException e) {
        // The stage is wrong in another way.
        return Blame.NONE;
      }
    }
    return Blame.NONE;
  }

  /** Where exact values tell nothing, the floats of the stage are compared with those before it. */
  private Blame blame(LoweringPath path, Stage stage) {
    Blame exact = blame(path, VALUE);
    List<Stage> stages = subject.lowered(path).stages();
    int at = stages.indexOf(stage);
    if (!exact.isNone() || at < 1 || subject.lowered(path).fidelity(stage) == Fidelity.NONE) {
      return exact;
    }
    boolean keepsBits = subject.lowered(path).fidelity(stage) == Fidelity.BITS;
    try {
      Values before = subject.ieee(path, stages.get(at - 1)).output();
      return floatBlame(
          path,
          stage,
          before,
          floats ->
              keepsBits
                  ? Differences.sameBits(before, floats)
                  : Differences.sameNumbers(before, floats));
    } catch (NoValueException e) {
      // Without a value there is nothing to compare with.
      return Blame.NONE;
    }
  }

  private Blame floatBlame(
      LoweringPath path, Stage stage, Values before, Predicate<Values> isRight) {
    Draw inputs = subject.draw();
    return subject
        .lowered(path)
        .floatCulprit(stage, inputs.activation(), inputs.weight(), before, isRight)
        .map(Culprit::blame)
        .orElse(Blame.NONE);
  }

  private Blame blame(LoweringPath path, Set<StageFault> looked) {
    return subject.culprit(path, looked).map(Culprit::blame).orElse(Blame.NONE);
  }

  /**
   * Returns the first place that memory faults of some kinds come from. What makes values wrong is
   * to blame for these too: a rule if they are gone without it, a pass if it is the same.
   */
  private Blame memoryBlame(LoweringPath path, List<Set<StageFault>> kinds) {
    for (Set<StageFault> looked : kinds) {
      Blame blame = blame(path, looked);
      if (!blame.isNone()) {
        Blame ofValues = blame(path, VALUE);
        if (ofValues.pass().equals(blame.pass()) && ofValues.rule().isEmpty()) {
          return ofValues;
        }
        return !ofValues.equals(blame) && isGoneWithout(path, looked, ofValues.rule())
            ? ofValues
            : blame;
      }
    }
    return Blame.NONE;
  }

  private boolean isGoneWithout(LoweringPath path, Set<StageFault> looked, String rule) {
    return !rule.isEmpty()
        && subject
            .lowered(path)
            .without(rule)
            .filter(without -> subject.culprit(without, looked).isEmpty())
            .isPresent();
  }
}
