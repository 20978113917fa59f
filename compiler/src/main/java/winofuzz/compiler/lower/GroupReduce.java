package winofuzz.compiler.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.AddressSpace;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.OpSet;
import winofuzz.ir.UOp;

/**
 * A reduction shared by the threads of a threadgroup becomes three steps: each thread reduces its
 * part and leaves the result in threadgroup memory; all wait at a barrier; the first thread of each
 * group reduces what they left, and it alone goes on.
 *
 * <p>The memory has an element for every point of: the kernel's thread axes (those the value does
 * not depend on as well, lest threads write one element together), the shared reduction, and the
 * lanes the value depends on, fastest.
 */
final class GroupReduce {
  /** What is added to the id of a shared reduction to name the loop over its partial results. */
  private static final int LOOP_ID_OFFSET = 100;

  static final RuleSet<GroupReduce> RULES =
      RuleSet.of(
          "group for reduce",
          Rule.with(
              "shared-reduction",
              "a shared reduction -> a part a thread, a barrier, the reduction of the parts",
              Pattern.op(Op.REDUCE),
              (match, kernel) -> kernel.split(match.root())));

  private final List<UOp> threads;
  private int slots;

  private GroupReduce(List<UOp> threads) {
    this.threads = threads;
  }

  static UOp apply(UOp kernel, Rewriter rewriter) {
    List<UOp> ranges = KernelRanges.allIn(kernel);
    if (ranges.stream().noneMatch(GroupReduce::isShared)) {
      return kernel;
    }
    List<UOp> threads = ranges.stream().filter(KernelRanges::isThread).sorted().toList();
    return byOneThread(rewriter.rewrite(kernel, RULES, new GroupReduce(threads)));
  }

  /** Turns the shared reductions that the rule was not allowed to split into loops. */
  private static UOp byOneThread(UOp kernel) {
    Map<UOp, UOp> loops = new HashMap<>();
    for (UOp node : kernel.toposort(OpSet.of(Op.REDUCE))) {
      Map<UOp, UOp> ranges = new HashMap<>();
      KernelRanges.closedBy(node).stream()
          .filter(GroupReduce::isShared)
          .forEach(r -> ranges.put(r, r.withArg(r.axis().withType(AxisType.REDUCE))));
      if (!ranges.isEmpty()) {
        loops.put(node, Rewriter.substitute(node, ranges));
      }
    }
    return Rewriter.substitute(kernel, loops);
  }

  private static boolean isShared(UOp range) {
    return range.axis().type() == AxisType.GROUP_REDUCE;
  }

  private @Nullable UOp split(UOp reduce) {
    List<UOp> closed = KernelRanges.closedBy(reduce);
    List<UOp> shared = closed.stream().filter(GroupReduce::isShared).toList();
    if (shared.isEmpty()) {
      return null;
    }
    List<UOp> others = threads.stream().filter(r -> !shared.contains(r)).toList();
    List<UOp> own = closed.stream().filter(r -> !isShared(r)).toList();
    UOp value = reduce.src(0);
    UOp partial = own.isEmpty() ? value : value.reduce(fold(reduce), own);

    List<UOp> lanes = partial.ranges().stream().filter(KernelRanges::isLane).sorted().toList();
    List<UOp> extents = concat(others, shared, lanes);
    UOp memory = threadgroupMemory(reduce, slots++, extents);
    UOp store = memory.at(KernelRanges.rowMajor(extents, extents)).store(partial, lanes);
    UOp barrier = UOp.of(Op.BARRIER, DType.VOID, store);

    List<UOp> loops = new ArrayList<>();
    UOp first = UOp.bool(true);
    for (int i = 0; i < shared.size(); i++) {
      UOp range = shared.get(i);
      loops.add(range.withArg(loopAxis(range.axis())));
      first = i == 0 ? range.equal(0) : first.and(range.equal(0));
    }
    UOp gate = UOp.of(Op.IF, DType.VOID, first, barrier);
    UOp element = memory.at(KernelRanges.rowMajor(extents, concat(others, loops, lanes)));
    return element.load(gate).reduce(fold(reduce), loops);
  }

  private static Arg.Axis loopAxis(Arg.Axis axis) {
    List<Integer> id = new ArrayList<>(axis.id());
    id.set(0, id.getFirst() + LOOP_ID_OFFSET);
    return new Arg.Axis(id, AxisType.REDUCE, axis.role(), axis.kernelLocal());
  }

  private static UOp threadgroupMemory(UOp reduce, int slot, List<UOp> extents) {
    long size = 1;
    for (UOp range : extents) {
      size *= KernelRanges.extent(range);
    }
    return UOp.of(
        Op.DEFINE_LOCAL, reduce.dtype().pointer(AddressSpace.LOCAL, size), new Arg.Slot(slot));
  }

  private static Op fold(UOp reduce) {
    return ((Arg.Fold) reduce.arg()).op();
  }

  @SafeVarargs
  private static List<UOp> concat(List<UOp>... parts) {
    List<UOp> result = new ArrayList<>();
    for (List<UOp> part : parts) {
      result.addAll(part);
    }
    return result;
  }
}
