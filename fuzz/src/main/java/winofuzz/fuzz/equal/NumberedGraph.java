package winofuzz.fuzz.equal;

import java.util.OptionalInt;
import winofuzz.interpret.EvaluationException;
import winofuzz.ir.NumberedProgram;
import winofuzz.ir.Program;
import winofuzz.ir.UOp;

/**
 * A graph that people know by its file.
 *
 * @param name of the file
 * @param numbered the program, with the numbers of its nodes in the file
 */
public record NumberedGraph(String name, NumberedProgram numbered) {
  Program program() {
    return numbered.program();
  }

  /** Returns where a node is, such as {@code node 6 (MUL)}. */
  String place(UOp node) {
    OptionalInt number = numbered.numberOf(node);
    return number.isPresent()
        ? "node %d (%s)".formatted(number.getAsInt(), node.op())
        : node.op().toString();
  }

  /** Returns why the graph has no value: file, node and reason. */
  String problem(EvaluationException failure) {
    String where =
        failure
            .node()
            .map(numbered::numberOf)
            .filter(OptionalInt::isPresent)
            .map(number -> "node " + number.getAsInt() + ": ")
            .orElse("");
    return name + ": " + where + failure.getMessage();
  }
}
