package winofuzz.interpret;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import winofuzz.ir.DType;
import winofuzz.ir.UOp;

/**
 * Collects the values of some instructions during execution, for each turn of the loops around
 * them, each thread and each lane. The value of a thread that did not take part means nothing.
 */
final class InstructionProbes {
  private final Machine machine;
  private final Set<UOp> wanted;
  private final int threads;
  private final Map<UOp, Evaluation.Probe> probed = new HashMap<>();

  /**
   * Probes of a kernel.
   *
   * @param threads of the whole launch
   */
  InstructionProbes(Machine machine, Set<UOp> wanted, int threads) {
    this.machine = machine;
    this.wanted = wanted;
    this.threads = threads;
  }

  boolean isWanted(UOp node) {
    return wanted.contains(node);
  }

  Map<UOp, Evaluation.Probe> probed() {
    return probed;
  }

  /**
   * Keeps the value of one execution.
   *
   * @param turns of the loops around the instruction, outermost first
   * @param firstThread of those that are executed
   * @param lanes for each lane an array with an element for each of these threads
   */
  void record(UOp node, SequencedMap<UOp, Long> turns, int firstThread, Values[] lanes) {
    Evaluation.Probe before = probed.get(node);
    DType dtype = lanes[0].dtype();
    List<UOp> loops = List.copyOf(turns.sequencedKeySet());
    List<Integer> extents = new ArrayList<>();
    long turn = 0;
    for (UOp loop : loops) {
      int extent = Math.toIntExact(loop.max() + 1);
      extents.add(extent);
      turn = turn * extent + turns.getOrDefault(loop, 0L);
    }
    extents.add(threads);
    extents.add(lanes.length);
    Values kept = before == null ? machine.zeros(dtype, Space.elements(extents)) : before.values();
    int count = lanes[0].size();
    for (int lane = 0; lane < lanes.length; lane++) {
      long[] places = new long[count];
      for (int t = 0; t < count; t++) {
        places[t] = (turn * threads + firstThread + t) * lanes.length + lane;
      }
      Walk walk = new Walk(new int[] {count}, new int[] {1}, new int[] {1});
      kept = machine.of(dtype).scatter(kept, walk, places, lanes[lane]);
    }
    probed.put(node, new Evaluation.Probe(loops, extents, kept));
  }
}
