package winofuzz.fuzz.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import winofuzz.bounds.KernelStores;
import winofuzz.bounds.KernelStores.Writer;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.fault.LineSearch;
import winofuzz.fuzz.fault.LineSearch.Found;
import winofuzz.fuzz.fault.TextCheck;
import winofuzz.fuzz.fault.WrongLine;
import winofuzz.fuzz.finding.Blame;
import winofuzz.fuzz.finding.Concern;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.LoweredCase.Execution;
import winofuzz.fuzz.lowering.LoweredCase.Fault;
import winofuzz.interpret.ConvolutionBound;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.Fidelity;
import winofuzz.ir.Kernel;
import winofuzz.ir.Stage;
import winofuzz.metal.Violation;

/**
 * Finds whose fault a violation is: the compiler's, that of the text it writes, the device's or the
 * interpreter's. These share no arithmetic, so that who is contradicted by two of the others is at
 * fault. What is asked is asked in the order of its cost:
 *
 * <ol>
 *   <li>Does the text say what the instructions say? Nothing is run.
 *   <li>At the first line at which device and interpreter differ, whose value is what the line
 *       comes to in rational numbers, each operation rounded once?
 *   <li>Is one of the two further from the direct convolution than rounding takes anything, or not
 *       equal to it where nothing rounds?
 *   <li>Whom does a device with other arithmetic agree with that runs the same text?
 * </ol>
 */
final class AttributionSearch {
  /** On these a mistake shows that those of the case may hide. */
  private static final List<InputDomain> TELLING =
      List.of(InputDomain.LATTICE, InputDomain.ONES, InputDomain.REAL);

  private final Subject subject;
  private final Map<List<Object>, Optional<Attribution>> known = new HashMap<>();

  AttributionSearch(Subject subject) {
    this.subject = subject;
  }

  /** How near a result is to the direct convolution. */
  private enum Nearness {
    EQUAL,
    WITHIN_ROUNDING,
    BEYOND
  }

  /** Returns whose fault a symptom is; empty where nothing speaks against the compiler alone. */
  Optional<Attribution> of(LoweringPath path, Symptom symptom) {
    List<Object> question = List.of(path, symptom);
    Optional<Attribution> answer = known.get(question);
    if (answer == null) {
      answer = search(path, symptom);
      known.put(question, answer);
    }
    return answer;
  }

  private Optional<Attribution> search(LoweringPath path, Symptom symptom) {
    if (subject.subject().isLarge()) {
      // Its kernels ran in part, and no stage is evaluated.
      boolean hasRun = symptom.concern() == Concern.VALUES || symptom.concern() == Concern.MEMORY;
      return hasRun && isKnown(path) ? ofText(path) : Optional.empty();
    }
    return switch (symptom) {
      case Symptom.WrongStage(Stage stage) when isKnown(path) -> ofStage(path, stage);
      case Symptom.WrongOnDevice(String device) when isKnown(path) ->
          ofText(path).or(() -> Optional.of(ofDevice(path, device)));
      case Symptom.MemoryFault(Violation.Kind kind) when isKnown(path) ->
          ofText(path).or(() -> ofWrites(path, kind));
      case Symptom.MemoryFault _, Symptom.DidNotFinish _, Symptom.BeyondPromise _ ->
          isKnown(path) ? ofText(path) : Optional.empty();
      case Symptom.WrongStage _, Symptom.WrongOnDevice _ -> Optional.empty();
      case Symptom.WronglyRewritten _,
          Symptom.FailsToLower _,
          Symptom.WrongSize _,
          Symptom.OutOfBounds _,
          Symptom.PathsDiffer _,
          Symptom.EngineFailure _,
          Symptom.LimitExceeded _ ->
          Optional.empty();
    };
  }

  /** Whether it is known, bit for bit, what a device is to compute. */
  private boolean isKnown(LoweringPath path) {
    return subject.lowered(path).isBitExact();
  }

  // *** the text

  private Optional<Attribution> ofText(LoweringPath path) {
    LoweredCase lowered = subject.lowered(path);
    for (int kernel = 0; kernel < lowered.kernels().size(); kernel++) {
      Optional<WrongLine> wrong =
          TextCheck.firstWrong(lowered.kernels().get(kernel), lowered.lines(kernel));
      if (wrong.isPresent()) {
        return wrong.map(
            line -> Attribution.toText(line, "a line does not say what it was written for"));
      }
    }
    return Optional.empty();
  }

  // *** what is written

  /**
   * A device is at fault that leaves out or repeats a write of the output, where the instructions
   * say that one thread alone makes it, and the launch has that thread.
   */
  private Optional<Attribution> ofWrites(LoweringPath path, Violation.Kind kind) {
    if (subject.lowered(path).launchCulprit().isPresent()
        || !(subject.run(path, Subject.CHECKED_DEVICE) instanceof Execution.Finished finished)) {
      return Optional.empty();
    }
    return finished.faults().stream()
        .filter(fault -> fault.kind() == kind)
        .findFirst()
        .filter(fault -> isOtherThanWritten(subject.lowered(path), fault))
        .map(
            fault ->
                Attribution.to(
                    Subject.CHECKED_DEVICE,
                    "by the instructions one thread alone writes " + fault.place(),
                    null));
  }

