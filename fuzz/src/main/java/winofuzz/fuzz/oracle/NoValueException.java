package winofuzz.fuzz.oracle;

import java.io.Serial;
import winofuzz.interpret.EvaluationException;
import winofuzz.ir.Stage;

/** The program at a stage has no value: the interpreter refuses what it does. */
final class NoValueException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final Stage stage;

  NoValueException(Stage stage, EvaluationException cause) {
    super(cause.getMessage(), cause);
    this.stage = stage;
  }

  Stage stage() {
    return stage;
  }
}
