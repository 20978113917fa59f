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

  /** Visits those in which some lane takes part, reporting the ones that lack lanes. */
  static void forEachWhole(Frame frame, int line, Action action) {
    int[] mask = frame.mask();
    forEach(
        frame,
        (first, end) -> {
          if (arrived(mask, first, end) < Batch.SIMDGROUP_WIDTH) {
            int absent = first;
            while (absent < end - 1 && mask[absent] != 0) {
              absent++;
            }
            frame.report(Violation.Kind.DIVERGENT_SIMDGROUP, line, absent);
          }
          action.on(first, end);
        });
  }

  private static int arrived(int[] mask, int first, int end) {
    int count = 0;
    for (int i = first; i < end; i++) {
      count += mask[i];
    }
    return count;
  }
}
