package winofuzz.fuzz.oracle;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.fault.LineSearch;
import winofuzz.fuzz.finding.Blame;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.inputs.Drawing;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.LoweredCase.Execution;
import winofuzz.fuzz.lowering.LoweredCase.Fault;
import winofuzz.fuzz.lowering.LoweredCase.MissingStage;
import winofuzz.fuzz.lowering.LoweredCase.StageFault;
import winofuzz.fuzz.lowering.LoweredCase.StageResult;
import winofuzz.fuzz.lowering.Roundings;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.interpret.ConvolutionBound;
import winofuzz.interpret.EvaluationException;
import winofuzz.interpret.ExactConvolution;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.NodeArena;
import winofuzz.ir.Stage;
import winofuzz.metal.Device;
import winofuzz.metal.bundle.Bundle;
import winofuzz.number.NumericProfile;
import winofuzz.work.Work;

/**
 * One case under the eyes of the assertions. Whatever they ask of it (a lowering, an evaluation, a
 * run) is computed when first asked for and then kept. Used by one thread.
 */
public final class Subject {
  /** The device that checks every access. */
  static final String CHECKED_DEVICE = Blame.SIMULATOR;

  private static final Set<StageFault> VALUE = Set.of(StageFault.VALUE);

  /** How many draws of the lattice are tried before none is certified. */
  private static final int LATTICE_ATTEMPTS = 6;

  private final ConvCase subject;
  private final Setting setting;
  private final Workbench workbench;
  private final StagesJudged judged;
  private final Map<LoweringPath, Attempt> attempts = new HashMap<>();
  private final StandIns standIns = new StandIns();
  private final Map<List<Object>, StageResult> evaluations = new HashMap<>();
  private final Map<List<Object>, Execution> executions = new HashMap<>();
  private final Map<List<Object>, Optional<Culprit>> culprits = new HashMap<>();
  private final BlameSearch blames = new BlameSearch(this);
  private final AttributionSearch attributions = new AttributionSearch(this);
  private final Promises promises = new Promises(this);
  private final FieldClaims claims = new FieldClaims(this);
  private @Nullable Draw draw;
  private @Nullable Values direct;
  private @Nullable ConvolutionBound roundingBound;

  /**
   * A case that nothing is known of.
   *
   * @param judged which stages of a compiler are judged
   */
  Subject(ConvCase subject, Setting setting, Workbench workbench, StagesJudged judged) {
    this.subject = subject;
    this.setting = setting;
    this.workbench = workbench;
    this.judged = judged;
  }

  /** Returns this with a rule refused on a path; empty where it does not lower without. */
  Optional<Subject> without(String rule, LoweringPath path) {
    return lowered(path)
        .without(rule)
        .map(
            lowered -> {
              Subject other = new Subject(subject, setting, workbench, judged);
              other.attempts.put(path, new Attempt(lowered, null, null));
              return other;
            });
  }

  /** What came of lowering it on a path: one of the three is there. */
  private record Attempt(
      @Nullable LoweredCase lowered,
      @Nullable LoweringException failure,
      @Nullable UnsupportedCaseException refusal) {}

  public ConvCase subject() {
    return subject;
  }

  public Setting setting() {
    return setting;
  }

  /**
   * Whether a path lowers it.
   *
   * @throws UnsupportedCaseException if the compiler does not offer it
   */
  boolean isLowered(LoweringPath path) {
    UnsupportedCaseException refusal = attempt(path).refusal;
    if (refusal != null) {
      throw refusal;
    }
    return attempt(path).lowered != null;
  }

  /** What a path made of the case; asked only where {@link #isLowered}. */
  LoweredCase lowered(LoweringPath path) {
    return require(attempt(path).lowered, path);
  }

  /** Returns what the memories of a path must be. */
  ExpectedMemories expectedMemories(LoweringPath path) {
    return new ExpectedMemories(subject.convolution(), lowered(path), asksForStages());
  }

  /** Whether the stages of the compiler are judged. */
  boolean asksForStages() {
    return judged != StagesJudged.NONE;
  }

  /** Whether each stage is judged, even if the last one is right. */
  boolean judgesEachStage() {
    return judged == StagesJudged.EACH;
  }

