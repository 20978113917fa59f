package winofuzz.compiler.lower;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.Arg;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Reductions over the same ranges share a loop only if one loop can do them all: they lie within
 * the same outer loops and none needs another's result. Otherwise the ranges of one are renamed.
 *
 * <p>In the graph a range is only a name for the points a reduction covers. In a list of
 * instructions it is a loop, at one place in the program, so that each name must stand for one
 * loop.
 */
final class IndependentLoops {
  static final RuleSet<IndependentLoops> RULES =
      RuleSet.of(
          "independent loops",
          Rule.with(
              "reduction-in-own-loop",
              "a reduction that no other can share its loop with -> the same over other ranges",
              Pattern.op(Op.REDUCE),
              (match, loops) -> loops.inLoopOfItsOwnKind(match.root())));

  private final Map<UOp, Integer> levels = new HashMap<>();
  private final Map<UOp, Loop> loops = new HashMap<>();
  private final Map<Loop, Map<UOp, UOp>> names = new HashMap<>();
  private int nextId;

  private IndependentLoops(int nextId) {
    this.nextId = nextId;
  }

  static UOp apply(UOp kernel, Rewriter rewriter) {
    return rewriter.rewrite(kernel, RULES, new IndependentLoops(KernelRanges.nextId(kernel)));
  }

  /**
   * The loop that a range stands for.
   *
   * @param ranges all ranges that the reduction closes
   * @param outer the loops around it
   * @param level how many reductions have to be done one after another before it
   */
  private record Loop(List<UOp> ranges, Set<UOp> outer, int level) {}

  private UOp inLoopOfItsOwnKind(UOp reduce) {
    List<UOp> ranges =
        KernelRanges.closedBy(reduce).stream().filter(r -> !KernelRanges.isLane(r)).toList();
    Set<UOp> outer = new HashSet<>(reduce.ranges());
    outer.removeIf(KernelRanges::isLane);
    Loop loop = new Loop(ranges, outer, level(reduce) - 1);
    if (ranges.stream().allMatch(r -> loop.equals(loops.getOrDefault(r, loop)))) {
      ranges.forEach(r -> loops.put(r, loop));
      return reduce;
    }
    return renamed(reduce, names.computeIfAbsent(loop, this::freshNames));
  }

  /** Returns how many reductions have to be done one after another up to and including a node. */
  private int level(UOp node) {
    for (UOp below : node.toposort(n -> !levels.containsKey(n))) {
      int level = 0;
      for (UOp operand : below.src()) {
        level = Math.max(level, levels.getOrDefault(operand, 0));
      }
      levels.put(below, below.is(Op.REDUCE) ? level + 1 : level);
    }
    return levels.getOrDefault(node, 0);
  }

  private Map<UOp, UOp> freshNames(Loop loop) {
    Map<UOp, UOp> result = new HashMap<>();
    for (UOp range : loop.ranges()) {
      Arg.Axis axis = range.axis();
      result.put(
          range,
          range.withArg(
              new Arg.Axis(List.of(nextId++), axis.type(), axis.role(), axis.kernelLocal())));
    }
    return result;
  }

  /** Returns the reduction over other ranges; what is closed further inside keeps its own. */
  private static UOp renamed(UOp reduce, Map<UOp, UOp> names) {
    Map<UOp, UOp> replaced = new HashMap<>(names);
    Predicate<UOp> dependent = n -> names.keySet().stream().anyMatch(n::dependsOn);
    for (UOp node : reduce.src(0).toposort(dependent)) {
      if (!replaced.containsKey(node)) {
        replaced.put(node, withReplaced(node, replaced));
      }
    }
    return withReplaced(reduce, replaced);
  }

  private static UOp withReplaced(UOp node, Map<UOp, UOp> replaced) {
    return node.withSrc(node.src().stream().map(s -> replaced.getOrDefault(s, s)).toList());
  }
}
