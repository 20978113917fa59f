package winofuzz.fuzz.programs;

import java.util.List;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.ShortHash;
import winofuzz.fuzz.json.Json;

/**
 * A program on inputs.
 *
 * @param values for each input of the program
 */
public record ProgramSample(TensorProgram program, List<Tensor> values) {
  /**
   * A sample.
   *
   * @throws BadInputException if the values are not of the types of the inputs
   */
  public ProgramSample {
    values = List.copyOf(values);
    if (!values.stream()
        .map(Tensor::type)
        .toList()
        .equals(program.inputs().stream().map(TensorProgram.Input::type).toList())) {
      throw new BadInputException("values: expected a tensor of its type for each input");
    }
    for (Tensor value : values) {
      if (!value.elements().stream()
          .allMatch(e -> ExactNumbers.isElement(value.type().dtype(), e))) {
        throw new BadInputException("values: expected elements of " + value.type().dtype());
      }
    }
  }

  /** Returns what the program computes. */
  public Tensor expected() {
    return ProgramInterpreter.output(program, values);
  }

  /** Returns a short name that depends on the sample alone. */
  public String id() {
    return ShortHash.of(Json.line(SampleDocument.of(this)));
  }
}