  /** The stages of a path that may be judged, in order. */
  List<Stage> stages(LoweringPath path) {
    return asksForStages() ? lowered(path).stages() : List.of();
  }

  /** The stages that should be judged, and that there is no program for. */
  List<MissingStage> missingStages(LoweringPath path) {
    return asksForStages() ? lowered(path).missingStages() : List.of();
  }

  /** Why a path made nothing of it; asked only where not {@link #isLowered}. */
  LoweringException failure(LoweringPath path) {
    return require(attempt(path).failure, path);
  }

  private static <T> T require(@Nullable T value, LoweringPath path) {
    if (value == null) {
      throw new AssertionError("asked of the wrong outcome of lowering on " + path);
    }
    return value;
  }

  private Attempt attempt(LoweringPath path) {
    return attempts.computeIfAbsent(path, this::lower);
  }

  private Attempt lower(LoweringPath path) {
    try {
      return new Attempt(
          workbench
              .compiler()
              .lower(subject.convolution(), path, setting.defects(), setting.target()),
          null,
          null);
    } catch (LoweringException e) {
      return new Attempt(null, e, null);
    } catch (UnsupportedCaseException e) {
      return new Attempt(null, null, e);
    }
  }

  /** The convolution itself. */
  Values direct() {
    if (direct == null) {
      direct = direct(draw());
    }
    return direct;
  }

  Values direct(Draw inputs) {
    NodeArena.meter().spend(Work.ELEMENT, products(subject.convolution()));
    return ExactConvolution.evaluate(subject.convolution(), inputs.activation(), inputs.weight());
  }

  /** The products that are added up for all elements of the output. */
  static long products(Convolution c) {
    return Convolution.product(c.outputShape()) * Convolution.product(c.weightShape()) / c.cout();
  }

  StageResult exact(LoweringPath path, Stage stage) {
    return evaluate(path, stage, Semantics.EXACT, NumericProfile.STRICT, draw());
  }

  StageResult ieee(LoweringPath path, Stage stage) {
    return evaluate(path, stage, Semantics.IEEE, NumericProfile.STRICT, draw());
  }

  /** What a path comes to in floats as the device of this setting computes. */
  Values onDevice(LoweringPath path) {
    return onDevice(path, draw());
  }

  private Values onDevice(LoweringPath path, Draw inputs) {
    return evaluate(path, Stage.LINEAR, Semantics.IEEE, deviceProfile(), inputs).output();
  }

  /**
   * What a stage of a path comes to on other inputs.
   *
   * @param device as which floats are computed
   */
  Values evaluated(
      LoweringPath path, Stage stage, Semantics semantics, String device, Draw inputs) {
    NumericProfile profile =
        semantics == Semantics.EXACT ? NumericProfile.STRICT : workbench.profile(device);
    return evaluate(path, stage, semantics, profile, inputs).output();
  }

  /** {@link #onDevice}, and how far rounding may have taken that. */
  Values.Bounded bounded(LoweringPath path) {
    return (Values.Bounded)
        evaluate(path, Stage.LINEAR, Semantics.BOUND, deviceProfile(), draw()).output();
  }

  private NumericProfile deviceProfile() {
    return workbench.profile(setting.device());
  }

  private StageResult evaluate(
      LoweringPath path, Stage stage, Semantics semantics, NumericProfile profile, Draw inputs) {
    return evaluations.computeIfAbsent(
        List.of(standInAt(stage, path), stage, semantics, profile, inputs),
        k ->
            ofStage(
                path,
                stage,
                lowered ->
                    lowered.evaluate(
                        stage, semantics, profile, inputs.activation(), inputs.weight())));
  }

  /** Returns the path whose program at a stage stands for that of a path. */
  LoweringPath standInAt(Stage stage, LoweringPath path) {
    return standIns.ofStage(path, lowered(path), stage);
  }

  /** Returns the path whose kernels stand for those of a path. */
  LoweringPath standInForKernels(LoweringPath path) {
    return standIns.ofKernels(path, lowered(path));
  }

  /** What holds of its paths for all inputs. */
  FieldClaims claims() {
    return claims;
  }

