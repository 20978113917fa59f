package winofuzz.compiler.schedule;

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
import winofuzz.ir.Op;
import winofuzz.ir.OpSet;
import winofuzz.ir.UOp;

/**
 * Makes the store of one buffer a kernel of its own: buffers become numbered arguments in the order
 * in which the graph meets them, the written one first; ranges are numbered anew from 0; reads
 * become loads.
 */
final class KernelGraphs {
  private static final OpSet RANGES = OpSet.of(Op.RANGE);

  private final List<UOp> arguments = new ArrayList<>();
  private final Map<UOp, UOp> defined = new HashMap<>();
  private int ranges;

  private KernelGraphs() {}

  /**
   * One kernel.
   *
   * @param sink its graph
   * @param arguments the BUFFER of each argument
   */
  record KernelGraph(UOp sink, List<UOp> arguments) {}

  static final RuleSet<KernelGraphs> RULES =
      RuleSet.of(
          "kernel split",
          // the n-th buffer met is argument n
          Rule.with("argument", Pattern.op(Op.BUFFER), (m, kernel) -> kernel.argument(m.root())),
          // a range over one point is 0
          Rule.of(
              "single-point-range",
              Pattern.op(Op.RANGE),
              m -> m.root().max() == 0 ? UOp.index(0) : null),
          // the n-th range met has number n
          Rule.with("number-range", Pattern.op(Op.RANGE), (m, kernel) -> kernel.numbered(m.root())),
          // only ranges are closed: what they were replaced by is opened up
          Rule.with(
              "closed-ranges",
              Pattern.op(Op.REDUCE, Op.STORE),
              (m, kernel) -> closingRangesOnly(m.root())),
          // contiguous(x) = x
          Rule.with("contiguous-done", Pattern.op(Op.CONTIGUOUS), (m, kernel) -> m.root().src(0)),
          // argument[i] = load(pointer into argument)
          Rule.with(
              "read-is-load",
              Pattern.op(Op.INDEX).srcStarting(Pattern.op(Op.DEFINE_GLOBAL)),
              (m, kernel) -> {
                UOp read = m.root();
                return read.dtype().isPointer() ? null : read.withDType(read.src(0).dtype()).load();
              }));

  /** Returns the kernel that a STORE into a buffer is. */
  static KernelGraph of(UOp store, Rewriter rewriter) {
    KernelGraphs kernel = new KernelGraphs();
    UOp body = rewriter.rewriteRootFirst(store, RULES, kernel);
    return new KernelGraph(UOp.sink(body), List.copyOf(kernel.arguments));
  }

  private UOp argument(UOp buffer) {
    return defined.computeIfAbsent(
        buffer,
        b -> {
          arguments.add(b);
          long size = ((Arg.Size) b.arg()).elements();
          return UOp.of(
              Op.DEFINE_GLOBAL,
              b.dtype().pointer(AddressSpace.GLOBAL, size),
              new Arg.Slot(arguments.size() - 1));
        });
  }

  private @Nullable UOp numbered(UOp range) {
    Arg.Axis axis = range.axis();
    return axis.kernelLocal()
        ? null
        : range.withArg(new Arg.Axis(List.of(ranges++), axis.type(), axis.role(), true));
  }

  private static @Nullable UOp closingRangesOnly(UOp node) {
    int start = node.op().closedRangesStart();
    if (node.arity() == start) {
      return null;
    }
    List<UOp> operands = new ArrayList<>(node.src().subList(0, start));
    operands.addAll(UOp.sink(node.srcFrom(start)).toposort(RANGES));
    return node.withSrc(operands);
  }
}
