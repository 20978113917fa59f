package winofuzz.fuzz.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.report.SummaryJson;
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
   * Probes of a program.
   *
   * @param numbers gives the numbers of its nodes
   * @param inputs the names of its inputs
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
        nodes.put(word, isNumber ? byNumber(numbered, word) : byOperation(numbered, word));
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

  private static UOp byOperation(List<UOp> numbered, String word) {
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
              + (found.isEmpty() ? "" : ", which nodes " + shown(found) + " have"));
    }
    return numbered.get(found.getFirst());
  }

  private static String shown(List<Integer> numbers) {
    String text = numbers.stream().limit(8).map(String::valueOf).collect(Collectors.joining(", "));
    return numbers.size() > 8 ? text + " and more" : text;
  }

  /** The nodes to keep the values of. */
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

  /** A line for each. */
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

  /** An object for each. */
  ArrayNode json(Evaluation evaluation) {
    ArrayNode result = JsonNodeFactory.instance.arrayNode();
    found(evaluation)
        .forEach(
            (word, values) -> {
              ObjectNode entry = result.addObject().put("probe", word);
              UOp node = nodes.get(word);
              if (node != null) {
                entry.put("node", node.toString());
                ArrayNode extents = entry.putArray("extents");
                Evaluation.Probe probe = evaluation.probes().get(node);
                if (probe != null) {
                  probe.extents().forEach(extents::add);
                }
              }
              entry.set("statistics", SummaryJson.write(Summary.of(values)));
            });
    return result;
  }
}