  /** Returns what a stage comes to; what is thrown by what a pass has made is its fault. */
  <T> T ofStage(LoweringPath path, Stage stage, Function<LoweredCase, T> evaluation) {
    try {
      return evaluation.apply(lowered(path));
    } catch (EvaluationException e) {
      throw new NoValueException(stage, e);
    } catch (UnsupportedCaseException e) {
      throw e;
    } catch (Throwable thrown) {
      Breakage breakage = Breakage.of(thrown);
      if (stage == lowered(path).stages().getFirst()) {
        // What no pass has touched is not to blame.
        throw thrown;
      }
      throw new NoValueException(stage, breakage);
    }
  }

  Execution run(LoweringPath path, String device) {
    return run(path, device, draw());
  }

  /** What came of running the kernels of a path on other inputs. */
  Execution run(LoweringPath path, String device, Draw inputs) {
    return executions.computeIfAbsent(
        List.of(standInForKernels(path), device, inputs),
        k -> lowered(path).run(workbench.device(device), inputs.activation(), inputs.weight()));
  }

  /** The first line at which a device and the interpreter differ on the inputs of the case. */
  Optional<LineSearch.Found> firstDifference(LoweringPath path, String device) {
    return new LineSearch(lowered(path), workbench.device(device), workbench.profile(device))
        .first(draw().activation(), draw().weight());
  }

  /** Another device that runs the same text, with arithmetic of its own; empty if none is here. */
  Optional<String> witness(String device) {
    return workbench.witness(device);
  }

  /** The inputs, as drawn. */
  Values activation() {
    return draw().activation();
  }

  /** The inputs, as drawn. */
  Values weight() {
    return draw().weight();
  }

  /** The device that checks every access. */
  Device checkedDevice() {
    return workbench.device(CHECKED_DEVICE);
  }

  /** The kernels of a path as bundles, with what the checked device says they write. */
  List<Bundle> bundles(LoweringPath path) {
    Draw inputs = draw();
    return lowered(path).bundles(checkedDevice(), inputs.activation(), inputs.weight());
  }

  /** Whether Winograd's algorithm is for this case on a path. */
  CompilerUnderTest.Firing winograd(LoweringPath path) {
    return workbench.compiler().firing(subject.convolution(), path);
  }

  /** Whether kernels of a path read outside of their buffers, as the checked device tells. */
  boolean hasReadOutside(LoweringPath path) {
    return run(path, CHECKED_DEVICE) instanceof Execution.Finished finished
        && finished.faults().stream().anyMatch(Fault::isRead);
  }

  /** Returns what is to blame for a symptom on a path. */
  Blame blame(LoweringPath path, Symptom symptom) {
    return blames.of(path, symptom);
  }

  /** Returns whose fault a symptom on a path is, where it may not be the compiler's. */
  Optional<Attribution> attribution(LoweringPath path, Symptom symptom) {
    return attributions.of(path, symptom);
  }

  /**
   * Returns it in words, with the instruction of the line that goes wrong; begins after a detail.
   */
  String whoseFault(LoweringPath path, Symptom symptom) {
    return new FaultWords(this, path).of(symptom);
  }

  /** What makes the values of a path wrong, on the inputs of the case or on others. */
  Optional<Culprit> valueCulprit(LoweringPath path) {
    return culprit(path, VALUE);
  }

  /**
   * Finds what makes a path wrong. Asked first of inputs on which any mistake shows, so that cases
   * of one bug blame one place, then of those of the case, as far as they are finite. Of a large
   * case, which is not evaluated, nothing is found.
   */
  Optional<Culprit> culprit(LoweringPath path, Set<StageFault> looked) {
    return subject.isLarge()
        ? Optional.empty()
        : culprits.computeIfAbsent(List.of(path, looked), k -> culprit(lowered(path), looked));
  }

  /** Finds what makes a lowering of this case wrong. */
  Optional<Culprit> culprit(LoweredCase lowered, Set<StageFault> looked) {
    Draw telling = draw(new Inputs(InputDomain.REAL, subject.inputs().seed()));
    return culprit(lowered, looked, telling)
        .or(() -> isFinite() ? culprit(lowered, looked, draw()) : Optional.empty());
  }

  private Optional<Culprit> culprit(LoweredCase lowered, Set<StageFault> looked, Draw inputs) {
    return lowered.culprit(looked, inputs.activation(), inputs.weight(), direct(inputs));
  }

