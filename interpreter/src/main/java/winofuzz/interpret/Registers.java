package winofuzz.interpret;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import winofuzz.interpret.Values.Integers;
import winofuzz.ir.DType;
import winofuzz.ir.UOp;

/**
 * The registers of some threads: of each register a value for each element, and in it an element
 * for each thread, or one where it is the same in all of them.
 */
final class Registers {
  private final Machine machine;
  private final int threads;
  private final Map<UOp, Values[]> contents = new HashMap<>();

  Registers(Machine machine, int threads) {
    this.machine = machine;
    this.threads = threads;
  }

  private Values[] elements(UOp memory) {
    return contents.computeIfAbsent(
        memory,
        m -> {
          Values[] zeros = new Values[Math.toIntExact(m.dtype().requirePointer().size())];
          Arrays.setAll(zeros, k -> machine.zeros(m.dtype().scalar(), 1));
          return zeros;
        });
  }

  /**
   * Returns the element that each thread points at.
   *
   * @param index the node that points
   * @param offset where, for all threads or for each
   * @param lane is added to it
   * @param active the threads that take part, null for all
   */
  Values read(UOp memory, UOp index, Integers offset, int lane, @Nullable Integers active) {
    Values[] elements = elements(memory);
    if (offset.size() == 1) {
      return elements[inside(index, offset.cells[0] + lane, elements.length)];
    }
    Values result = machine.zeros(memory.dtype().scalar(), 1);
    for (int k = 0; k < elements.length; k++) {
      Integers here = isAt(index, offset, lane, k, elements.length, active);
      result = machine.choose(threads, here, elements[k], result);
    }
    return result;
  }

  /** Puts a value where each thread that takes part points; parameters as of {@link #read}. */
  void write(
      UOp memory, UOp index, Integers offset, int lane, Values stored, @Nullable Integers active) {
    Values[] elements = elements(memory);
    if (offset.size() == 1) {
      int k = inside(index, offset.cells[0] + lane, elements.length);
      elements[k] = active == null ? stored : machine.choose(threads, active, stored, elements[k]);
      return;
    }
    for (int k = 0; k < elements.length; k++) {
      Integers here = isAt(index, offset, lane, k, elements.length, active);
      elements[k] = machine.choose(threads, here, stored, elements[k]);
    }
  }

  /** Whether each thread takes part and points at an element. */
  private Integers isAt(
      UOp index, Integers offset, int lane, int element, int size, @Nullable Integers active) {
    long[] result = new long[threads];
    for (int t = 0; t < threads; t++) {
      boolean counts = active == null || active.cells[t] != 0;
      result[t] = counts && inside(index, offset.cells[t] + lane, size) == element ? 1 : 0;
    }
    return new Integers(DType.BOOL, result);
  }

  private static int inside(UOp index, long at, int size) {
    if (at < 0 || at >= size) {
      throw new EvaluationException(
          index + ": access at index " + at + ", expected 0 to " + (size - 1));
    }
    return (int) at;
  }
}
