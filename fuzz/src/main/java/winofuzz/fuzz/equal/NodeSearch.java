package winofuzz.fuzz.equal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import winofuzz.interpret.Evaluation.Probe;
import winofuzz.interpret.Interpreter;
import winofuzz.interpret.Semantics;
import winofuzz.ir.Kernel;
import winofuzz.ir.Op;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/**
 * Finds where two graphs that differ begin to: in programs of one stage with as many kernels, a
 * pair of nodes in the first kernel that writes something else.
 */
record NodeSearch(NumberedGraph a, NumberedGraph b, DrawnInputs drawn, Semantics semantics) {
  /** More values than these of one kernel are not looked at. */
  private static final double MOST_PROBED = 1 << 24;

  /** Returns the nodes; empty where none correspond. */
  Optional<NodePair> first() {
    if (a.program().stage() != b.program().stage()) {
      return Optional.empty();
    }
    return switch (a.program()) {
      case Program.Whole first when b.program() instanceof Program.Whole second ->
          ofWhole(first, second);
      case Program.Scheduled first when b.program() instanceof Program.Scheduled second ->
          ofKernels(first, second);
      case Program.Whole _, Program.Scheduled _ -> Optional.empty();
    };
  }

  private Optional<NodePair> ofWhole(Program.Whole first, Program.Whole second) {
    List<UOp> firstNodes = first.output().toposort();
    List<UOp> secondNodes = second.output().toposort();
    boolean isTensor = first.stage() == Stage.TENSOR;
    if (Probing.values(firstNodes, isTensor) > MOST_PROBED
        || Probing.values(secondNodes, isTensor) > MOST_PROBED) {
      return Optional.empty();
    }
    GraphDescent descent =
        new GraphDescent(probes(first, firstNodes), probes(second, secondNodes), semantics);
    return isTensor
        ? descent.from(first.output(), second.output())
        : descent.from(first.output().base(), second.output().base());
  }

  private Optional<NodePair> ofKernels(Program.Scheduled first, Program.Scheduled second) {
    if (first.kernels().size() != second.kernels().size()) {
      return Optional.empty();
    }
    for (int count = 1; count <= first.kernels().size(); count++) {
      Optional<NodePair> found = inLast(leading(first, count), leading(second, count));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The first kernels of a program, so that a node of the last one has its value there. */
  private static Program.Scheduled leading(Program.Scheduled program, int count) {
    return new Program.Scheduled(
        program.stage(), program.memories(), program.kernels().subList(0, count));
  }

  private Optional<NodePair> inLast(Program.Scheduled first, Program.Scheduled second) {
    Kernel.Body a = first.kernels().getLast().body();
    Kernel.Body b = second.kernels().getLast().body();
    List<UOp> firstNodes = Probing.nodes(a);
    List<UOp> secondNodes = Probing.nodes(b);
    if (Probing.values(a) > MOST_PROBED || Probing.values(b) > MOST_PROBED) {
      return Optional.empty();
    }
    GraphDescent descent =
        new GraphDescent(probes(first, firstNodes), probes(second, secondNodes), semantics);
    if (a instanceof Kernel.Linear) {
      return descent.inOrder(firstNodes, secondNodes);
    }
    List<UOp> firstStores = firstNodes.stream().filter(node -> node.is(Op.STORE)).toList();
    List<UOp> secondStores = secondNodes.stream().filter(node -> node.is(Op.STORE)).toList();
    for (int i = 0; i < Math.min(firstStores.size(), secondStores.size()); i++) {
      Optional<NodePair> found = descent.from(firstStores.get(i), secondStores.get(i));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Map<UOp, Probe> probes(Program program, List<UOp> nodes) {
    return Interpreter.of(semantics)
        .withProbes(Set.copyOf(nodes))
        .evaluate(program, drawn.inputs())
        .probes();
  }
}
