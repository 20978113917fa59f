package winofuzz.fuzz.terminal;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jline.utils.AttributedString;

/** Work that takes a while, on one line with how long it has taken. Any thread may change it. */
public final class Activity implements Panel {
  static final String SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

  private static final Duration TURN = Duration.ofMillis(100);
  private static final int WIDEST_BAR = 24;
  private static final int SLIMMEST_BAR = 6;

  private final LongSupplier nanoTime;
  private final long start;
  private volatile State state;

  /**
   * How far it is.
   *
   * @param doing what is done
   * @param done how many of them
   * @param of how many there are; 0 where that is not known
   */
  private record State(String doing, int done, int of) {
    String text() {
      return of == 0 ? doing : doing + " " + counted();
    }

    String counted() {
      return done + " of " + of;
    }
  }

  /**
   * Begins work.
   *
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  Activity(String doing, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    start = nanoTime.getAsLong();
    state = new State(doing, 0, 0);
  }

  /** Takes what is done from now on. */
  public void at(String doing) {
    state = new State(doing, 0, 0);
  }

  /** Takes how many things are done of all. */
  public void at(String doing, int done, int of) {
    state = new State(doing, done, of);
  }

  @Override
  public List<AttributedString> lines(int columns) {
    State now = state;
    Duration elapsed = elapsed();
    int turn = (int) (elapsed.dividedBy(TURN) % SPINNER.length());
    AttributedString spinner = Texts.styled(SPINNER.charAt(turn) + " ", Texts.MOVING);
    AttributedString clock = Texts.styled(Texts.clock(elapsed), Texts.FAINT);
    AttributedString doing = Texts.joined(spinner, Texts.plain(now.text()));
    int room = Math.min(WIDEST_BAR, columns - doing.columnLength() - clock.columnLength() - 2 * 2);
    if (now.of > 0 && room >= SLIMMEST_BAR) {
      doing =
          Texts.joined(
              doing, new AttributedString("  "), Texts.bar(now.done / (double) now.of, room));
    }
    return List.of(Texts.row(doing, clock, columns));
  }

  @Override
  public String line() {
    return state.text() + ", for " + Texts.clock(elapsed());
  }

  private Duration elapsed() {
    return Duration.ofNanos(nanoTime.getAsLong() - start);
  }
}
