package winofuzz.fuzz.campaign;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that judge drawn cases and shrink findings, so that neither has to wait for the end of
 * the other: while cases are drawn, at most half of the threads shrink, and a single thread spends
 * half of its time on each. Findings are shrunk a try each in turn. Threads begin as there is work
 * for them.
 */
final class Workers implements AutoCloseable {
  private final IntSupplier places;
  private final LongSupplier nanoTime;
  private final List<Thread> threads = new ArrayList<>();
  private final Queue<Runnable> cases = new ArrayDeque<>();
  private final Queue<BooleanSupplier> findings = new ArrayDeque<>();

  /** How long cases, and tries of findings, have taken since there was last nothing to shrink. */
  private long nanosOfCases;

  private long nanosOfTries;
  private int trying;
  private boolean drawing = true;
  private boolean ended;

  /**
   * Workers, which wait for work.
   *
   * @param places how many threads there may be; more may be allowed later
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  Workers(IntSupplier places, LongSupplier nanoTime) {
    this.places = places;
    this.nanoTime = nanoTime;
  }

  /** Has a drawn case judged, after those before it. */
  synchronized void judge(Runnable drawn) {
    cases.add(drawn);
    begin();
    notifyAll();
  }

  /**
   * Has a finding shrunk.
   *
   * @param attempt makes one try; false once there is none left
   */
  synchronized void shrink(BooleanSupplier attempt) {
    if (findings.isEmpty() && trying == 0) {
      nanosOfCases = 0;
      nanosOfTries = 0;
    }
    findings.add(attempt);
    begin();
    notifyAll();
  }

  private void begin() {
    if (threads.size() < places.getAsInt()) {
      Thread thread = new Thread(this::work, "winofuzz-worker");
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /** There is no other case: all threads may shrink. */
  synchronized void endDrawing() {
    drawing = false;
    notifyAll();
  }

  /** Begins nothing any more; what is under way goes on. */
  synchronized void beginNothing() {
    ended = true;
    notifyAll();
  }

  /** Whether a try is under way. */
  synchronized boolean isShrinking() {
    return trying > 0;
  }

  /** Begins nothing any more and interrupts what is under way. */
  @Override
  public synchronized void close() {
    beginNothing();
    threads.forEach(Thread::interrupt);
  }

  private void work() {
    try {
      for (Runnable next = take(); next != null; next = take()) {
        next.run();
      }
    } catch (InterruptedException e) {
      // Closed.
      return;
    }
  }

  /** The next thing to do; null at the end. */
  private synchronized @Nullable Runnable take() throws InterruptedException {
    while (!ended) {
      if (!findings.isEmpty() && mayTry()) {
        BooleanSupplier finding = findings.remove();
        trying++;
        return () -> attempt(finding);
      }
      if (!cases.isEmpty()) {
        Runnable drawn = cases.remove();
        return () -> judgeTimed(drawn);
      }
      wait();
    }
    return null;
  }

  private boolean mayTry() {
    if (cases.isEmpty() && !drawing) {
      return true;
    }
    int most = places.getAsInt();
    return most == 1 ? nanosOfTries <= nanosOfCases : trying < most / 2;
  }

  private void judgeTimed(Runnable drawn) {
    long start = nanoTime.getAsLong();
    drawn.run();
    long nanos = nanoTime.getAsLong() - start;
    synchronized (this) {
      nanosOfCases += nanos;
    }
  }

  private void attempt(BooleanSupplier finding) {
    long start = nanoTime.getAsLong();
    boolean goesOn = finding.getAsBoolean();
    long nanos = nanoTime.getAsLong() - start;
    synchronized (this) {
      nanosOfTries += nanos;
      trying--;
      if (goesOn) {
        findings.add(finding);
      }
      notifyAll();
    }
  }
}
