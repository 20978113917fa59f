package winofuzz.compiler.optimize;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import winofuzz.ir.UOp;

/**
 * What scheduling asks of a kernel's graph, found in one walk.
 *
 * @param ranges the ranges, in order of first use
 * @param reductions the REDUCEs, operands before users
 * @param accesses the accesses to memory, users before operands
 * @param masks the ranges that take part in choosing between values
 * @param hasPlainLoads whether no load waits for anything; else the kernel is made of blocks
 *     already
 */
record Footprint(
    List<UOp> ranges,
    List<UOp> reductions,
    List<Access> accesses,
    Set<UOp> masks,
    boolean hasPlainLoads) {

  static Footprint of(UOp sink) {
    List<UOp> ranges = new ArrayList<>();
    List<UOp> reductions = new ArrayList<>();
    List<Access> accesses = new ArrayList<>();
    List<UOp> conditions = new ArrayList<>();
    boolean hasPlainLoads = true;
    for (UOp node : sink.toposort()) {
      switch (node.op()) {
        case RANGE -> ranges.add(node);
        case REDUCE -> reductions.add(node);
        case INDEX -> accesses.add(Access.of(node, reductions.isEmpty()));
        case WHERE -> conditions.add(node.src(0));
        case LOAD -> hasPlainLoads &= node.arity() == 1;
        // No other operation matters to scheduling.
        default -> {}
      }
    }
    return new Footprint(
        List.copyOf(ranges),
        List.copyOf(reductions),
        List.copyOf(accesses.reversed()),
        new HashSet<>(ScheduleRanges.in(conditions)),
        hasPlainLoads);
  }

  /**
   * One access to memory.
   *
   * @param index the position, without the condition under which it is valid
   * @param below the ranges the position is computed from; none where it is a range itself
   */
  record Access(UOp index, Set<UOp> below) {

    /** Where nothing is reduced yet, a position is computed from the ranges open in it only. */
    private static Access of(UOp node, boolean nothingIsReduced) {
      UOp index = node.src(1).indexPart();
      Set<UOp> below =
          new HashSet<>(nothingIsReduced ? index.ranges() : ScheduleRanges.in(List.of(index)));
      below.remove(index);
      return new Access(index, below);
    }
  }
}
