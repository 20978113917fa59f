package winofuzz.compiler.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import winofuzz.compiler.rangeify.RangeSource;
import winofuzz.compiler.rewrite.Pass;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.compiler.symbolic.SymbolicRules;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisRole;
import winofuzz.ir.Kernel;
import winofuzz.ir.Memory;
import winofuzz.ir.Op;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/** The steps from the ranged graph to the program at stage kernel. */
public final class Scheduler {
  private static final RuleSet<Object> SIMPLIFY =
      RuleSet.join("early folding", SymbolicRules.SIMPLE, SymbolicRules.UNUSED_RANGES);

  private Scheduler() {}

  /** The rules of its passes, in order. */
  public static List<RuleSet<?>> ruleSets() {
    return List.of(
        SIMPLIFY, BufferRemoval.RULES, Substitution.RULES, Stores.RULES, KernelGraphs.RULES);
  }

  /**
   * The passes over the ranged graph.
   *
   * @param ranges where new loops come from
   */
  public static List<Pass> passes(RangeSource ranges) {
    return List.of(
        Pass.of(Stage.RANGED, SIMPLIFY),
        new Pass("remove costly buffers", null, Scheduler::removeBuffers),
        new Pass("fill output", Stage.RANGED, graph -> fillOutput(graph, ranges)));
  }

  /** Removes the buffers that cost more than they save. */
  private static UOp removeBuffers(UOp graph) {
    UOp removed = Rewriter.rewriteRootFirst(graph, BufferRemoval.RULES);
    return Rewriter.rewriteRootFirst(removed, Substitution.RULES);
  }

  /**
   * An output that turned out smaller than its shape, being the same along an axis, is written out
   * in full: its memory is given, and of its full size.
   */
  private static UOp fillOutput(UOp graph, RangeSource ranges) {
    UOp output = graph.src(0);
    UOp kept = output.base();
    if (kept.is(Op.BUFFERIZE) && product(kept.shape()) == product(output.shape())) {
      return graph;
    }
    List<UOp> over = output.shape().stream().map(n -> ranges.loop(n, AxisRole.OTHER)).toList();
    UOp value = UOp.of(Op.CONTIGUOUS, output.dtype(), output.at(over));
    UOp full = UOp.sink(value.bufferize(Arg.Storage.GLOBAL, over));
    return removeBuffers(full);
  }

  private static long product(List<Integer> shape) {
    return shape.stream().mapToLong(n -> n).reduce(1, (a, b) -> a * b);
  }

  /**
   * Cuts a graph at its buffers.
   *
   * @param graph a SINK of one BUFFERIZE, possibly below movement ops
   * @param inputs the name of each BUFFER that is given
   */
  public static Program.Scheduled split(UOp graph, Map<UOp, String> inputs) {
    Stores stores = new Stores(inputs.size());
    UOp output = stores.bufferOf(graph.src(0).base());
    Map<UOp, Integer> memoryOf = new HashMap<>();
    List<Memory> memories = new ArrayList<>();
    List<Kernel> kernels = new ArrayList<>();
    for (UOp buffer : stores.inLaunchOrder(output)) {
      KernelGraphs.KernelGraph kernel = KernelGraphs.of(stores.into(buffer));
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
      kernels.add(new Kernel("", new Kernel.Graph(kernel.sink()), arguments));
    }
    return new Program.Scheduled(Stage.KERNEL, memories, kernels);
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
