package winofuzz.fuzz.external;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.Convolution;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.LoweredKernels.Run;
import winofuzz.fuzz.lowering.MemoryValues;
import winofuzz.fuzz.lowering.MeteredRun;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.interpret.EvaluationException;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.DType;
import winofuzz.ir.Memory;
import winofuzz.ir.NodeArena;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.metal.Buffer;
import winofuzz.metal.Device;
import winofuzz.metal.bundle.Bundle;
import winofuzz.number.NumericProfile;

/**
 * What another compiler made of a convolution: kernels and memories; stages, rules and blame where
 * it speaks of them. Stages are asked for when they are first looked at. Used by one thread.
 */
final class ExternalLowered implements LoweredCase {
  private static final String NO_GRAPHS = "the compiler does not lower when it is asked for graphs";

  private final CompilerAnswer.Lowered answer;
  private final ExternalRun run;
  private final Convolution convolution;
  private final Rewriting rewriting;
  private final List<String> refused;
  private @Nullable StageGraphs graphs;

  /**
   * @param rewriting what the compiler tells about its rules
   * @param refused the rules that were not applied
   */
  ExternalLowered(
      CompilerAnswer.Lowered answer,
      Convolution convolution,
      Rewriting rewriting,
      List<String> refused) {
    this.answer = answer;
    this.run = new ExternalRun(answer);
    this.convolution = convolution;
    this.rewriting = rewriting;
    this.refused = List.copyOf(refused);
  }

  @Override
  public List<CompiledKernel> kernels() {
    return run.kernels();
  }

  @Override
  public boolean hasKernelsOf(LoweredCase other) {
    return other instanceof ExternalLowered external
        && answer.kernels().equals(external.answer.kernels())
        && answer.memories().equals(external.answer.memories());
  }

  @Override
  public List<Memory> memories() {
    return answer.memories().stream().map(ExternalMemory::memory).toList();
  }

  @Override
  public Optional<Boolean> isWinograd() {
    return answer.winograd();
  }

  @Override
  public Optional<DType> accumulator() {
    return rewriting.accumulator();
  }

  @Override
  public List<Stage> stages() {
    return List.copyOf(graphs().programs().keySet());
  }

  @Override
  public List<MissingStage> missingStages() {
    return graphs().missing();
  }

  @Override
  public Program program(Stage stage) {
    Program program = graphs().programs().get(stage);
    return program == null ? LoweredCase.super.program(stage) : program;
  }

  /** How a compiler writes its instructions as statements, and so how they round, is not known. */
  @Override
  public boolean isBitExact() {
    return false;
  }

  private StageGraphs graphs() {
    if (graphs == null) {
      graphs = rewriting.withStages(refused).map(this::graphs).orElse(StageGraphs.NONE);
    }
    return graphs;
  }

  private StageGraphs graphs(CompilerAnswer told) {
    return switch (told) {
      case CompilerAnswer.Lowered lowered -> graphs(lowered);
      case CompilerAnswer.Failed(String error, String _) -> StageGraphs.missing(NO_GRAPHS, error);
      case CompilerAnswer.Unsupported(String reason) -> StageGraphs.missing(NO_GRAPHS, reason);
      case CompilerAnswer.Judged _, CompilerAnswer.Scripted _ ->
          StageGraphs.missing(NO_GRAPHS, "answers what was not asked");
    };
  }

  /** The graphs of another lowering are those of this one if the two come to the same kernels. */
  private StageGraphs graphs(CompilerAnswer.Lowered told) {
    if (!told.kernels().equals(answer.kernels())) {
      return StageGraphs.missing("the kernels are others when graphs are asked for", "");
    }
    List<Memory> named =
        memories().stream().filter(m -> m.role() != Memory.Role.INTERMEDIATE).toList();
    return StageGraphs.read(told.stages(), named);
  }

