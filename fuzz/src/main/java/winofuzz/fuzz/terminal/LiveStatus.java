package winofuzz.fuzz.terminal;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/** Redraws a panel in place, ten times a second; lines that stay are above it. */
final class LiveStatus implements Status {
  private static final Duration TICK = Duration.ofMillis(100);

  private final Screen screen;
  private final LongSupplier nanoTime;
  private final Ticker ticker = new Ticker(this::tick, TICK);
  private @Nullable Panel panel;

  LiveStatus(Screen screen, LongSupplier nanoTime) {
    this.screen = screen;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void show(Panel shown) {
    panel = shown;
    ticker.begin();
  }

  @Override
  public Activity begin(String doing) {
    Activity result = new Activity(doing, nanoTime);
    show(result);
    return result;
  }

  /** Draws the panel as it is now. */
  synchronized void tick() {
    if (panel != null) {
      screen.draw(panel);
    }
  }

  @Override
  public synchronized void say(AttributedString event) {
    screen.erase();
    screen.printShortened(event);
    tick();
  }

  @Override
  public synchronized void note(String line) {
    screen.erase();
    screen.print(new AttributedString(line));
    tick();
  }

  @Override
  public void warn(String line) {
    note(line);
  }

  @Override
  public synchronized void clear() {
    panel = null;
    screen.erase();
  }

  @Override
  public void close() {
    clear();
    ticker.close();
  }
}
