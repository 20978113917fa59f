package winofuzz.metal.sim;

import winofuzz.metal.Violation;

/** How lanes form simdgroups: 32 neighbouring threads of one threadgroup. */
final class Simdgroups {

  /** Threads a simdgroup. */
  static final int WIDTH = 32;

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
    for (int group = 0; group < frame.groups(); group++) {
      int groupEnd = (group + 1) * threads;
      for (int first = group * threads; first < groupEnd; first += WIDTH) {
        int end = Math.min(first + WIDTH, groupEnd);
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
          if (arrived(mask, first, end) < WIDTH) {
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
