package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.Likeness;
import winofuzz.fuzz.equal.GraphInterface;
import winofuzz.fuzz.equal.GraphInterface.ArrayType;
import winofuzz.fuzz.equal.NumberedGraph;
import winofuzz.fuzz.files.InputFile;
import winofuzz.interpret.EvaluationException;
import winofuzz.interpret.Values;
import winofuzz.ir.InvalidGraphException;
import winofuzz.ir.NumberedProgram;
import winofuzz.ir.Program;
import winofuzz.ir.ProgramJson;
import winofuzz.ir.UOp;
import winofuzz.ir.Verifier;

/** A program in a JSON file: what is wrong with it is said of the node by its number there. */
final class GraphFile {
  private final Path file;
  private final NumberedProgram numbered;

  private GraphFile(Path file, NumberedProgram numbered) {
    this.file = file;
    this.numbered = numbered;
  }

  /** Reads and verifies a program. */
  static GraphFile read(Path file) throws IOException {
    String text = InputFile.document(file).text();
    NumberedProgram numbered;
    try {
      numbered = ProgramJson.readNumbered(text);
    } catch (InvalidGraphException e) {
      throw new BadInputException(file + ": " + e.getMessage(), e);
    }
    GraphFile result = new GraphFile(file, numbered);
    try {
      Verifier.verify(numbered.program());
    } catch (InvalidGraphException e) {
      throw result.bad(e.node(), String.valueOf(e.getMessage()));
    }
    return result;
  }

  /** The file's name, without its folder. */
  String name() {
    return String.valueOf(file.getFileName());
  }

  /** Returns the program under the name of its file. */
  NumberedGraph graph() {
    return new NumberedGraph(file.toString(), numbered);
  }

  NumberedProgram numbered() {
    return numbered;
  }

  Program program() {
    return numbered.program();
  }

  /** What to tell the user of a failed evaluation. */
  BadInputException bad(EvaluationException failure) {
    return bad(failure.node(), String.valueOf(failure.getMessage()));
  }

  private BadInputException bad(Optional<UOp> node, String message) {
    OptionalInt number = node.isPresent() ? numbered.numberOf(node.get()) : OptionalInt.empty();
    String where = number.isPresent() ? "node " + number.getAsInt() + ": " : "";
    return new BadInputException(file + ": " + where + message);
  }

  /**
   * The program's inputs from files.
   *
   * @param assignments NAME=FILE for each
   */
  Map<String, Values> inputs(Collection<String> assignments) throws IOException {
    Map<String, ArrayType> wanted = GraphInterface.of(program()).inputs();
    Map<String, Values> result = new HashMap<>();
    for (String assignment : assignments) {
      int sign = assignment.indexOf('=');
      String name = sign < 0 ? "" : assignment.substring(0, sign);
      ArrayType input = wanted.get(name);
      if (input == null) {
        throw new BadInputException(
            "--input: expected NAME=FILE with a name among %s, found '%s'%s"
                .formatted(
                    List.copyOf(wanted.keySet()),
                    assignment,
                    Likeness.suggestion(name, wanted.keySet())));
      }
      Path path = Path.of(assignment.substring(sign + 1));
      result.put(name, RawValues.read(path, input.dtype(), input.elements()));
    }
    wanted.forEach(
        (name, input) -> {
          if (!result.containsKey(name)) {
            throw new BadInputException(
                "--input: expected %s=FILE with %d elements of %s, found none"
                    .formatted(name, input.elements(), input.dtype()));
          }
        });
    return result;
  }
}
