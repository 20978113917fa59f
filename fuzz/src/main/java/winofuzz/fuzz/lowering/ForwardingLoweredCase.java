package winofuzz.fuzz.lowering;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import winofuzz.convolution.CompiledKernel;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.DType;
import winofuzz.ir.Fidelity;
import winofuzz.ir.Memory;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;
import winofuzz.metal.Device;
import winofuzz.number.NumericProfile;

/** A lowered case that answers as another one does; subclasses change some of the answers. */
public abstract class ForwardingLoweredCase implements LoweredCase {
  private final LoweredCase lowered;

  protected ForwardingLoweredCase(LoweredCase lowered) {
    this.lowered = lowered;
  }

  @Override
  public List<CompiledKernel> kernels() {
    return lowered.kernels();
  }

  @Override
  public List<Memory> memories() {
    return lowered.memories();
  }

  @Override
  public Optional<Boolean> isWinograd() {
    return lowered.isWinograd();
  }

  @Override
  public Optional<DType> accumulator() {
    return lowered.accumulator();
  }

  @Override
  public Set<String> rulesFrom(String pass) {
    return lowered.rulesFrom(pass);
  }

  @Override
  public SortedMap<Integer, UOp> lines(int kernel) {
    return lowered.lines(kernel);
  }

  @Override
  public List<Stage> stages() {
    return lowered.stages();
  }

  @Override
  public List<MissingStage> missingStages() {
    return lowered.missingStages();
  }

  @Override
  public boolean isBitExact() {
    return lowered.isBitExact();
  }

  @Override
  public Program program(Stage stage) {
    return lowered.program(stage);
  }

  @Override
  public Fidelity fidelity(Stage stage) {
    return lowered.fidelity(stage);
  }

  @Override
  public Set<String> rules() {
    return lowered.rules();
  }

  @Override
  public List<PassCount> ruleCounts() {
    return lowered.ruleCounts();
  }

  @Override
  public Optional<Culprit> culprit(
      Set<StageFault> bugs, Values activation, Values weight, Values expected) {
    return lowered.culprit(bugs, activation, weight, expected);
  }

  @Override
  public Optional<Culprit> floatCulprit(
      Stage stage, Values activation, Values weight, Values before, Predicate<Values> isRight) {
    return lowered.floatCulprit(stage, activation, weight, before, isRight);
  }

  @Override
  public Optional<Culprit.Place> sizeCulprit(Predicate<List<Memory>> isRight) {
    return lowered.sizeCulprit(isRight);
  }

  @Override
  public Optional<Culprit.Place> launchCulprit() {
    return lowered.launchCulprit();
  }

  @Override
  public Optional<LoweredCase> without(String rule) {
    return lowered.without(rule);
  }

  @Override
  public StageResult evaluate(
      Stage stage, Semantics semantics, NumericProfile profile, Values activation, Values weight) {
    return lowered.evaluate(stage, semantics, profile, activation, weight);
  }

  @Override
  public Execution run(Device device, Values activation, Values weight) {
    return lowered.run(device, activation, weight);
  }
}
