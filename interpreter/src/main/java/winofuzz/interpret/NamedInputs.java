package winofuzz.interpret;

import java.util.Map;
import winofuzz.ir.DType;

/** Finds the inputs of a program by name and checks that they fit. */
final class NamedInputs {
  private final Machine machine;
  private final Map<String, Values> given;

  NamedInputs(Machine machine, Map<String, Values> given) {
    this.machine = machine;
    this.given = given;
  }

  Values get(String name, DType dtype, long elements) {
    Values values = given.get(name);
    if (values == null) {
      throw new EvaluationException(
          "input " + name + ": expected among " + given.keySet().stream().sorted().toList());
    }
    if (values.size() != elements || !values.dtype().equals(dtype.scalar())) {
      throw new EvaluationException(
          "input "
              + name
              + ": expected "
              + elements
              + " elements of "
              + dtype.scalar()
              + ", found "
              + values.size()
              + " of "
              + values.dtype());
    }
    return machine.input(values);
  }
}
