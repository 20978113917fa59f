package winofuzz.interpret;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import winofuzz.ir.DType;
import winofuzz.ir.UOp;

/**
 * The memory of some threadgroups, a copy for each. What a thread writes, others may read only
 * after the next barrier, and what they wrote it may write over only then: anything else has no
 * value and is refused.
 */
final class ThreadgroupMemory {
  private static final int NOBODY = -1;

  private final Machine machine;
  private final int groups;
  private final int threadsPerGroup;
  private final Map<UOp, Cells> contents = new HashMap<>();

  /** Elements, and the thread that has written each of them since the last barrier. */
  private static final class Cells {
    private Values values;
    private final int[] writers;

    Cells(Values values) {
      this.values = values;
      this.writers = new int[values.size()];
      Arrays.fill(writers, NOBODY);
    }
  }

  ThreadgroupMemory(Machine machine, int groups, int threadsPerGroup) {
    this.machine = machine;
    this.groups = groups;
    this.threadsPerGroup = threadsPerGroup;
  }

  /** Returns the elements of one copy. */
  static long size(UOp memory) {
    return memory.dtype().requirePointer().size();
  }

  /**
   * Returns the element that each thread points at.
   *
   * @param places in each thread's copy, one for each thread
   * @param thread how a thread is called in an error
   */
  Values read(UOp memory, DType dtype, long[] places, IntFunction<String> thread) {
    Cells cells = cells(memory);
    long[] all = inAllGroups(memory, places);
    requireOwn(memory, cells, places, all, "reads", thread);
    return machine.gather(dtype, all, cells.values);
  }

  /** Puts a value where each thread points; parameters as of {@link #read}. */
  void write(UOp memory, long[] places, Values stored, IntFunction<String> thread) {
    Cells cells = cells(memory);
    long[] all = inAllGroups(memory, places);
    requireOwn(memory, cells, places, all, "writes over", thread);
    for (int t = 0; t < all.length; t++) {
      if (all[t] >= 0) {
        cells.writers[(int) all[t]] = t;
      }
    }
    Walk walk = Walk.flat(all.length, stored);
    cells.values = machine.of(cells.values.dtype()).scatter(cells.values, walk, all, stored);
  }

  /** All threads have met: what was written is there for all. */
  void meet() {
    contents.values().forEach(cells -> Arrays.fill(cells.writers, NOBODY));
  }

  private Cells cells(UOp memory) {
    return contents.computeIfAbsent(
        memory, m -> new Cells(machine.zeros(m.dtype().scalar(), groups * size(m))));
  }

  private long[] inAllGroups(UOp memory, long[] places) {
    long[] result = places.clone();
    for (int t = 0; t < result.length; t++) {
      if (result[t] >= 0) {
        result[t] += t / threadsPerGroup * size(memory);
      }
    }
    return result;
  }

  private static void requireOwn(
      UOp memory, Cells cells, long[] places, long[] all, String does, IntFunction<String> thread) {
    for (int t = 0; t < all.length; t++) {
      if (all[t] >= 0) {
        int writer = cells.writers[(int) all[t]];
        if (writer != NOBODY && writer != t) {
          throw new EvaluationException(
              "%s: %s %s element %d, expected a BARRIER since %s wrote it"
                  .formatted(memory, thread.apply(t), does, places[t], thread.apply(writer)));
        }
      }
    }
  }
}
