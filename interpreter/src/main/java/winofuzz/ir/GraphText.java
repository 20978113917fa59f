package winofuzz.ir;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import winofuzz.number.Rational;

/**
 * Prints graphs for people: a line for each node, operands before users.
 *
 * <pre>
 * %0 = CONST index 6
 * %1 = RANGE index r1 LOOP out-y (%0)
 * </pre>
 */
public final class GraphText {
  private final Map<UOp, Integer> numbers = new HashMap<>();
  private final StringBuilder text = new StringBuilder();

  private GraphText() {}

  /** Returns the graph below and including a node as text. */
  public static String of(UOp root) {
    GraphText writer = new GraphText();
    writer.append(root.toposort());
    return writer.text.toString();
  }

  /** Returns a whole program as text: its memories and kernels, or its graph. */
  public static String of(Program program) {
    return switch (program) {
      case Program.Whole whole -> of(whole.sink());
      case Program.Scheduled scheduled -> of(scheduled);
    };
  }

  private static String of(Program.Scheduled program) {
    StringBuilder text = new StringBuilder();
    int number = 0;
    for (Memory memory : program.memories()) {
      text.append("memory ").append(number++).append(' ').append(memory.name()).append(": ");
      text.append(memory.elements()).append(" of ").append(memory.dtype()).append(", ");
      text.append(memory.role()).append('\n');
    }
    for (Kernel kernel : program.kernels()) {
      text.append("kernel ").append(kernel.name()).append(kernel.arguments()).append('\n');
      GraphText writer = new GraphText();
      switch (kernel.body()) {
        case Kernel.Graph graph -> writer.append(graph.sink().toposort());
        case Kernel.Linear linear -> writer.append(linear.instructions());
      }
      text.append(writer.text);
    }
    return text.toString();
  }

  private void append(List<UOp> nodes) {
    for (UOp node : nodes) {
      int number = numbers.size();
      numbers.put(node, number);
      text.append('%').append(number).append(" = ").append(node.op());
      text.append(' ').append(node.dtype());
      String arg = ofArg(node.arg());
      text.append(arg.isEmpty() ? "" : " ").append(arg);
      if (node.arity() > 0) {
        StringJoiner operands = new StringJoiner(", ", " (", ")");
        node.src().forEach(operand -> operands.add(reference(operand)));
        text.append(operands);
      }
      text.append('\n');
    }
  }

  private String reference(UOp operand) {
    Integer number = numbers.get(operand);
    return number == null ? operand.op() + " " + ofArg(operand.arg()) : "%" + number;
  }

  /** Returns an argument as text; nothing for no argument. */
  public static String ofArg(Arg arg) {
    return switch (arg) {
      case Arg.None ignored -> "";
      case Arg.Int i -> Long.toString(i.value());
      case Arg.Bool b -> Boolean.toString(b.value());
      case Arg.Real r ->
          r.computed() == null ? real(r.value()) : real(r.value()) + "~" + real(r.computed());
      case Arg.Special s -> s.name();
      case Arg.Invalid ignored -> "Invalid";
      case Arg.Constants c -> c.values().stream().map(GraphText::ofArg).toList().toString();
      case Arg.Axis a -> axis(a);
      case Arg.Fold f -> f.op().name();
      case Arg.FoldAxes f -> f.op() + " " + f.axes();
      case Arg.Permutation p -> p.order().toString();
      case Arg.Flips f -> f.axes().toString();
      case Arg.Size s -> Long.toString(s.elements());
      case Arg.Slot s -> "#" + s.number();
      case Arg.Name n -> n.name();
      case Arg.Variable v -> v.name() + " in " + v.min() + ".." + v.max();
      case Arg.Storage s -> s.space() + (s.slot() < 0 ? "" : " #" + s.slot());
      case Arg.Lanes l -> l.lanes().toString();
      case Arg.LaneAxes l -> laneAxes(l);
      case Arg.MatrixMultiply m -> matrix(m);
      case Arg.KernelInfo k -> k.name() + " " + k.appliedOptions();
    };
  }

  private static String real(Rational value) {
    return value.isInteger() ? value + ".0" : value.toString();
  }

  private static String axis(Arg.Axis axis) {
    String id = String.join("_", axis.id().stream().map(String::valueOf).toList());
    return "r"
        + id
        + (axis.kernelLocal() ? "'" : "")
        + " "
        + axis.type()
        + " "
        + axis.role().label();
  }

  private static String laneAxes(Arg.LaneAxes lanes) {
    return lanes.axes().stream().map(a -> "r" + a.id() + ":" + a.size()).toList().toString();
  }

  private static String matrix(Arg.MatrixMultiply m) {
    return m.n()
        + "x"
        + m.m()
        + "x"
        + m.k()
        + " "
        + m.input()
        + " to "
        + m.output()
        + " on "
        + m.threads()
        + " lanes "
        + m.lanes().stream().map(GraphText::laneAxes).toList();
  }
}