  private static boolean isOtherThanWritten(LoweredCase lowered, Fault fault) {
    Violation.Place place = fault.place();
    if (place == null || place.buffer() != 0) {
      return false;
    }
    return switch (fault.kind()) {
      case NEVER_WRITTEN, SECOND_WRITE ->
          stores(lowered, fault.kernel())
              .filter(stores -> stores.writerOf(place.element()) instanceof Writer.Found)
              .filter(stores -> stores.secondWriterOf(place.element()) instanceof Writer.Nobody)
              .isPresent();
      // What else a device reports is about accesses, which it does not make up.
      default -> false;
    };
  }

  private static Optional<KernelStores> stores(LoweredCase lowered, String kernel) {
    return lowered.instructions().stream()
        .flatMap(program -> program.kernels().stream())
        .filter(k -> k.name().equals(kernel))
        .map(Kernel::body)
        .filter(Kernel.Linear.class::isInstance)
        .map(body -> new KernelStores((Kernel.Linear) body))
        .findFirst();
  }

  // *** a stage

  /**
   * The interpreter is at fault if its last stage is wrong where the device computes the
   * convolution, or if what it says of one stage in exact numbers and in floats cannot both be.
   */
  private Optional<Attribution> ofStage(LoweringPath path, Stage stage) {
    for (Draw inputs : draws()) {
      try {
        Optional<String> evidence = againstInterpreter(path, stage, inputs);
        if (evidence.isPresent()) {
          return evidence.map(words -> Attribution.to(Blame.INTERPRETER, words, null));
        }
        if (agreesThatItIsWrong(path, inputs)) {
          return Optional.empty();
        }
      } catch (NoValueException e) {
        // A graph without a value is the compiler's.
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Whether the device as well computes no convolution, so that the compiler is at fault. */
  private boolean agreesThatItIsWrong(LoweringPath path, Draw inputs) {
    return computed(path, subject.setting().device(), inputs)
        .map(values -> nearness(values, inputs) == Nearness.BEYOND)
        .orElse(true);
  }

  private Optional<String> againstInterpreter(LoweringPath path, Stage stage, Draw inputs) {
    String device = subject.setting().device();
    Values exact = subject.evaluated(path, stage, Semantics.EXACT, device, inputs);
    Values floats = subject.evaluated(path, stage, Semantics.IEEE, device, inputs);
    boolean isRight = Values.exactlyEqual(subject.direct(inputs), exact);
    Nearness ofFloats = nearness(floats, inputs);
    if (isRight && ofFloats == Nearness.BEYOND) {
      return Optional.of(
          "of stage %s it has the convolution in exact numbers, and floats further from it than"
                  .formatted(stage.label())
              + " rounding takes any");
    }
    Optional<Values> computed = computed(path, device, inputs);
    if (!isRight && isContradicted(exact, floats, inputs)) {
      return Optional.of(
          "of stage %s it has floats of the convolution, and not the convolution in exact numbers"
              .formatted(stage.label()));
    }
    Values last = subject.evaluated(path, Stage.LINEAR, Semantics.EXACT, device, inputs);
    if (!isRight && computed.isPresent() && isContradicted(last, computed.get(), inputs)) {
      return Optional.of(
          "device %s computes the convolution, which stage linear is not in exact numbers"
              .formatted(device));
    }
    return stage == Stage.LINEAR && computed.isPresent()
        ? againstFloats(path, floats, computed.get(), device, inputs)
        : Optional.empty();
  }

  /** Whether a float result is right, and exact numbers cannot be what it comes from. */
  private boolean isContradicted(Values exact, Values floats, Draw inputs) {
    return switch (nearness(floats, inputs)) {
      case EQUAL -> !Values.exactlyEqual(subject.direct(inputs), exact);
      case WITHIN_ROUNDING -> nearness(exact, inputs) == Nearness.BEYOND;
      case BEYOND -> false;
    };
  }

  /** Where the last stage must keep the floats of the one before, the device may have kept them. */
  private Optional<String> againstFloats(
      LoweringPath path, Values floats, Values computed, String device, Draw inputs) {
    List<Stage> stages = subject.lowered(path).stages();
    int at = stages.indexOf(Stage.LINEAR);
    if (at < 1 || subject.lowered(path).fidelity(Stage.LINEAR) == Fidelity.NONE) {
      return Optional.empty();
    }
    Values before = subject.evaluated(path, stages.get(at - 1), Semantics.IEEE, device, inputs);
    return Differences.sameBits(before, computed) && !Differences.sameNumbers(floats, computed)
        ? Optional.of(
            "device %s computes the floats of stage %s, which stage linear does not have"
                .formatted(device, stages.get(at - 1).label()))
        : Optional.empty();
  }

  // *** a device

  private Attribution ofDevice(LoweringPath path, String device) {
    Optional<Found> found = subject.firstDifference(path, device);
    return found
        .flatMap(difference -> byLine(device, difference))
        .orElseGet(() -> byResults(path, device, found.map(AttributionSearch::line).orElse(null)));
  }

  private static @Nullable WrongLine line(Found found) {
    return found instanceof Found.AtLine(WrongLine line, var _) ? line : null;
  }

  /** Whose value of the first line that differs is not what that line comes to. */
  private static Optional<Attribution> byLine(String device, Found found) {
    return switch (found) {
      case Found.BeyondLines(String seen) -> Optional.of(Attribution.to(device, seen, null));
      case Found.AtLine(WrongLine line, LineSearch.Right right) ->
          switch (right) {
            case INTERPRETER ->
                Optional.of(
                    Attribution.to(
                        device,
                        "in rational numbers the line comes to the interpreter's value",
                        line));
            case DEVICE ->
                Optional.of(
                    Attribution.to(
                        Blame.INTERPRETER,
                        "in rational numbers the line comes to the device's value",
                        line));
            case UNKNOWN -> Optional.empty();
          };
    };
  }

  private Attribution byResults(LoweringPath path, String device, @Nullable WrongLine line) {
    for (Draw inputs : draws()) {
      Optional<Attribution> decided = byConvolution(path, device, inputs);
      if (decided.isPresent()) {
        return decided.get().at(line);
      }
    }
    List<String> suspects = List.of(device, Blame.INTERPRETER);
    Optional<String> witness = subject.witness(device);
    return witness
        .flatMap(name -> byWitness(path, device, name))
        .map(decided -> decided.at(line))
        .orElseGet(
            () ->
                Attribution.undecided(
                    suspects,
                    witness.isPresent()
                        ? "device " + witness.get() + " agrees with neither"
                        : "no other device is here that could tell",
                    line));
  }

  /** Who is further from the direct convolution than the other may be. */
  private Optional<Attribution> byConvolution(LoweringPath path, String device, Draw inputs) {
    Optional<Values> computed = computed(path, device, inputs);
    if (computed.isEmpty()) {
      return Optional.empty();
    }
    Values floats = subject.evaluated(path, Stage.LINEAR, Semantics.IEEE, device, inputs);
    Nearness ofDevice = nearness(computed.get(), inputs);
    Nearness ofInterpreter = nearness(floats, inputs);
    boolean neverRounds =
        subject.lowered(path).isWinograd().equals(Optional.of(false))
            && subject.isExactInAnyOrder(inputs);
    boolean decides =
        neverRounds || ofDevice == Nearness.BEYOND || ofInterpreter == Nearness.BEYOND;
    if (!decides || ofDevice == ofInterpreter) {
      return Optional.empty();
    }
    String than = neverRounds ? "where nothing rounds" : "as far as rounding goes";
    return Optional.of(
        ofDevice.compareTo(ofInterpreter) > 0
            ? Attribution.to(device, "the interpreter has the direct convolution, " + than, null)
            : Attribution.to(
                Blame.INTERPRETER,
                "device %s computes the direct convolution, %s".formatted(device, than),
                null));
  }

  /** Whom another device agrees with, bit for bit, on the inputs of the case. */
  private Optional<Attribution> byWitness(LoweringPath path, String device, String witness) {
    Draw inputs = subject.draw();
    Optional<Values> told = computed(path, witness, inputs);
    if (told.isEmpty()) {
      return Optional.empty();
    }
    Values expected = subject.evaluated(path, Stage.LINEAR, Semantics.IEEE, witness, inputs);
    if (Differences.sameBits(expected, told.get())) {
      return Optional.of(
          Attribution.to(
              device,
              "device %s agrees with the interpreter bit for bit".formatted(witness),
              null));
    }
    return computed(path, device, inputs)
        .filter(values -> Differences.sameBits(values, told.get()))
        .map(
            _ ->
                Attribution.to(
                    Blame.INTERPRETER,
                    "devices %s and %s agree bit for bit".formatted(device, witness),
                    null));
  }

  // *** what is compared

  /** The inputs of the case, then others, all finite. */
  private List<Draw> draws() {
    List<Draw> result = new ArrayList<>(List.of(subject.draw()));
    long seed = subject.subject().inputs().seed();
    TELLING.forEach(domain -> result.add(subject.draw(new Inputs(domain, seed))));
    result.removeIf(draw -> !draw.isFinite());
    return result;
  }

  /** Returns what a device computes; empty where it does not finish or misuses memory. */
  private Optional<Values> computed(LoweringPath path, String device, Draw inputs) {
    return subject.run(path, device, inputs) instanceof Execution.Finished finished
            && finished.faults().isEmpty()
        ? Optional.of(finished.output())
        : Optional.empty();
  }

  private Nearness nearness(Values found, Draw inputs) {
    Values direct = subject.direct(inputs);
    if (Differences.sameNumbers(direct, found)) {
      return Nearness.EQUAL;
    }
    ConvolutionBound bound = subject.roundingBound(inputs);
    return bound.mayOverflow() || Differences.areWithin(direct, found, bound::errorAt)
        ? Nearness.WITHIN_ROUNDING
        : Nearness.BEYOND;
  }
}
