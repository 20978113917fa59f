package winofuzz.fuzz.programs;

import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.KnownNames;
import winofuzz.fuzz.json.Sense;

/**
 * A program as files have it, and as a compiler is asked for it.
 *
 * @param options null for none
 */
public record ProgramDocument(
    List<InputDocument> inputs, List<StepDocument> steps, @Nullable List<String> options) {
  private static final int MOST_STEPS = 1000;

  /** An input. */
  public record InputDocument(String name, String dtype, List<Integer> shape) {}

  /** Returns the document of a program. */
  public static ProgramDocument of(TensorProgram program) {
    return new ProgramDocument(
        program.inputs().stream()
            .map(i -> new InputDocument(i.name(), i.type().dtype().toString(), i.type().shape()))
            .toList(),
        program.steps().stream().map(StepDocument::of).toList(),
        program.options().isEmpty() ? null : program.options());
  }

  /**
   * Returns the program.
   *
   * @throws BadInputException if its parts do not fit
   */
  public TensorProgram program() {
    Sense.requireBetween("inputs", 0, ProgramBuilder.MOST_INPUTS, inputs.size());
    Sense.requireBetween("steps", 1, MOST_STEPS, steps.size());
    return new TensorProgram(
        inputs.stream().map(ProgramDocument::input).toList(),
        steps.stream().map(StepDocument::step).toList(),
        options == null ? List.of() : options);
  }

  private static TensorProgram.Input input(InputDocument document) {
    if (!document.name.matches("[a-z]\\w*")) {
      throw new BadInputException("inputs: name: expected a word, found " + document.name);
    }
    document.shape.forEach(n -> Sense.requireBetween("inputs: shape", 1, 1 << 16, n));
    return new TensorProgram.Input(
        document.name, new TensorType(KnownNames.elementType(document.dtype), document.shape));
  }
}
