package winofuzz.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks that graphs are well formed. Each {@link Constraint} has a number; the error quotes it and
 * says at which node, what was expected and what was found.
 */
public final class Verifier {
  private Verifier() {}

  /**
   * Checks a program at its stage.
   *
   * @throws InvalidGraphException at the first constraint that is broken, operands before users
   */
  public static void verify(Program program) {
    switch (program) {
      case Program.Whole whole -> whole(whole);
      case Program.Scheduled scheduled -> scheduled(scheduled);
    }
  }

  /**
   * Checks a graph at a stage by itself, without the program it belongs to.
   *
   * @throws InvalidGraphException at the first constraint that is broken, operands before users
   */
  public static void verify(UOp root, Stage stage) {
    Map<List<Object>, UOp> ranges = new HashMap<>();
    for (UOp node : root.toposort()) {
      node(node, stage);
      if (node.is(Op.RANGE)) {
        identity(node, ranges);
      }
    }
    if (!root.ranges().isEmpty() && root.is(Op.SINK)) {
      throw Constraint.OPEN_RANGE.broken(
          root, "no open range", root.ranges().getFirst().toString());
    }
  }

  /**
   * Checks a graph on its way from one stage to the next: operands and types, but not which
   * operations there are.
   *
   * @throws InvalidGraphException at the first constraint that is broken, operands before users
   */
  public static void verifyBetweenStages(UOp root) {
    for (UOp node : root.toposort()) {
      OperandRules.check(node);
      TypeRules.check(node);
    }
  }

  private static void identity(UOp range, Map<List<Object>, UOp> ranges) {
    List<Object> id = List.of(range.axis().id(), range.axis().kernelLocal());
    UOp known = ranges.putIfAbsent(id, range);
    if (known != null && known != range) {
      throw Constraint.RANGE_IDENTITY.broken(
          range, "the range " + known.arg(), range.src(0).arg() + "");
    }
  }

  /** Checks what can be read off one node and its operands. */
  private static void node(UOp node, Stage stage) {
    OperandRules.check(node);
    StageRules.check(node, stage);
    TypeRules.check(node);
    StructureRules.check(node, stage);
  }

  private static void whole(Program.Whole program) {
    if (program.stage() != Stage.TENSOR && program.stage() != Stage.RANGED) {
      throw Constraint.STAGE.broken(
          "program", "a whole graph at stage tensor or ranged", program.stage().label());
    }
    UOp sink = program.sink();
    if (!sink.is(Op.SINK) || sink.arity() != 1) {
      throw Constraint.OPERAND_ROLE.broken(sink, "a SINK of one output", sink.toString());
    }
    program.inputs().forEach(Verifier::input);
    verify(sink, program.stage());
    UOp output = program.output();
    if (program.stage() == Stage.RANGED && !output.base().is(Op.BUFFERIZE)) {
      throw Constraint.OPERAND_ROLE.broken(sink, "a BUFFERIZE as output", output.toString());
    }
    if (program.stage() == Stage.TENSOR && output.shapeOrNull() == null) {
      throw Constraint.OPERAND_ROLE.broken(sink, "an output with a shape", output.toString());
    }
    for (UOp node : sink.toposort()) {
      if (node.is(Op.BUFFER) && !program.inputs().containsKey(node)) {
        throw Constraint.MEMORY.broken(node, "the name of an input", "none");
      }
    }
  }

  private static void input(UOp node, String name) {
    if (!node.is(Op.BUFFER)) {
      throw Constraint.MEMORY.broken(node, "a BUFFER as input " + name, node.op().toString());
    }
  }

  private static void scheduled(Program.Scheduled program) {
    Stage stage = program.stage();
    if (stage != Stage.KERNEL && stage != Stage.OPTIMIZED && stage != Stage.LINEAR) {
      throw Constraint.STAGE.broken(
          "program", "kernels at stage kernel, optimized or linear", stage.label());
    }
    long outputs = program.memories().stream().filter(m -> m.role() == Memory.Role.OUTPUT).count();
    if (outputs != 1) {
      throw Constraint.MEMORY.broken("program", "one output", outputs + " outputs");
    }
    for (Kernel kernel : program.kernels()) {
      kernel(program, kernel);
    }
  }

  private static void kernel(Program.Scheduled program, Kernel kernel) {
    for (int argument : kernel.arguments()) {
      if (argument < 0 || argument >= program.memories().size()) {
        throw Constraint.MEMORY.broken(
            "kernel " + kernel.name(),
            "arguments among " + program.memories().size() + " memories",
            "" + argument);
      }
    }
    List<UOp> nodes = new ArrayList<>();
    switch (kernel.body()) {
      case Kernel.Graph graph -> {
        bodyAt(kernel, program.stage() != Stage.LINEAR, program.stage());
        verify(graph.sink(), program.stage());
        nodes.addAll(graph.sink().toposort());
      }
      case Kernel.Linear linear -> {
        bodyAt(kernel, program.stage() == Stage.LINEAR, program.stage());
        linear.instructions().forEach(node -> node(node, Stage.LINEAR));
        order(kernel, linear.instructions());
        nodes.addAll(linear.instructions());
      }
    }
    nodes.stream()
        .filter(node -> node.is(Op.DEFINE_GLOBAL))
        .forEach(node -> memory(program, kernel, node));
  }

  private static void bodyAt(Kernel kernel, boolean fits, Stage stage) {
    if (!fits) {
      throw Constraint.STAGE.broken(
          "kernel " + kernel.name(),
          stage == Stage.LINEAR ? "a list of instructions" : "a graph",
          kernel.body().getClass().getSimpleName());
    }
  }

  private static void memory(Program.Scheduled program, Kernel kernel, UOp define) {
    int slot = ((Arg.Slot) define.arg()).number();
    if (slot < 0 || slot >= kernel.arguments().size()) {
      throw Constraint.MEMORY.broken(
          define, "a slot below " + kernel.arguments().size(), "" + slot);
    }
    Memory memory = program.memories().get(kernel.arguments().get(slot));
    DType found = define.dtype();
    if (found.kind() != memory.dtype().kind()
        || found.requirePointer().size() != memory.elements()) {
      throw Constraint.MEMORY.broken(
          define,
          memory.elements() + " elements of " + memory.dtype() + " as memory " + memory.name(),
          found.toString());
    }
  }

  private static void order(Kernel kernel, List<UOp> instructions) {
    Set<UOp> done = new HashSet<>();
    List<UOp> open = new ArrayList<>();
    for (UOp node : instructions) {
      for (UOp operand : node.src()) {
        // The extent of a RANGE or a SPECIAL is a number, not an instruction.
        boolean extent = operand.is(Op.CONST) && (node.is(Op.RANGE) || node.is(Op.SPECIAL));
        if (!done.contains(operand) && !extent) {
          throw Constraint.INSTRUCTION_ORDER.broken(
              node, "its operands before it", operand + " not before it");
        }
      }
      if (node.is(Op.RANGE) || node.is(Op.IF)) {
        open.add(node);
      } else if (node.is(Op.ENDRANGE) || node.is(Op.ENDIF)) {
        if (open.isEmpty() || open.removeLast() != node.src(0)) {
          throw Constraint.INSTRUCTION_ORDER.broken(
              node, "the end of the innermost block", "the end of " + node.src(0));
        }
      }
      done.add(node);
    }
    if (!open.isEmpty()) {
      throw Constraint.INSTRUCTION_ORDER.broken(
          "kernel " + kernel.name(), "every block to end", "no end of " + open.getLast());
    }
  }
}
