package winofuzz.metal;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What came of running one threadgroup of a launch. */
public sealed interface SparseOutcome {

  /**
   * It ran.
   *
   * @param violations the first ones, in a fixed order, without warnings
   * @param written the bits of what it wrote, by buffer index and element; reads out of bounds gave
   *     zero and writes out of bounds were dropped
   */
  record Ran(List<Violation> violations, SortedMap<Integer, SortedMap<Long, Long>> written)
      implements SparseOutcome {
    public Ran {
      violations = List.copyOf(violations);
      written = new TreeMap<>(written);
    }
  }

  /**
   * It did not run to its end, or not at all.
   *
   * @param reason why not, in words that do not depend on the launch
   */
  record NotRun(String reason) implements SparseOutcome {}
}