  /** Where a program has no value, it is the kernels that say whether the compiler is wrong. */
  @Override
  public StageResult evaluate(
      Stage stage, Semantics semantics, NumericProfile profile, Values activation, Values weight) {
    try {
      return LoweredCase.super.evaluate(stage, semantics, profile, activation, weight);
    } catch (EvaluationException e) {
      throw new UnsupportedCaseException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Set<String> rules() {
    return new LinkedHashSet<>(answer.rules());
  }

  /** The rules that are known to be wrong, whatever pass they are applied in. */
  @Override
  public Set<String> rulesFrom(String pass) {
    return judgement().stream()
        .flatMap(judgement -> judgement.suspects().stream())
        .map(RuleJudgement.Suspect::rule)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Override
  public Optional<LoweredCase> without(String rule) {
    return without(List.of(rule)).map(lowered -> lowered);
  }

  /** Lowers it with some rules refused; empty where that cannot be done. */
  Optional<ExternalLowered> without(List<String> rules) {
    List<String> all = Stream.concat(refused.stream(), rules.stream()).sorted().toList();
    return rewriting.without(all).map(lowered -> likeThis(lowered, all));
  }

  /** Without a rule, it is on the same path as with it. */
  private ExternalLowered likeThis(CompilerAnswer.Lowered lowered, List<String> without) {
    Optional<Boolean> winograd = lowered.winograd().or(answer::winograd);
    return new ExternalLowered(
        new CompilerAnswer.Lowered(
            lowered.memories(), lowered.kernels(), winograd, lowered.rules(), List.of()),
        convolution,
        rewriting,
        without);
  }

  /** Returns which rules are wrong; empty where the compiler does not judge them. */
  Optional<RuleJudgement> judgement() {
    return refused.isEmpty() ? rewriting.judgement() : Optional.empty();
  }

  /** The first wrong stage is looked for, and the rule that makes it and the kernels wrong. */
  @Override
  public Optional<Culprit> culprit(
      Set<StageFault> bugs, Values activation, Values weight, Values expected) {
    Correctness ofKernels =
        new KernelCorrectness(bugs, convolution, isWinograd(), activation, weight, expected);
    if (!bugs.contains(StageFault.VALUE)) {
      return rule(ofKernels);
    }
    StageCorrectness ofStages = new StageCorrectness(activation, weight, expected);
    Optional<StageCorrectness.Wrong> first = ofStages.first(this);
    boolean areKernelsWrong = first.isEmpty() || ofKernels.wrong(this).isPresent();
    Optional<Culprit> rule = rule(areKernelsWrong ? ofKernels : ofStages);
    return first.map(wrong -> wrong.culprit(rule)).or(() -> rule);
  }

  private Optional<Culprit> rule(Correctness correctness) {
    return new RuleSearch().culprit(new BlamableConvolution(this, correctness));
  }

  /** Only the extents of the launches are known. */
  @Override
  public List<LaunchShape> launches() {
    return answer.kernels().stream()
        .map(
            k ->
                new LaunchShape(
                    k.name(),
                    List.of(k.threadgroups().x(), k.threadgroups().y(), k.threadgroups().z()),
                    List.of(k.threads().x(), k.threads().y(), k.threads().z())))
        .toList();
  }

  @Override
  public Execution run(Device device, Values activation, Values weight) {
    return switch (run.run(device, new MeteredRun(NodeArena.meter()), inputs(activation, weight))) {
      case Run.Finished(var output, var faults, _) ->
          new Execution.Finished(MemoryValues.values(outputType(), output), faults);
      case Run.Stopped(String how, String detail) -> new Execution.Stopped(how, detail);
    };
  }

  private DType outputType() {
    return memories().stream()
        .filter(m -> m.role() == Memory.Role.OUTPUT)
        .findFirst()
        .orElseThrow()
        .dtype();
  }

  private Map<String, Buffer> inputs(Values activation, Values weight) {
    Map<String, Buffer> result = new HashMap<>();
    for (Memory memory : memories()) {
      if (memory.role() == Memory.Role.INPUT) {
        Values values = memory.name().equals(ACTIVATION) ? activation : weight;
        result.put(memory.name(), MemoryValues.buffer(memory, values));
      }
    }
    return result;
  }

  @Override
  public List<Bundle> bundles(Device checked, Values activation, Values weight) {
    return run.bundles(checked, inputs(activation, weight));
  }
}
