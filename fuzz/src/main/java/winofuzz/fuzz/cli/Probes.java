package winofuzz.fuzz.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.Likeness;
import winofuzz.fuzz.report.SummaryDocument;
import winofuzz.interpret.Evaluation;
import winofuzz.interpret.Summary;
import winofuzz.interpret.Values;
import winofuzz.ir.NumberedProgram;
import winofuzz.ir.Program;
import winofuzz.ir.UOp;

/**
 * Values to look at on the way: of a node, by its number in the JSON form or by its operation where
 * only one node has it, or of a memory by its name.
 */
final class Probes {
  private final Map<String, UOp> nodes = new LinkedHashMap<>();
  private final List<String> memories = new ArrayList<>();

  /**
   * Creates the probes that a program is asked for.
   *
   * @param numbers gives the numbers of the program's nodes
   * @param inputs the names of the program's inputs
   */
  Probes(
      Program program, Supplier<NumberedProgram> numbers, List<String> words, Set<String> inputs) {
    Set<String> named = memories(program, inputs);
    List<UOp> numbered = words.isEmpty() ? List.of() : numbers.get().nodes();
    for (String word : words) {
      if (named.contains(word)) {
        memories.add(word);
      } else {
        boolean isNumber = word.matches("\\d{1,9}");
        nodes.put(word, isNumber ? byNumber(numbered, word) : byOperation(numbered, word, named));
      }
    }
  }

  private static Set<String> memories(Program program, Set<String> inputs) {
    Set<String> result = new HashSet<>(inputs);
    if (program instanceof Program.Scheduled scheduled) {
      scheduled.memories().forEach(memory -> result.add(memory.name()));
    }
    return result;
  }

  private static UOp byNumber(List<UOp> numbered, String word) {
    int number = Integer.parseInt(word);
    if (number >= numbered.size()) {
      throw new BadInputException(
          "--probe: expected a node from 0 to " + (numbered.size() - 1) + ", found " + number);
    }
    return numbered.get(number);
  }

  private static UOp byOperation(List<UOp> numbered, String word, Set<String> memories) {
    List<Integer> found =
        IntStream.range(0, numbered.size())
            .filter(i -> numbered.get(i).op().name().equalsIgnoreCase(word))
            .boxed()
            .toList();
    if (found.size() != 1) {
      throw new BadInputException(
          "--probe: expected the number of a node, the name of a memory or an operation that one"
              + " node has, found '"
              + word
              + "'"
              + (found.isEmpty()
                  ? suggestion(numbered, word, memories)
                  : ", which nodes " + shown(found) + " have"));
    }
    return numbered.get(found.getFirst());
  }

  private static String suggestion(List<UOp> numbered, String word, Set<String> memories) {
    Set<String> known = new TreeSet<>(memories);
    numbered.forEach(node -> known.add(node.op().name()));
    return Likeness.suggestion(word, known);
  }

  private static String shown(List<Integer> numbers) {
    String text = numbers.stream().limit(8).map(String::valueOf).collect(Collectors.joining(", "));
    return numbers.size() > 8 ? text + " and more" : text;
  }

  /** Returns the nodes to keep the values of. */
  Set<UOp> nodes() {
    return Set.copyOf(nodes.values());
  }

  private Map<String, Values> found(Evaluation evaluation) {
    Map<String, Values> result = new LinkedHashMap<>();
    memories.forEach(
        name -> {
          Values values = evaluation.memories().get(name);
          if (values != null) {
            result.put(name, values);
          }
        });
    nodes.forEach(
        (word, node) -> {
          Evaluation.Probe probe = evaluation.probes().get(node);
          if (probe == null) {
            throw new BadInputException(
                "--probe: expected a node that has a value, found " + word + ", " + node);
          }
          result.put(word, probe.values());
        });
    return result;
  }

  /** Returns a line for each. */
  String text(Evaluation evaluation) {
    StringBuilder text = new StringBuilder();
    found(evaluation)
        .forEach(
            (word, values) ->
                text.append(word)
                    .append(": ")
                    .append(Summary.of(values))
                    .append(System.lineSeparator()));
    return text.toString();
  }

  /** Returns an object for each. */
  List<InterpretDocument.Probe> json(Evaluation evaluation) {
    List<InterpretDocument.Probe> result = new ArrayList<>();
    found(evaluation)
        .forEach((word, values) -> result.add(json(word, nodes.get(word), values, evaluation)));
    return result;
  }

  private static InterpretDocument.Probe json(
      String word, @Nullable UOp node, Values values, Evaluation evaluation) {
    Evaluation.Probe probe = node == null ? null : evaluation.probes().get(node);
    return new InterpretDocument.Probe(
        word,
        node == null ? null : node.toString(),
        probe == null ? null : probe.extents(),
        SummaryDocument.of(Summary.of(values)));
  }
}
