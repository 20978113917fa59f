package winofuzz.fuzz.oracle;

import java.io.Serial;
import winofuzz.interpret.EvaluationException;
import winofuzz.ir.Stage;

/**
 * The program at a stage has no value: the interpreter refuses what it does, or breaks on it though
 * not on the stages before.
 */
final class NoValueException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final Stage stage;

  NoValueException(Stage stage, EvaluationException cause) {
    super(cause.getMessage(), cause);
    this.stage = stage;
  }

  NoValueException(Stage stage, Breakage breakage) {
    super("the interpreter breaks on it: " + breakage);
    this.stage = stage;
  }

  Stage stage() {
    return stage;
  }
}
