package winofuzz.ir;

import java.util.List;
import java.util.OptionalInt;

/**
 * A program with its nodes numbered as in its JSON form, so that messages can name them.
 *
 * @param program the program
 * @param nodes all of its nodes in the order of the document
 */
public record NumberedProgram(Program program, List<UOp> nodes) {
  public NumberedProgram {
    nodes = List.copyOf(nodes);
  }

  /** Returns the program with the numbers that {@link ProgramJson#write} gives its nodes. */
  public static NumberedProgram of(Program program) {
    return ProgramJson.readNumbered(ProgramJson.write(program));
  }

  /** Returns the number of a node, if the document has it. */
  public OptionalInt numberOf(UOp node) {
    int number = nodes.indexOf(node);
    return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
