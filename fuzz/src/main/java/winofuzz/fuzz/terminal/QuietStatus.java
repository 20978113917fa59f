package winofuzz.fuzz.terminal;

import java.io.PrintStream;
import org.jline.utils.AttributedString;

/** Says only what must not be missed. */
final class QuietStatus implements Status {
  private final PrintStream err;

  QuietStatus(PrintStream err) {
    this.err = err;
  }

  @Override
  public void show(Panel panel) {
    // Progress.
  }

  @Override
  public Activity begin(String doing) {
    return new Activity(doing, () -> 0);
  }

  @Override
  public void say(AttributedString event) {
    // The result says it.
  }

  @Override
  public void note(String line) {
    // A user may do without.
  }

  @Override
  public void warn(String line) {
    err.println(line);
  }

  @Override
  public void clear() {
    // Nothing is shown.
  }

  @Override
  public void close() {
    // Nothing was begun.
  }
}
