package winofuzz.compiler.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.compiler.symbolic.SymbolicRules;
import winofuzz.ir.Arg;
import winofuzz.ir.Kernel;
import winofuzz.ir.Memory;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/** The steps from the ranged graph to the program at stage kernel. */
public final class Scheduler {
  private static final RuleSet<Object> SIMPLIFY =
      RuleSet.join("symbolic", SymbolicRules.SIMPLE, UnusedRanges.RULES);

  private Scheduler() {}

  /** Folds constants and reductions that reduce nothing. */
  public static UOp simplify(UOp graph) {
    return Rewriter.rewrite(graph, SIMPLIFY);
  }

  /** Removes the buffers that cost more than they save. */
  public static UOp removeBuffers(UOp graph) {
    return Rewriter.rewriteRootFirst(graph, BufferRemoval.RULES);
  }

  /** Carries out the substitutions that the removal left. */
  public static UOp substitute(UOp graph) {
    return Rewriter.rewriteRootFirst(graph, Substitution.RULES);
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
