package winofuzz.compiler.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import winofuzz.compiler.pass.Draft;
import winofuzz.compiler.pass.KernelDraft;
import winofuzz.compiler.pass.Pass;
import winofuzz.compiler.rangeify.MovementIndexing;
import winofuzz.compiler.rangeify.RangeSource;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.compiler.symbolic.SymbolicRules;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisRole;
import winofuzz.ir.Memory;
import winofuzz.ir.Op;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/** The steps from the ranged graph to the program at stage kernel. */
public final class Scheduler {
  private static final RuleSet<Object> SIMPLIFY =
      RuleSet.join("early folding", SymbolicRules.SIMPLE, SymbolicRules.UNUSED_RANGES);

  private static final List<RuleSet<?>> REMOVAL =
      List.of(
          BufferRemoval.RULES,
          Substitution.RULES,
          Substitution.FOLDING,
          MovementIndexing.BOUNDS,
          MovementIndexing.VIEWS,
          SymbolicRules.SYMBOLIC,
          SymbolicRules.COMMUTATIVE);

  /** Folds what needs a look at one or two nodes only. */
  public static final Pass EARLY_FOLDING = Pass.whole("early-folding", Stage.RANGED, SIMPLIFY);

  /** Removes the buffers that cost more than they save. */
  public static final Pass REMOVE_COSTLY_BUFFERS =
      Pass.whole(
          "remove-costly-buffers",
          null,
          REMOVAL,
          (draft, rewriter) -> draft.withSink(removeBuffers(draft.sink(), rewriter)));

  /** Writes out in full what turned out smaller than its shape. */
  public static final Pass FILL_OUTPUT =
      Pass.whole("fill-output", Stage.RANGED, REMOVAL, Scheduler::fillOutput);

  /** Cuts the graph at its buffers, so that each kept value is a kernel of its own. */
  public static final Pass KERNEL_SPLIT =
      Pass.whole(
          "kernel-split",
          Stage.KERNEL,
          List.of(
              Stores.RULES,
              KernelGraphs.RULES,
              MovementIndexing.BOUNDS,
              MovementIndexing.VIEWS,
              SymbolicRules.SYMBOLIC,
              SymbolicRules.COMMUTATIVE),
          Scheduler::split);

  private Scheduler() {}

  private static UOp removeBuffers(UOp graph, Rewriter rewriter) {
    UOp removed = rewriter.rewriteRootFirst(graph, BufferRemoval.RULES);
    return Substitution.carriedOut(removed, rewriter);
  }

  /**
   * Writes out in full an output that turned out smaller than its shape, being the same along an
   * axis, because its memory is given and of its full size.
   */
  private static Draft.Whole fillOutput(Draft.Whole draft, Rewriter rewriter) {
    UOp output = draft.sink().src(0);
    UOp kept = output.base();
    if (kept.is(Op.BUFFERIZE) && product(kept.shape()) == product(output.shape())) {
      return draft;
    }
    RangeSource ranges = new RangeSource(draft.ranges());
    List<UOp> over = output.shape().stream().map(n -> ranges.loop(n, AxisRole.OTHER)).toList();
    UOp value = UOp.of(Op.CONTIGUOUS, output.dtype(), output.at(over));
    UOp full = UOp.sink(value.bufferize(Arg.Storage.GLOBAL, over));
    return draft.withSink(removeBuffers(full, rewriter), ranges.next());
  }

  private static long product(List<Integer> shape) {
    return shape.stream().mapToLong(n -> n).reduce(1, (a, b) -> a * b);
  }

  /** Cuts a graph that is a SINK of one BUFFERIZE, possibly below movement ops, at its buffers. */
  private static Draft.Kernels split(Draft.Whole draft, Rewriter rewriter) {
    Map<UOp, String> inputs = draft.inputs();
    Stores stores = new Stores(inputs.size(), rewriter);
    UOp output = stores.bufferOf(draft.sink().src(0).base());
    Map<UOp, Integer> memoryOf = new HashMap<>();
    List<Memory> memories = new ArrayList<>();
    List<KernelDraft> kernels = new ArrayList<>();
    for (UOp buffer : stores.inLaunchOrder(output)) {
      KernelGraphs.KernelGraph kernel = KernelGraphs.of(stores.into(buffer), rewriter);
      List<Integer> arguments = new ArrayList<>();
      for (UOp argument : kernel.arguments()) {
        Integer known = memoryOf.get(argument);
        if (known == null) {
          known = memories.size();
          memoryOf.put(argument, known);
          memories.add(memory(argument, argument == output, inputs, memories.size()));
        }
        arguments.add(known);
      }
      kernels.add(new KernelDraft(kernel.sink(), arguments));
    }
    return new Draft.Kernels(draft.request().target(), memories, kernels, draft.winograd());
  }

  private static Memory memory(UOp buffer, boolean output, Map<UOp, String> inputs, int number) {
    long elements = ((Arg.Size) buffer.arg()).elements();
    String input = inputs.get(buffer);
    if (input != null) {
      return new Memory(input, buffer.dtype(), elements, Memory.Role.INPUT);
    }
    return output
        ? new Memory("y", buffer.dtype(), elements, Memory.Role.OUTPUT)
        : new Memory("t" + number, buffer.dtype(), elements, Memory.Role.INTERMEDIATE);
  }
}
