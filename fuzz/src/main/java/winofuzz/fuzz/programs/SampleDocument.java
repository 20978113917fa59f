package winofuzz.fuzz.programs;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import winofuzz.fuzz.cases.BadInputException;

/**
 * A sample in a file.
 *
 * @param values the elements of each input, in row-major order
 */
public record SampleDocument(ProgramDocument program, List<List<BigDecimal>> values) {

  /** Returns the document of a sample. */
  public static SampleDocument of(ProgramSample sample) {
    return new SampleDocument(
        ProgramDocument.of(sample.program()),
        sample.values().stream().map(Tensor::elements).toList());
  }

  /**
   * Returns the sample.
   *
   * @throws BadInputException if its parts do not fit
   */
  public ProgramSample sample() {
    TensorProgram made = program.program();
    if (values.size() != made.inputs().size()) {
      throw new BadInputException(
          "values: expected those of %d inputs, found %d"
              .formatted(made.inputs().size(), values.size()));
    }
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      TensorType type = made.inputs().get(i).type();
      if (values.get(i).size() != type.elements()) {
        throw new BadInputException(
            "values[%d]: expected %d, found %d"
                .formatted(i, type.elements(), values.get(i).size()));
      }
      tensors.add(new Tensor(type, values.get(i)));
    }
    ProgramSample sample = new ProgramSample(made, tensors);
    try {
      Tensor _ = sample.expected();
    } catch (UndefinedValueException e) {
      throw new BadInputException(
          "values: expected inputs for which the program is defined, found %s"
              .formatted(e.getMessage()),
          e);
    }
    return sample;
  }
}
