package winofuzz.fuzz.selftest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import winofuzz.ir.Kernel;
import winofuzz.ir.Program;
import winofuzz.ir.UOp;

/** Changes to programs that are about to be evaluated. */
final class ProgramEdits {
  private ProgramEdits() {}

  /**
   * Returns a program with an edit applied once to each node, operands first.
   *
   * @param edit from a node as it was, and the same on edited operands
   */
  static Program each(Program program, BinaryOperator<UOp> edit) {
    return switch (program) {
      case Program.Whole whole ->
          new Program.Whole(
              whole.stage(), GraphEdits.everywhere(whole.sink(), edit), whole.inputs());
      case Program.Scheduled scheduled ->
          new Program.Scheduled(
              scheduled.stage(),
              scheduled.memories(),
              scheduled.kernels().stream().map(kernel -> each(kernel, edit)).toList());
    };
  }

  private static Kernel each(Kernel kernel, BinaryOperator<UOp> edit) {
    Kernel.Body body =
        switch (kernel.body()) {
          case Kernel.Graph(UOp sink) -> new Kernel.Graph(GraphEdits.everywhere(sink, edit));
          case Kernel.Linear(List<UOp> instructions) -> new Kernel.Linear(each(instructions, edit));
        };
    return new Kernel(kernel.name(), body, kernel.arguments());
  }

  /** Returns instructions with each one edited; what an edit adds comes before its user. */
  private static List<UOp> each(List<UOp> instructions, BinaryOperator<UOp> edit) {
    Map<UOp, UOp> done = new HashMap<>();
    Set<UOp> result = new LinkedHashSet<>();
    for (UOp was : instructions) {
      List<UOp> operands = new ArrayList<>();
      was.src().forEach(operand -> operands.add(done.getOrDefault(operand, operand)));
      UOp now = edit.apply(was, operands.equals(was.src()) ? was : was.withSrc(operands));
      done.put(was, now);
      now.toposort(node -> !result.contains(node)).forEach(result::add);
    }
    return List.copyOf(result);
  }
}
