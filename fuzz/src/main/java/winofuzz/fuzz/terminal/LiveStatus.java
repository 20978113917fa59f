package winofuzz.fuzz.terminal;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/**
 * Redraws a panel in place, ten times a second; lines that stay are above it. The terminal is
 * opened beside the work, which most commands are done with before; where that fails, lines are
 * written.
 */
final class LiveStatus implements Status {
  private static final Duration TICK = Duration.ofMillis(100);

  private final Supplier<Optional<Screen>> opener;
  private final PlainStatus plain;
  private final LongSupplier nanoTime;
  private final Ticker ticker = new Ticker(this::tick, TICK);

  /** Null until it is opened. */
  private @Nullable Screen screen;

  private @Nullable Panel panel;
  private boolean isOpened;

  /**
   * A status.
   *
   * @param opener called once; empty if nothing can be redrawn
   * @param plain where lines go while there is no screen
   */
  LiveStatus(Supplier<Optional<Screen>> opener, PlainStatus plain, LongSupplier nanoTime) {
    this.opener = opener;
    this.plain = plain;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void show(Panel shown) {
    panel = shown;
    plain.hold(shown);
    ticker.begin();
  }

  @Override
  public Activity begin(String doing) {
    Activity result = new Activity(doing, nanoTime);
    show(result);
    return result;
  }

  /** Draws the panel as it is now; one thread calls it. */
  void tick() {
    if (!isOpened()) {
      // No command waits for that.
      Optional<Screen> opened = opener.get();
      opened(opened.orElse(null));
    }
    draw();
  }

  private synchronized boolean isOpened() {
    return isOpened;
  }

  private synchronized void opened(@Nullable Screen opened) {
    screen = opened;
    isOpened = true;
  }

  private synchronized void draw() {
    if (screen == null) {
      plain.tick();
    } else if (panel != null) {
      screen.draw(panel);
    }
  }

  @Override
  public synchronized void say(AttributedString event) {
    if (screen == null) {
      plain.say(event);
    } else {
      screen.erase();
      screen.printShortened(event);
      draw();
    }
  }

  @Override
  public synchronized void note(String line) {
    if (screen == null) {
      plain.note(line);
    } else {
      screen.erase();
      screen.print(new AttributedString(line));
      draw();
    }
  }

  @Override
  public void warn(String line) {
    note(line);
  }

  @Override
  public synchronized void clear() {
    panel = null;
    plain.clear();
    if (screen != null) {
      screen.erase();
    }
  }

  @Override
  public void close() {
    clear();
    ticker.close();
  }
}
