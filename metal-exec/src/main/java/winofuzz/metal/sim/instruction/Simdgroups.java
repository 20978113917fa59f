package winofuzz.metal.sim.instruction;

import winofuzz.metal.Violation;
import winofuzz.metal.sim.memory.Batch;

/** How lanes form simdgroups: 32 neighbouring threads of one threadgroup. */
final class Simdgroups {

  /** What is done with each simdgroup. */
  interface Action {
    /** Works on the lanes from {@code first} to before {@code end}. */
    void on(int first, int end);
  }

  private Simdgroups() {}

  /** Visits the simdgroups in which some lane takes part. */
  static void forEach(Frame frame, Action action) {
    int[] mask = frame.mask();
    int threads = frame.threads();
    for (int group = 0; group < frame.batch().groups(); group++) {
      int groupEnd = (group + 1) * threads;
      for (int first = group * threads; first < groupEnd; first += Batch.SIMDGROUP_WIDTH) {
        int end = Math.min(first + Batch.SIMDGROUP_WIDTH, groupEnd);
        if (arrived(mask, first, end) > 0) {
          action.on(first, end);
        }
      }
    }
  }

  /**
   * Visits those in which some lane takes part, reporting the ones that lack lanes, be it that
   * their threadgroup does not fill them.
   */
  static void forEachFull(Frame frame, int line, Action action) {
    forEach(
        frame,
        (first, end) -> {
          if (end - first < Batch.SIMDGROUP_WIDTH) {
            frame.report(Violation.Kind.DIVERGENT_SIMDGROUP, line, end - 1);
          } else {
            checkWhole(frame, line, first, end);
          }
          action.on(first, end);
        });
  }

  /** Reports a simdgroup, the lanes from {@code first} to before {@code end}, if some are away. */
  static void checkWhole(Frame frame, int line, int first, int end) {
    int[] mask = frame.mask();
    if (arrived(mask, first, end) < end - first) {
      int absent = first;
      while (mask[absent] != 0) {
        absent++;
      }
      frame.report(Violation.Kind.DIVERGENT_SIMDGROUP, line, absent);
    }
  }

  private static int arrived(int[] mask, int first, int end) {
    int count = 0;
    for (int i = first; i < end; i++) {
      count += mask[i];
    }
    return count;
  }
}
