package winofuzz.fuzz.terminal;

import java.io.PrintStream;
import java.util.function.LongSupplier;
import org.jline.utils.AttributedString;

/**
 * What a command says of its work while it goes on, on standard error. Any thread may say
 * something.
 */
public interface Status extends AutoCloseable {

  /** Shows a panel until another one is shown, or none. */
  void show(Panel panel);

  /** Shows work that begins now. */
  Activity begin(String doing);

  /**
   * Tells of something that happened, in a line that stays; a terminal may have no room for all.
   */
  void say(AttributedString event);

  /** Writes a line that stays, whole, which a user may do without. */
  void note(String line);

  /** Writes a line that stays, whole, which a user must not miss. */
  void warn(String line);

  /** Shows no panel any more. */
  void clear();

  /** Shows no panel any more and ends. */
  @Override
  void close();

  /** Tells of something that happened. */
  default void say(String event) {
    say(Texts.plain(event));
  }

  /**
   * Returns a status.
   *
   * @param err where it is shown
   * @param terminal whether that is the terminal that standard error is
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  static Status open(PrintStream err, boolean terminal, LongSupplier nanoTime) {
    PlainStatus plain = new PlainStatus(err, nanoTime);
    return terminal ? new LiveStatus(() -> Screen.open(err), plain, nanoTime) : plain;
  }

  /** Returns a status that says only what must not be missed. */
  static Status quiet(PrintStream err) {
    return new QuietStatus(err);
  }
}
