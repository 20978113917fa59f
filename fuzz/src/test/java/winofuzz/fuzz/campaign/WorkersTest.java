package winofuzz.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Neither drawing nor shrinking keeps the other from the threads. */
final class WorkersTest {
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong now = new AtomicLong();

  /** Begins with a case during which everything else comes to wait. */
  private static void holdFirst(Workers workers, CountDownLatch begun, CountDownLatch go) {
    workers.judge(
        () -> {
          begun.countDown();
          await(go);
        });
    await(begun);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private BooleanSupplier finding(String name, int tries, long nanos, CountDownLatch done) {
    AtomicInteger left = new AtomicInteger(tries);
    return () -> {
      log.add(name);
      now.addAndGet(nanos);
      if (left.decrementAndGet() > 0) {
        return true;
      }
      done.countDown();
      return false;
    };
  }

  private Runnable drawn(long nanos, CountDownLatch done) {
    return () -> {
      log.add("case");
      now.addAndGet(nanos);
      done.countDown();
    };
  }

  @Test
  void oneThreadSpendsAsLongOnFindingsAsOnCases() {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(5);
    try (Workers workers = new Workers(() -> 1, now::get)) {
      holdFirst(workers, new CountDownLatch(1), go);
      for (int i = 0; i < 4; i++) {
        workers.judge(drawn(30, done));
      }
      workers.shrink(finding("a", 12, 10, done));
      go.countDown();
      await(done);
    }
    assertEquals(
        List.of(
            "a", "case", "a", "a", "a", "case", "a", "a", "a", "case", "a", "a", "a", "case", "a",
            "a"),
        log);
  }

  @Test
  void findingsAreShrunkInTurn() {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(2);
    try (Workers workers = new Workers(() -> 1, now::get)) {
      holdFirst(workers, new CountDownLatch(1), go);
      workers.shrink(finding("a", 3, 1, done));
      workers.shrink(finding("b", 2, 1, done));
      workers.endDrawing();
      go.countDown();
      await(done);
    }
    assertEquals(List.of("a", "b", "a", "b", "a"), log);
  }

  @Test
  void atMostHalfOfTheThreadsShrinkWhileCasesWait() {
    CountDownLatch trying = new CountDownLatch(2);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch judged = new CountDownLatch(40);
    try (Workers workers = new Workers(() -> 4, now::get)) {
      // First, so that cases never hold all threads.
      for (int i = 0; i < 4; i++) {
        workers.shrink(
            () -> {
              most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
              trying.countDown();
              await(release);
              atOnce.decrementAndGet();
              return false;
            });
      }
      for (int i = 0; i < 40; i++) {
        workers.judge(
            () -> {
              await(trying);
              judged.countDown();
            });
      }
      // With two of four threads held by tries, all cases are judged.
      await(judged);
      assertTrue(most.get() >= 2);
      release.countDown();
    }
  }

  @Test
  void whatIsUnderWayIsInterruptedAtTheEndAndNothingMoreIsBegun() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Workers workers = new Workers(() -> 1, now::get);
    workers.judge(
        () -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
        });
    workers.judge(() -> log.add("case"));
    await(begun);
    workers.close();
    await(interrupted);
    assertEquals(List.of(), log);
  }
}
