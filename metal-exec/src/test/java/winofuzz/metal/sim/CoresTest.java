package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.WorkLimit;

/** What a run gives does not depend on how many cores it has: values, reports and their order. */
final class CoresTest {

  private static final int GROUPS = 1001;

  private static final int THREADS = 64;

  /** With so many groups enough for a grid to be shared among cores. */
  private static final int ROUNDS = 200;

  private static final int ELEMENTS = GROUPS * THREADS;

  private static Launch launch(String body) {
    String text =
        """
        #include <metal_stdlib>
        using namespace metal;
        kernel void k(device int* out, device const int* in, device atomic_int* sum, device int* both,
            uint i [[thread_position_in_grid]], uint g [[threadgroup_position_in_grid]],
            uint l [[thread_index_in_threadgroup]]) {
          threadgroup int shared[64];
          shared[63 - l] = in[i];
          threadgroup_barrier(mem_flags::mem_threadgroup);
          int x = shared[l];
          for (int j = 0; j < %d; j++) { x = x * 31 + int(i); }
          %s
        }
        """
            .formatted(ROUNDS, body);
    int[] in = new int[ELEMENTS];
    for (int i = 0; i < in.length; i++) {
      in[i] = i * 7919;
    }
    return new Launch(
        text,
        "k",
        Extent.of(GROUPS, 1, 1),
        Extent.of(THREADS, 1, 1),
        List.of(
            BufferArgument.writtenOnce(0, ElementType.INT32, ELEMENTS),
            BufferArgument.in(1, Buffer.ofInts(in)),
            BufferArgument.inout(2, Buffer.ofInts(0)),
            BufferArgument.inout(3, Buffer.ofInts(in))));
  }

  /** Counts operations and ends a run that does too many. */
  private static final class Counter implements WorkLimit {
    private final long most;
    private long spent;

    Counter(long most) {
      this.most = most;
    }

    @Override
    public boolean allows(long operations) {
      return operations <= most - spent;
    }

    @Override
    public void spend(long operations) {
      spent += operations;
      if (spent > most) {
        throw new IllegalStateException("too many operations");
      }
    }
  }

  private static long work(int cores, String body) {
    Counter counter = new Counter(Long.MAX_VALUE);
    new SimDevice(SimOptions.DEFAULT, () -> 0, cores).run(launch(body), counter);
    return counter.spent;
  }

  private static long workUntilItIsTooMuch(int cores, String body, long most) {
    Counter counter = new Counter(most);
    SimDevice sim = new SimDevice(SimOptions.DEFAULT, () -> 0, cores);
    assertThrows(IllegalStateException.class, () -> sim.run(launch(body), counter));
    return counter.spent;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"out[i] = x;", "out[i % 64] = x;", "for (int j = 0; j < x % 50; j++) out[i] = j;"})
  void theWorkThatIsCountedDoesNotDependOnTheCores(String body) {
    long work = work(1, body);
    assertTrue(work > (long) ELEMENTS * ROUNDS, "work " + work);
    long stopped = workUntilItIsTooMuch(1, body, work / 2);
    assertTrue(stopped < work, "stopped after " + stopped + " of " + work);
    for (int cores : List.of(2, 3, 8)) {
      assertEquals(work, work(cores, body));
      assertEquals(stopped, workUntilItIsTooMuch(cores, body, work / 2));
      workUntilItIsTooMuch(cores, body, work - 1);
    }
  }

  private static Outcome run(int cores, SimOptions options, String body) {
    return new SimDevice(options, () -> 0, cores).run(launch(body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "out[i] = x;",
        "out[i] = x; atomic_fetch_add_explicit(sum, x, memory_order_relaxed);",
        "out[i] = x; both[i] += x;",
        "both[i] = x;",
        // Faults: a second write in another threadgroup, out of bounds, never written, a race.
        "out[i % 64] = x;",
        "out[i + 3] = x;",
        "if (i != 70 && i != 700) { out[i] = x; }",
        "out[i] = x; both[g / 2] = x;",
        "out[i] = x / (int(i) - 1000);",
        "if (l < 60) { threadgroup_barrier(mem_flags::mem_none); } out[i] = x;"
      })
  void oneCoreAndManyGiveTheSame(String body) {
    Outcome one = run(1, SimOptions.DEFAULT, body);
    for (int cores : List.of(2, 3, 8)) {
      assertEquals(one, run(cores, SimOptions.DEFAULT, body), body);
    }
    SimOptions unchecked = SimOptions.DEFAULT.withChecks(Set.of());
    if (one instanceof Outcome.Ran ran) {
      assertEquals(ran, run(5, unchecked, body), body);
    }
  }

  @Test
  void theValuesAreRight() {
    Outcome.Ran ran =
        assertInstanceOf(Outcome.Ran.class, run(4, SimOptions.DEFAULT, "out[i] = x;"));
    SortedMap<Integer, Buffer> outputs = ran.outputs();
    int[] out = Sim.ints(Objects.requireNonNull(outputs.get(0)));
    for (int i = 0; i < ELEMENTS; i++) {
      int x = (i / THREADS * THREADS + 63 - i % THREADS) * 7919;
      for (int j = 0; j < ROUNDS; j++) {
        x = x * 31 + i;
      }
      assertEquals(x, out[i], "element " + i);
    }
    assertEquals(Duration.ZERO, ran.time());
  }
}
