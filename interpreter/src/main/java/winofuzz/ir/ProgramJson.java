package winofuzz.ir;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes programs as JSON, in one format for all stages that the interpreter's README
 * describes. A program that is read back within the same arena has the same nodes.
 */
public final class ProgramJson {
  /** The version of the format that is written and read. */
  public static final int VERSION = 1;

  private static final String FORMAT = "winofuzz-graph";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ProgramJson() {}

  // *** writing

  /** Returns the program as one JSON document, a line for each node. */
  public static String write(Program program) {
    Writer writer = new Writer();
    ObjectNode head = MAPPER.createObjectNode();
    head.put("format", FORMAT).put("version", VERSION).put("stage", program.stage().label());
    switch (program) {
      case Program.Whole whole -> {
        head.put("output", writer.add(whole.output()));
        ObjectNode inputs = head.putObject("inputs");
        whole.inputs().entrySet().stream()
            .sorted(Map.Entry.comparingByValue())
            .forEach(input -> inputs.put(input.getValue(), writer.add(input.getKey())));
      }
      case Program.Scheduled scheduled -> {
        head.set("memories", memories(scheduled));
        ArrayNode kernels = head.putArray("kernels");
        scheduled.kernels().forEach(kernel -> kernels.add(writer.kernel(kernel)));
      }
    }
    StringBuilder text = new StringBuilder(head.toString());
    text.setLength(text.length() - 1);
    return text.append(",\"nodes\":[\n")
        .append(String.join(",\n", writer.lines))
        .append("\n]}\n")
        .toString();
  }

  private static ArrayNode memories(Program.Scheduled program) {
    ArrayNode result = MAPPER.createArrayNode();
    for (Memory memory : program.memories()) {
      result
          .addObject()
          .put("name", memory.name())
          .put("dtype", memory.dtype().toString())
          .put("elements", memory.elements())
          .put("role", memory.role().name());
    }
    return result;
  }

  /** The table of nodes as it grows. */
  private static final class Writer {
    private final Map<UOp, Integer> numbers = new HashMap<>();
    private final List<String> lines = new ArrayList<>();

    int add(UOp root) {
      for (UOp node : root.toposort(n -> !numbers.containsKey(n))) {
        ObjectNode line = MAPPER.createObjectNode();
        line.put("op", node.op().name()).put("dtype", node.dtype().toString());
        if (node.arg() != Arg.None.NONE) {
          line.set("arg", ArgJson.write(node.arg()));
        }
        if (node.arity() > 0) {
          ArrayNode src = line.putArray("src");
          node.src().forEach(operand -> src.add(numbers.get(operand)));
        }
        numbers.put(node, lines.size());
        lines.add(line.toString());
      }
      Integer number = numbers.get(root);
      if (number == null) {
        throw new AssertionError("not numbered: " + root);
      }
      return number;
    }

    ObjectNode kernel(Kernel kernel) {
      ObjectNode result = MAPPER.createObjectNode();
      result.put("name", kernel.name());
      ArrayNode arguments = result.putArray("arguments");
      kernel.arguments().forEach(arguments::add);
      switch (kernel.body()) {
        case Kernel.Graph graph -> result.put("sink", add(graph.sink()));
        case Kernel.Linear linear -> {
          ArrayNode instructions = result.putArray("instructions");
          linear.instructions().forEach(instruction -> instructions.add(add(instruction)));
        }
      }
      return result;
    }
  }

  // *** reading

  /**
   * Returns the program in a JSON document.
   *
   * @throws InvalidGraphException if the text is not JSON, not of this format and version, or not a
   *     program. Constraints of graphs are checked by the {@link Verifier}.
   */
  public static Program read(String text) {
    return readNumbered(text).program();
  }

  /** As {@link #read(String)}, of a document that is part of another one. */
  public static Program read(JsonNode document) {
    return numbered(document).program();
  }

  /** As {@link #read(String)}, with the numbers that the nodes have in the document. */
  public static NumberedProgram readNumbered(String text) {
    return numbered(parse(text));
  }

  private static NumberedProgram numbered(JsonNode document) {
    JsonObject head = new JsonObject("graph", document);
    if (!head.text("format").equals(FORMAT)) {
      throw head.error(FORMAT + " as format", head.text("format"));
    }
    if (head.integer("version") != VERSION) {
      throw head.error("version " + VERSION, "" + head.integer("version"));
    }
    Stage stage = head.oneOf("stage", Stage.values(), Stage::label);
    NumberedNodes nodes = NumberedNodes.read(head.array("nodes"));
    Program program =
        head.has("kernels") ? scheduled(head, stage, nodes) : whole(head, stage, nodes);
    return new NumberedProgram(program, nodes.all());
  }

  private static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new InvalidGraphException(
          "graph, line "
              + (at == null ? 1 : at.getLineNr())
              + ", column "
              + (at == null ? 1 : at.getColumnNr())
              + ": expected JSON, found "
              + e.getOriginalMessage());
    }
  }

  private static Program whole(JsonObject head, Stage stage, NumberedNodes nodes) {
    JsonObject names = head.object("inputs");
    Map<UOp, String> inputs = new HashMap<>();
    names.node().fieldNames().forEachRemaining(name -> inputs.put(nodes.get(names, name), name));
    return new Program.Whole(stage, UOp.sink(nodes.get(head, "output")), inputs);
  }

  private static Program scheduled(JsonObject head, Stage stage, NumberedNodes nodes) {
    List<Memory> memories =
        head.objects("memories")
            .map(
                m ->
                    new Memory(
                        m.text("name"),
                        m.dtype("dtype"),
                        m.integer("elements"),
                        m.oneOf("role", Memory.Role.values(), Memory.Role::name)))
            .toList();
    return new Program.Scheduled(
        stage, memories, head.objects("kernels").map(k -> kernel(k, nodes)).toList());
  }

  private static Kernel kernel(JsonObject kernel, NumberedNodes nodes) {
    Kernel.Body body =
        kernel.has("sink")
            ? new Kernel.Graph(nodes.get(kernel, "sink"))
            : new Kernel.Linear(nodes.getAll(kernel, "instructions"));
    return new Kernel(kernel.text("name"), body, kernel.integers("arguments"));
  }
}
