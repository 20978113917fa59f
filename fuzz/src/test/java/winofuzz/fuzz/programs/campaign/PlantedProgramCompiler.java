package winofuzz.fuzz.programs.campaign;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.lowering.LoweredCase.Fault;
import winofuzz.fuzz.lowering.LoweredKernels;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.fuzz.programs.KernelCheck;
import winofuzz.fuzz.programs.ProgramCompiler;
import winofuzz.fuzz.programs.ProgramInterpreter;
import winofuzz.fuzz.programs.Tensor;
import winofuzz.fuzz.programs.TensorBuffers;
import winofuzz.fuzz.programs.TensorOp;
import winofuzz.fuzz.programs.TensorProgram;
import winofuzz.ir.Stage;
import winofuzz.metal.Buffer;
import winofuzz.metal.Device;
import winofuzz.metal.Violation;
import winofuzz.metal.WorkLimit;

/**
 * A compiler whose kernels are the interpreter, but for programs that have what its mistake takes.
 */
public final class PlantedProgramCompiler implements ProgramCompiler {
  /** Its only path. */
  public static final LoweringPath PATH = new LoweringPath("planted");

  /** What it does wrong. */
  public enum Mistake {
    NONE,
    /** The last element of what is made of something repeated that was cast before. */
    WRONG_AFTER_CAST_AND_REPEAT,
    /** The last element of what is flipped, or repeated; the compiler knows the rule. */
    WRONG_BY_A_RULE,
    /** A read out of bounds where something gathered is padded. */
    FAULT_IN_PADDED_GATHER,
    /** Nothing with a triangle is lowered. */
    NO_TRIANGLES,
    /** Nothing with a flip is offered. */
    NO_FLIPS
  }

  private final Mistake mistake;

  /** How many programs it was asked for. */
  final AtomicInteger asked = new AtomicInteger();

  /** A compiler with a mistake. */
  public PlantedProgramCompiler(Mistake mistake) {
    this.mistake = mistake;
  }

  @Override
  public boolean lowersPrograms() {
    return true;
  }

  @Override
  public List<LoweringPath> paths() {
    return List.of(PATH);
  }

  /** Every mistake in the values is that of one rule. */
  @Override
  public Optional<Culprit> culprit(TensorProgram program, LoweringPath path, KernelCheck check) {
    Culprit.Place rule = new Culprit.Place("fold.py:3", "fold.py:3");
    return mistake == Mistake.WRONG_BY_A_RULE
        ? check
            .wrong(new Planted(program))
            .map(
                evidence ->
                    new Culprit(
                        Stage.METAL,
                        rule,
                        new Culprit.Application(
                            rule, 0, Culprit.Expression.NONE, Culprit.Expression.NONE, "1, 0"),
                        evidence))
        : Optional.empty();
  }

  @Override
  public LoweredKernels lower(TensorProgram program, LoweringPath path) {
    asked.incrementAndGet();
    List<TensorOp> steps = program.steps();
    if (mistake == Mistake.NO_TRIANGLES
        && steps.stream().anyMatch(TensorOp.Triangle.class::isInstance)) {
      throw new LoweringException("KeyError: triangle (ops.py:7)", "ops.py:7", null);
    }
    if (mistake == Mistake.NO_FLIPS && steps.stream().anyMatch(TensorOp.Flip.class::isInstance)) {
      throw new UnsupportedCaseException("flips");
    }
    return new Planted(program);
  }

  private final class Planted implements LoweredKernels {
    private final TensorProgram program;

    Planted(TensorProgram program) {
      this.program = program;
    }

    @Override
    public List<CompiledKernel> kernels() {
      return List.of();
    }

    @Override
    public Run run(Device device, WorkLimit limit, Map<String, Buffer> inputs) {
      List<Tensor> values = new ArrayList<>();
      for (TensorProgram.Input input : program.inputs()) {
        values.add(
            TensorBuffers.tensor(input.type(), Objects.requireNonNull(inputs.get(input.name()))));
      }
      Tensor output = ProgramInterpreter.output(program, values);
      if (isWrong()) {
        List<BigDecimal> wrong = new ArrayList<>(output.elements());
        wrong.set(wrong.size() - 1, BigDecimal.valueOf(wrong.getLast().signum() == 0 ? 1 : 0));
        output = new Tensor(output.type(), wrong);
      }
      List<Fault> faults =
          mistake == Mistake.FAULT_IN_PADDED_GATHER && has("pad", "gather")
              ? List.of(new Fault(Violation.Kind.READ_OUT_OF_BOUNDS, "element -1 of 3"))
              : List.of();
      return new Run.Finished(TensorBuffers.buffer(output), faults, List.of());
    }

    private boolean isWrong() {
      return switch (mistake) {
        case WRONG_AFTER_CAST_AND_REPEAT -> has("repeat", "cast");
        case WRONG_BY_A_RULE ->
            program.steps().stream()
                .anyMatch(s -> s.label().equals("flip") || s.label().equals("repeat"));
        case NONE, FAULT_IN_PADDED_GATHER, NO_TRIANGLES, NO_FLIPS -> false;
      };
    }

    /** Whether a step has an operand that is another one. */
    private boolean has(String label, String operand) {
      int inputs = program.inputs().size();
      for (TensorOp step : program.steps()) {
        if (step.label().equals(label)
            && step.operands().getFirst() >= inputs
            && program.steps().get(step.operands().getFirst() - inputs).label().equals(operand)) {
          return true;
        }
      }
      return false;
    }
  }
}
