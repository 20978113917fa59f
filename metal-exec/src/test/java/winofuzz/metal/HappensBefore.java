package winofuzz.metal;

import java.util.Arrays;

/**
 * The order in which barriers put what the threads of a grid do to one kind of memory, by vector
 * clocks: slow, and written apart from the simulator. Barriers join the clocks of those that meet.
 */
public final class HappensBefore {

  private static final int SIMDGROUP = 32;

  /** When a thread did something: how much it knew of every thread. */
  public static final class Time {
    private final int[] clock;

    private Time(int[] clock) {
      this.clock = clock;
    }
  }

  private final int threads;

  /** For each thread of the grid, how much it knows of every other one. */
  private final int[][] clocks;

  /**
   * Threads that have done nothing.
   *
   * @param threads how many a threadgroup has
   */
  public HappensBefore(int groups, int threads) {
    this.threads = threads;
    this.clocks = new int[groups * threads][groups * threads];
  }

  /** Returns the time of something that a thread does now. */
  public Time now(int thread) {
    clocks[thread][thread]++;
    return new Time(clocks[thread].clone());
  }

  /** Returns whether something that a thread did at one time comes before another time. */
  public static boolean isBefore(int thread, Time time, Time later) {
    return time.clock[thread] <= later.clock[thread];
  }

  /** All threads of a threadgroup meet. */
  public void meet(int group) {
    join(group * threads, (group + 1) * threads);
  }

  /** The threads of one simdgroup of a threadgroup meet. */
  public void meet(int group, int simdgroup) {
    int first = group * threads + simdgroup * SIMDGROUP;
    join(first, Math.min(first + SIMDGROUP, (group + 1) * threads));
  }

  private void join(int first, int end) {
    int[] all = new int[clocks.length];
    for (int i = first; i < end; i++) {
      for (int j = 0; j < all.length; j++) {
        all[j] = Math.max(all[j], clocks[i][j]);
      }
    }
    for (int i = first; i < end; i++) {
      clocks[i] = Arrays.copyOf(all, all.length);
    }
  }
}
