package winofuzz.fuzz.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/** Writes lines: one every ten seconds of what is going on. */
final class PlainStatus implements Status {
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final Duration TICK = Duration.ofMillis(500);

  private final PrintStream err;
  private final LongSupplier nanoTime;
  private final Ticker ticker = new Ticker(this::tick, TICK);
  private @Nullable Panel panel;
  private long last;

  PlainStatus(PrintStream err, LongSupplier nanoTime) {
    this.err = err;
    this.nanoTime = nanoTime;
    last = nanoTime.getAsLong();
  }

  @Override
  public void show(Panel shown) {
    hold(shown);
    ticker.begin();
  }

  /** Takes what {@link #tick} writes. */
  synchronized void hold(Panel shown) {
    panel = shown;
  }

  @Override
  public Activity begin(String doing) {
    Activity result = new Activity(doing, nanoTime);
    show(result);
    return result;
  }

  /** Writes what is going on if it is time to. */
  synchronized void tick() {
    long now = nanoTime.getAsLong();
    if (panel != null && now - last >= EVERY.toNanos()) {
      last = now;
      err.println(panel.line());
    }
  }

  @Override
  public synchronized void say(AttributedString event) {
    err.println(event);
  }

  @Override
  public synchronized void note(String line) {
    err.println(line);
  }

  @Override
  public synchronized void warn(String line) {
    err.println(line);
  }

  @Override
  public synchronized void clear() {
    panel = null;
  }

  @Override
  public void close() {
    clear();
    ticker.close();
  }
}
