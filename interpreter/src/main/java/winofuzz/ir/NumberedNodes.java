package winofuzz.ir;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The nodes of a JSON document, numbered by their place in it. */
final class NumberedNodes {
  private final List<JsonObject> lines = new ArrayList<>();
  private final @Nullable UOp[] nodes;
  private final boolean[] entered;

  private NumberedNodes(JsonNode array) {
    for (JsonNode line : array) {
      String op = line.path("op").asText("");
      lines.add(
          new JsonObject("node " + lines.size() + (op.isEmpty() ? "" : " (" + op + ")"), line));
    }
    this.nodes = new UOp[lines.size()];
    this.entered = new boolean[lines.size()];
  }

  /** Makes all nodes, whatever their order in the document. */
  static NumberedNodes read(JsonNode array) {
    NumberedNodes table = new NumberedNodes(array);
    for (int i = 0; i < table.nodes.length; i++) {
      table.make(i);
    }
    return table;
  }

  /** Returns the nodes in the order of the document. */
  List<UOp> all() {
    return Arrays.stream(nodes).map(Objects::requireNonNull).toList();
  }

  /** Returns the node whose number an object has under a key. */
  UOp get(JsonObject from, String key) {
    return made(from, from.integer(key));
  }

  /** Returns the nodes whose numbers an object has under a key. */
  List<UOp> getAll(JsonObject from, String key) {
    return from.integers(key).stream().map(number -> made(from, number)).toList();
  }

  private UOp made(JsonObject from, long number) {
    UOp node = nodes[inTable(from, number)];
    if (node == null) {
      throw new AssertionError("not made: node " + number);
    }
    return node;
  }

  private int inTable(JsonObject from, long number) {
    if (number < 0 || number >= nodes.length) {
      throw from.error("a node from 0 to " + (nodes.length - 1), "node " + number);
    }
    return (int) number;
  }

  /** Makes a node and what is below it, by a stack of its own because graphs are deep. */
  private void make(int wanted) {
    List<Integer> stack = new ArrayList<>(List.of(wanted));
    while (!stack.isEmpty()) {
      int number = stack.getLast();
      if (nodes[number] != null) {
        stack.removeLast();
        continue;
      }
      JsonObject line = lines.get(number);
      List<Integer> src = line.has("src") ? line.integers("src") : List.of();
      List<Integer> missing = new ArrayList<>();
      for (int operand : src) {
        if (nodes[inTable(line, operand)] == null) {
          missing.add(operand);
        }
      }
      if (missing.isEmpty()) {
        nodes[number] = node(line);
        stack.removeLast();
        continue;
      }
      if (entered[number]) {
        throw line.error("no cycle", "the node below itself, through node " + missing.getFirst());
      }
      entered[number] = true;
      stack.addAll(missing.reversed());
    }
  }

  private UOp node(JsonObject line) {
    Op op = line.oneOf("op", Op.values(), Op::name);
    DType dtype = line.dtype("dtype");
    Arg arg = line.has("arg") ? ArgJson.read(line.object("arg")) : Arg.None.NONE;
    List<UOp> src = line.has("src") ? getAll(line, "src") : List.of();
    OperandRules.check(op, arg, src.size(), line.where());
    try {
      return UOp.of(op, dtype, arg, src);
    } catch (InvalidGraphException | ArithmeticException e) {
      throw new InvalidGraphException(line.where() + ": " + e.getMessage());
    }
  }
}