  /** Whether the convolution of the inputs is exact in float32, whatever the order of its sums. */
  boolean isExactInAnyOrder() {
    return isExactInAnyOrder(draw());
  }

  /** Whether that of other inputs is. */
  boolean isExactInAnyOrder(Draw inputs) {
    return Roundings.isExactInAnyOrder(subject.convolution(), inputs.activation(), inputs.weight());
  }

  /** How far rounding may take any way of computing it from the exact values. */
  ConvolutionBound roundingBound() {
    if (roundingBound == null) {
      roundingBound = roundingBound(draw());
    }
    return roundingBound;
  }

  /** How far rounding may take any way of computing other inputs. */
  ConvolutionBound roundingBound(Draw inputs) {
    NodeArena.meter().spend(Work.ELEMENT, products(subject.convolution()));
    return ConvolutionBound.of(subject.convolution(), inputs.activation(), inputs.weight());
  }

  /** What is promised of its paths. */
  Promises promises() {
    return promises;
  }

  /**
   * Runs some threadgroups of a path, whatever the size of the case, and says what is promised of
   * each element of the output.
   */
  SparseSubject sparse(LoweringPath path) {
    return SparseSubject.of(this, path, checkedDevice());
  }

  /**
   * Whether elements of the inputs were chosen, so that what is asked is what shows on these alone.
   */
  boolean hasChosenInputs() {
    return subject.inputs().only() != null;
  }

  /** Whether every input is a number. */
  boolean isFinite() {
    return draw().activation().areFinite() && draw().weight().areFinite();
  }

  /** Whether the inputs were drawn so that no path rounds. */
  boolean isCertified() {
    return draw().certified();
  }

  /** The rewrite rules that fired in all lowerings made so far. */
  Set<String> rules() {
    Set<String> result = new HashSet<>();
    for (Attempt attempt : attempts.values()) {
      if (attempt.lowered != null) {
        result.addAll(attempt.lowered.rules());
      }
    }
    return result;
  }

  /** The optimizations of the kernels of all lowerings made so far. */
  Set<List<String>> options() {
    Set<List<String>> result = new HashSet<>();
    for (Attempt attempt : attempts.values()) {
      if (attempt.lowered != null) {
        result.addAll(attempt.lowered.options());
      }
    }
    return result;
  }

  /** The inputs of the case. */
  Draw draw() {
    if (draw == null) {
      draw = choose();
    }
    return draw;
  }

  /** The first draw on which no path rounds, of the domains meant for that; else the first. */
  private Draw choose() {
    int attempts =
        switch (subject.inputs().domain()) {
          case LATTICE -> LATTICE_ATTEMPTS;
          case ONEHOT, ONES -> 1;
          case REAL, ROUNDING, SPECIAL -> 0;
        };
    for (int attempt = 0; attempt < attempts; attempt++) {
      Draw candidate = draw(attempt, true);
      Values exact = direct(candidate);
      if (setting.paths().stream()
          .allMatch(p -> attempt(p).lowered == null || isExactInFloats(p, candidate, exact))) {
        direct = exact;
        return candidate;
      }
    }
    return draw(0, false);
  }

  private Draw draw(int attempt, boolean certified) {
    return draw(subject.inputs(), attempt, certified);
  }

  /** Other inputs of the same shape. */
  Draw draw(Inputs inputs) {
    return draw(inputs, 0, false);
  }

  private Draw draw(Inputs inputs, int attempt, boolean certified) {
    Convolution c = subject.convolution();
    Drawing drawing = new Drawing(c, inputs, attempt);
    return new Draw(
        Values.of(c.dtype(), drawing.activation()),
        Values.of(c.dtype(), drawing.weight()),
        certified);
  }

  /**
   * Whether floats come to the exact values, in the order of operations that devices keep. (Where
   * the path is wrong they do not come to the convolution's, which is as well: {@code algebra} says
   * so.)
   */
  private boolean isExactInFloats(LoweringPath path, Draw inputs, Values exact) {
    try {
      return lowered(path).isBitExact() && Values.exactlyEqual(exact, onDevice(path, inputs));
    } catch (NoValueException e) {
      // The assertions report it; the inputs are not certified.
      return false;
    }
  }
}
