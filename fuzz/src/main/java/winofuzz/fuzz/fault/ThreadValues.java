package winofuzz.fuzz.fault;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import winofuzz.interpret.Evaluation.Probe;
import winofuzz.ir.UOp;

/**
 * What the interpreter has for the instructions of a kernel in one thread.
 *
 * @param probes of the instructions, by node
 * @param thread the number of the thread in the launch
 */
record ThreadValues(Map<UOp, Probe> probes, int thread) {

  /**
   * Returns the value of an instruction in a turn of the loops; empty where it was not computed.
   */
  OptionalDouble at(UOp node, Map<UOp, Long> turns, int lane) {
    Probe probe = probes.get(node);
    if (probe == null) {
      return OptionalDouble.empty();
    }
    List<Integer> extents = probe.extents();
    long turn = 0;
    for (int i = 0; i < probe.ranges().size(); i++) {
      turn = turn * extents.get(i) + turns.getOrDefault(probe.ranges().get(i), 0L);
    }
    int threads = extents.get(extents.size() - 2);
    int lanes = extents.getLast();
    return lane < lanes
        ? OptionalDouble.of(
            probe.values().at(Math.toIntExact((turn * threads + thread) * lanes + lane)))
        : OptionalDouble.empty();
  }
}
