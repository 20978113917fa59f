package winofuzz.compiler.optimize;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * What scheduling asks of a kernel's graph, found in one walk.
 *
 * @param reductions the REDUCEs, operands before users
 * @param accesses the accesses to memory, users before operands
 * @param masks the ranges that take part in choosing between values
 */
record Footprint(List<UOp> reductions, List<Access> accesses, Set<UOp> masks) {

  static Footprint of(UOp sink) {
    List<UOp> reductions = new ArrayList<>();
    List<Access> accesses = new ArrayList<>();
    List<UOp> conditions = new ArrayList<>();
    for (UOp node : sink.toposort()) {
      if (node.is(Op.REDUCE)) {
        reductions.add(node);
      } else if (node.is(Op.INDEX)) {
        accesses.add(Access.of(node));
      } else if (node.is(Op.WHERE)) {
        conditions.add(node.src(0));
      }
    }
    return new Footprint(
        List.copyOf(reductions),
        List.copyOf(accesses.reversed()),
        new HashSet<>(Ranges.in(conditions)));
  }

  /**
   * One access to memory.
   *
   * @param index the position, without the condition under which it is valid
   * @param below the ranges the position is computed from; none where it is a range itself
   */
  record Access(UOp index, Set<UOp> below) {
    private static Access of(UOp node) {
      UOp index = node.src(1).indexPart();
      Set<UOp> below = new HashSet<>(Ranges.in(List.of(index)));
      below.remove(index);
      return new Access(index, below);
    }
  }
}
