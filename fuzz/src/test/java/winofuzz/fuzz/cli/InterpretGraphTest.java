package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.fuzz.engine.BuiltinCompiler;

/** {@code interpret --graph}: any graph in, a value out, or one line that points at the node. */
final class InterpretGraphTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** y = x + x, of 8 elements. */
  private static final String NODES =
      """
      {"op":"UNIQUE","dtype":"void","arg":{"slot":0}},
      {"op":"DEVICE","dtype":"void","arg":{"name":"device"}},
      {"op":"BUFFER","dtype":"float32","arg":{"size":8},"src":[0,1]},
      {"op":"CONST","dtype":"index","arg":{"int":8}},
      {"op":"RANGE","dtype":"index","arg":{"axis":[0],"type":"LOOP","role":"other","kernelLocal":false},"src":[3]},
      {"op":"INDEX","dtype":"float32","src":[2,4]},
      {"op":"ADD","dtype":"float32","src":[5,5]},
      {"op":"BUFFERIZE","dtype":"float32","arg":{"storage":"GLOBAL","slot":-1},"src":[6,4]}
      """;

  @TempDir Path folder;

  private record Outcome(int status, String out, String err) {}

  private Outcome fuzz(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(stream(out), stream(err), false);
    Context context =
        new Context(console, new BuiltinCompiler(), new Devices(List.of("sim")), folder);
    int status = Main.run(words, context);
    console.out().flush();
    console.err().flush();
    return new Outcome(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, false, StandardCharsets.UTF_8);
  }

  private Path graph(String stage, int output, String nodes) throws IOException {
    Path file = folder.resolve("graph.json");
    return Files.writeString(
        file,
        """
        {"format":"winofuzz-graph","version":1,"stage":"%s","output":%d,"inputs":{"x":2},"nodes":[%s]}
        """
            .formatted(stage, output, nodes));
  }

  private Path floats(float... values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return Files.write(folder.resolve("x.bin"), bytes.array());
  }

  private Outcome interpret(Path graph, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("interpret", "--graph", graph.toString()));
    words.addAll(List.of("--input", "x=" + floats(1, 2, 3, 4, 5, 6, 7, -8)));
    words.addAll(List.of(more));
    return fuzz(words.toArray(String[]::new));
  }

  @Test
  void aGraphIsEvaluatedAndItsNodesCanBeLookedAt() throws IOException {
    Path graph = graph("ranged", 7, NODES);
    Outcome outcome =
        interpret(graph, "--json", "--semantics", "exact", "--probe", "5", "--probe", "RANGE");
    assertEquals(0, outcome.status, outcome.err);
    JsonNode json = JSON.readTree(outcome.out);
    assertEquals("scaled-integers", json.get("arithmetic").asText());
    assertEquals("ranged", json.get("stage").asText());
    assertEquals(14, json.get("statistics").get("max").asDouble());
    assertEquals(-16, json.get("statistics").get("min").asDouble());
    assertEquals(-8, json.get("probes").get(0).get("statistics").get("min").asDouble());
    assertEquals(3.5, json.get("probes").get(1).get("statistics").get("mean").asDouble());
    assertEquals(8, json.get("probes").get(1).get("extents").get(0).asInt());
  }

  @Test
  void largeNumbersTurnTheArithmeticToBigIntegers() throws IOException {
    Path graph = graph("ranged", 7, NODES);
    Path inputs = floats(0x1p100f, 0x1p-100f, 1, 1, 1, 1, 1, 1);
    Outcome outcome =
        fuzz(
            ("interpret --json --semantics exact --graph " + graph + " --input x=" + inputs)
                .split(" "));
    assertEquals(0, outcome.status, outcome.err);
    assertEquals("big-integers", JSON.readTree(outcome.out).get("arithmetic").asText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--probe 8 | --probe: expected a node from 0 to 7, found 8",
        "--probe 0 | --probe: expected a node that has a value, found 0, UNIQUE",
        "--probe MUL | --probe: expected the number of a node,",
        "--input y=x | --input: expected NAME=FILE with a name among [x], found 'y=x'",
        "--case cin=1 | expected one of --case SPEC and --graph FILE, found both",
      })
  void aMistakeInTheWordsIsOneLine(String words, String message) throws IOException {
    assertRefused(interpret(graph("ranged", 7, NODES), words.split(" ")), message);
  }

  @Test
  void everyInputMustBeGivenAndFit() throws IOException {
    Path graph = graph("ranged", 7, NODES);
    assertRefused(
        fuzz("interpret", "--graph", graph.toString()),
        "--input: expected x=FILE with 8 elements of float32, found none");
    Path small = floats(1, 2);
    assertRefused(
        fuzz("interpret", "--graph", graph.toString(), "--input", "x=" + small),
        small + ": expected 8 elements of float32 (32 bytes), found 8 bytes");
  }

  private void assertRefused(Outcome outcome, String message) {
    assertEquals(2, outcome.status, outcome.err);
    assertEquals("", outcome.out);
    assertEquals(1, outcome.err.lines().count(), outcome.err);
    assertTrue(outcome.err.startsWith("fuzz interpret: " + message), outcome.err);
  }

  /** One node of the graph replaced by another. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        // a cycle
        "6 | {\"op\":\"ADD\",\"dtype\":\"float32\",\"src\":[5,7]} | node 6 (ADD): expected no cycle",
        // an unknown operation
        "6 | {\"op\":\"ADDD\",\"dtype\":\"float32\",\"src\":[5,5]} | node 6 (ADDD): expected one of",
        // a missing node
        "6 | {\"op\":\"ADD\",\"dtype\":\"float32\",\"src\":[5,99]} | node 6 (ADD): expected a node from",
        // a type error
        "6 | {\"op\":\"ADD\",\"dtype\":\"int32\",\"src\":[5,5]} | node 6: C3 ADD int32",
        // too few operands
        "6 | {\"op\":\"ADD\",\"dtype\":\"float32\",\"src\":[5]} | C1 node 6 (ADD)",
        // no buffer behind an index
        "5 | {\"op\":\"INDEX\",\"dtype\":\"index\",\"src\":[3,4]} | node 5: C",
        // an input that is no buffer
        "2 | {\"op\":\"CONST\",\"dtype\":\"float32\",\"arg\":{\"real\":\"1\"}} | node 2: C",
        // a read outside
        "3 | {\"op\":\"CONST\",\"dtype\":\"index\",\"arg\":{\"int\":9}} | node 5: INDEX",
      })
  void aBrokenNodeIsPointedAt(int number, String replacement, String message) throws IOException {
    String[] lines = NODES.strip().split(",\n");
    lines[number] = replacement;
    Path graph = graph("ranged", 7, String.join(",\n", lines));
    assertRefused(interpret(graph), graph + ": " + message);
  }

  @Test
  void aBillionElementsAreRefusedAtTheNodeThatHasThem() throws IOException {
    String[] lines = NODES.strip().split(",\n");
    lines[3] = "{\"op\":\"CONST\",\"dtype\":\"index\",\"arg\":{\"int\":1000000000}}";
    lines[6] = "{\"op\":\"CAST\",\"dtype\":\"float32\",\"src\":[4]}";
    Path graph = graph("ranged", 7, String.join(",\n", lines));
    assertRefused(interpret(graph), graph + ": node 4: RANGE");
  }

  @Test
  void shapesThatDoNotFitAndLargeArraysAreRefusedAtStageTensor() throws IOException {
    String buffer = String.join(",\n", List.of(NODES.split(",\n")).subList(0, 3)) + ",\n";
    String one = "{\"op\":\"CONST\",\"dtype\":\"index\",\"arg\":{\"int\":9}},\n";
    String reshape = "{\"op\":\"RESHAPE\",\"dtype\":\"float32\",\"src\":[2,3]}";
    Path mismatch = graph("tensor", 4, buffer + one + reshape);
    assertRefused(interpret(mismatch), mismatch + ": node 4 (RESHAPE): RESHAPE: expected as many");
    Path large =
        graph(
            "tensor",
            7,
            buffer
                + extents(8, 1)
                + reshape
                + ",\n"
                + extents(8, 125_000_000)
                + "{\"op\":\"EXPAND\",\"dtype\":\"float32\",\"src\":[4,5]},\n"
                + "{\"op\":\"ADD\",\"dtype\":\"float32\",\"src\":[6,6]}");
    assertRefused(interpret(large), large + ": node 7: ADD");
  }

  private static String extents(int first, int second) {
    return """
        {"op":"VCONST","dtype":"indexx2","arg":{"constants":[{"int":%d},{"int":%d}]}},
        """
        .formatted(first, second);
  }

  private JsonNode written(String stage, Path file) throws IOException {
    String words =
        "interpret --case cin=1,h=4,w=3,cout=1 --path direct --write-graph " + file + " --stage ";
    Outcome outcome = fuzz((words + stage).split(" "));
    assertEquals(0, outcome.status, outcome.err);
    return JSON.readTree(Files.readString(file));
  }

  @Test
  void memoryOfABillionElementsIsRefusedByName() throws IOException {
    Path file = folder.resolve("kernel.json");
    String text = written("linear", file).toString();
    String large =
        text.replace("float32*global[2]", "float32*global[1000000000]")
            .replace("\"elements\":2,", "\"elements\":1000000000,");
    Files.writeString(file, large);
    Path x = Files.write(folder.resolve("x.bin"), new byte[4 * 12]);
    Path w = Files.write(folder.resolve("w.bin"), new byte[4 * 9]);
    assertRefused(
        fuzz(("interpret --graph " + file + " --input x=" + x + " --input w=" + w).split(" ")),
        file + ": memory y: expected at most 134217728 elements, found 1000000000");
  }

  /** What the only STORE of a kernel is given is what the output holds. */
  @Test
  void valuesOfInstructionsAreThoseOfAllThreads() throws IOException {
    Path file = folder.resolve("kernel.json");
    int stored = -1;
    for (JsonNode node : written("linear", file).get("nodes")) {
      if (node.get("op").asText().equals("STORE")) {
        stored = node.get("src").get(1).asInt();
      }
    }
    String words =
        "interpret --case cin=1,h=4,w=3,cout=1 --path direct --stage linear --json --probe y --probe ";
    Outcome outcome = fuzz((words + stored).split(" "));
    assertEquals(0, outcome.status, outcome.err);
    JsonNode json = JSON.readTree(outcome.out);
    JsonNode output = json.get("statistics");
    assertEquals(output, json.get("probes").get(0).get("statistics"), "the memory y");
    JsonNode value = json.get("probes").get(1).get("statistics");
    assertEquals(output.get("min"), value.get("min"));
    assertEquals(output.get("max"), value.get("max"));
  }

  /** Programs of a case at every stage, with something in the document changed. */
  @Test
  void noDocumentBreaksTheInterpreter() throws IOException {
    Random random = new Random(1);
    for (String stage : List.of("tensor", "ranged", "kernel", "optimized", "linear")) {
      Path file = folder.resolve("case.json");
      JsonNode document = written(stage, file);
      Path x = Files.write(folder.resolve("x.bin"), new byte[4 * 12]);
      Path w = Files.write(folder.resolve("w.bin"), new byte[4 * 9]);
      for (int i = 0; i < 100; i++) {
        JsonNode mutated = document.deepCopy();
        String mutation = stage + ": " + mutate((ArrayNode) mutated.get("nodes"), random) + ": ";
        Files.writeString(file, mutated.toString());
        Outcome outcome =
            fuzz(("interpret --graph " + file + " --input x=" + x + " --input w=" + w).split(" "));
        boolean isClear = outcome.status == 2 && outcome.err.lines().count() == 1;
        assertTrue(outcome.status == 0 || isClear, () -> mutation + outcome.err);
      }
    }
  }

  /** Puts a node, operand, number or type in place of another; the result says what was done. */
  private static String mutate(ArrayNode nodes, Random random) {
    int number = random.nextInt(nodes.size());
    ObjectNode node = (ObjectNode) nodes.get(number);
    String before = "node " + number + " " + node + " becomes ";
    ObjectNode other = (ObjectNode) nodes.get(random.nextInt(nodes.size()));
    switch (random.nextInt(6)) {
      case 0 -> copy(other, node, "op");
      case 1 -> copy(other, node, "dtype");
      case 2 -> copy(other, node, "arg");
      case 3 -> copy(other, node, "src");
      case 4 -> {
        if (node.get("src") instanceof ArrayNode src && !src.isEmpty()) {
          src.set(random.nextInt(src.size()), IntNode.valueOf(random.nextInt(nodes.size())));
        }
      }
      default -> {
        if (node.get("arg") instanceof ObjectNode arg && arg.has("int")) {
          arg.put("int", random.nextInt(40) - 2);
        }
      }
    }
    return before + node;
  }

  private static void copy(ObjectNode from, ObjectNode to, String key) {
    if (from.has(key)) {
      to.set(key, from.get(key));
    } else {
      to.remove(key);
    }
  }
}
