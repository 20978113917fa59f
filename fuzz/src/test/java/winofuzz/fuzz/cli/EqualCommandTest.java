package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.fuzz.cli.Shell.Outcome;
import winofuzz.fuzz.engine.BuiltinCompiler;

/** {@code equal}: two graphs in, and what tells them apart. */
final class EqualCommandTest {
  private static final int X = 8;
  private static final int Y = 9;

  /** {@code x} and {@code y} of two times two elements; nodes 8 and 9 are an element of each. */
  private static final String INPUTS =
      """
      {"op":"UNIQUE","dtype":"void","arg":{"slot":0}},
      {"op":"UNIQUE","dtype":"void","arg":{"slot":1}},
      {"op":"DEVICE","dtype":"void","arg":{"name":"device"}},
      {"op":"BUFFER","dtype":"float32","arg":{"size":4},"src":[0,2]},
      {"op":"BUFFER","dtype":"float32","arg":{"size":4},"src":[1,2]},
      {"op":"CONST","dtype":"index","arg":{"int":2}},
      {"op":"RANGE","dtype":"index","arg":{"axis":[0],"type":"LOOP","role":"other",\
      "kernelLocal":false},"src":[5]},
      {"op":"RANGE","dtype":"index","arg":{"axis":[1],"type":"LOOP","role":"other",\
      "kernelLocal":false},"src":[5]}
      """;

  @TempDir Path folder;

  /** Where an element of an input is: the nodes of its row, of the length of rows, its column. */
  private record Place(int row, int length, int column) {
    static final Place OWN = new Place(6, 5, 7);
  }

  /** A graph at stage ranged, by what it has from node 10 on; the last of it is the result. */
  private Path graph(String name, String... more) throws IOException {
    return graph(name, Place.OWN, more);
  }

  /**
   * As above.
   *
   * @param ofY the place in y; that in x is its own
   */
  private Path graph(String name, Place ofY, String... more) throws IOException {
    List<String> nodes = new ArrayList<>(List.of(INPUTS.strip().split(",?\n")));
    int output = 10 + more.length;
    nodes.add(node("INDEX", 3, output + 2));
    nodes.add(node("INDEX", 4, output + 4));
    nodes.addAll(List.of(more));
    nodes.add(
        node("BUFFERIZE", output - 1, 6, 7)
            .replace("}", ",\"arg\":{\"storage\":\"GLOBAL\",\"slot\":-1}}"));
    for (Place place : List.of(Place.OWN, ofY)) {
      nodes.add(index("MUL", place.row, place.length));
      nodes.add(index("ADD", nodes.size() - 1, place.column));
    }
    return Files.writeString(
        folder.resolve(name),
        """
        {"format":"winofuzz-graph","version":1,"stage":"ranged","output":%d,
        "inputs":{"x":3,"y":4},"nodes":[
        %s]}
        """
            .formatted(output, String.join(",\n", nodes)));
  }

  private static String node(String op, int... src) {
    return "{\"op\":\"%s\",\"dtype\":\"float32\",\"src\":%s}".formatted(op, Arrays.toString(src));
  }

  private static String index(String op, int... src) {
    return node(op, src).replace("float32", "index");
  }

  private static String constant(String value) {
    return "{\"op\":\"CONST\",\"dtype\":\"float32\",\"arg\":{\"real\":\"%s\"}}".formatted(value);
  }

  /** {@code (x + y) * c}. */
  private Path product(String name, String factor) throws IOException {
    return graph(name, constant(factor), node("ADD", X, Y), node("MUL", 10, 11));
  }

  /** {@code x * c + y * c}. */
  private Path sum(String name) throws IOException {
    return graph(
        name, constant("1/3"), node("MUL", X, 10), node("MUL", Y, 10), node("ADD", 11, 12));
  }

  private Outcome equal(Path a, Path b, String... more) {
    List<String> words = new ArrayList<>(List.of("equal", a.toString(), b.toString()));
    words.addAll(List.of(more));
    return new Shell(folder).fuzz(words.toArray(String[]::new));
  }

  private JsonNode document(int status, Path a, Path b, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of(more));
    words.add("--json");
    Outcome outcome = equal(a, b, words.toArray(String[]::new));
    assertEquals(status, outcome.status(), outcome.out() + outcome.err());
    return outcome.json();
  }

  @Test
  void realNumbersDecideAndRoundingIsTold() throws IOException {
    Path a = product("a.json", "1/3");
    Path b = sum("b.json");
    Outcome outcome = equal(a, b);
    assertEquals(0, outcome.status(), outcome.err());
    List<String> lines = outcome.out().lines().toList();
    assertEquals("equal for all inputs, in real numbers", lines.get(0));
    assertTrue(lines.get(1).startsWith("  field  equal at the point of seed 1: degree 1, wrong"));
    assertTrue(lines.get(2).matches("  ieee   differ on \\d+ of 42 draws"), outcome.out());
    assertTrue(outcome.out().contains(", by 1 ulp"), outcome.out());
    assertTrue(outcome.out().contains(a + ", node 12 (MUL)  "), outcome.out());
    assertTrue(outcome.out().contains(b + ", node 13 (ADD)  "), outcome.out());
  }

  @Test
  void sameBitsCanBeAskedFor() throws IOException {
    JsonNode json =
        document(1, product("a.json", "1/3"), sum("b.json"), "--semantics", "field,ieee");
    assertFalse(json.get("equal").asBoolean());
    assertTrue(json.get("proven").asBoolean());
    JsonNode first = json.at("/semantics/ieee/first");
    int a = Integer.decode(first.at("/values/0/bits").asText());
    int b = Integer.decode(first.at("/values/1/bits").asText());
    assertEquals(1, Math.abs(a - b), "a unit in the last place: " + first);
    assertEquals(Float.toString(Float.intBitsToFloat(a)), first.at("/values/0/decimal").asText());
  }

  @Test
  void aWrongConstantIsNamed() throws IOException {
    JsonNode json = document(1, product("a.json", "1/3"), product("b.json", "2/3"));
    assertEquals("different", json.at("/semantics/field/claim").asText());
    JsonNode first = json.at("/semantics/exact/first");
    assertEquals(
        "[{\"node\":10,\"op\":\"CONST\",\"value\":{\"decimal\":\"1/3\",\"bits\":"
            + "\"0x3eaaaaab\"}},{\"node\":10,\"op\":\"CONST\",\"value\":{\"decimal\":\"2/3\","
            + "\"bits\":\"0x3f2aaaab\"}}]",
        first.get("nodes").toString());
    float x = Float.parseFloat(first.at("/inputs/x/0").asText());
    float y = Float.parseFloat(first.at("/inputs/y/0").asText());
    assertEquals(
        (x + y) / 3,
        Float.intBitsToFloat(Integer.decode(first.at("/values/0/bits").asText())),
        "of the first element: " + first);
  }

  @Test
  void whatIsNoPolynomialIsComparedOnDraws() throws IOException {
    Path a = graph("a.json", constant("0"), node("MAX", X, 10));
    String less = "{\"op\":\"CMPLT\",\"dtype\":\"bool\",\"src\":[10,8]}";
    Path b = graph("b.json", constant("0"), less, node("WHERE", 11, X, 10));
    Outcome outcome = equal(a, b);
    assertEquals(0, outcome.status(), outcome.err());
    assertTrue(outcome.out().startsWith("no difference found; not proven"), outcome.out());
    assertTrue(outcome.out().contains("cannot tell: " + a + ": node 11: MAX"), outcome.out());
    Outcome field = equal(a, b, "--semantics", "field");
    field.assertMistake();
    assertTrue(field.err().contains("node 11: MAX"), field.err());
    Path other = graph("c.json", constant("1"), node("MAX", X, 10));
    assertEquals("different", document(1, a, other).at("/semantics/exact/claim").asText());
  }

  @Test
  void anotherOrderOfIndicesIsSeenAtItsElement() throws IOException {
    String[] sum = {node("ADD", X, Y)};
    Path a = graph("a.json", sum);
    Path b = graph("b.json", new Place(7, 5, 6), sum);
    JsonNode first = document(1, a, b).at("/semantics/exact/first");
    assertEquals("[0,1]", first.get("at").toString());
    assertEquals(2, first.get("differing").asInt(), "the diagonal is the same");
    assertEquals("RANGE", first.at("/nodes/0/op").asText(), "the row of one is the column");
    assertEquals(6, first.at("/nodes/0/node").asInt());
    assertEquals(7, first.at("/nodes/1/node").asInt());
  }

  @Test
  void aZeroOfTheOtherSignHasOtherBits() throws IOException {
    Path a = graph("a.json", node("MUL", X, Y));
    Path b = graph("b.json", node("MUL", X, Y), constant("0"), node("ADD", 10, 11));
    JsonNode json = document(0, a, b);
    JsonNode first = json.at("/semantics/ieee/first");
    assertEquals("0x80000000", first.at("/values/0/bits").asText());
    assertEquals("0x00000000", first.at("/values/1/bits").asText());
    assertEquals(
        "equal", document(0, a, b, "--semantics", "exact").at("/semantics/exact/claim").asText());
  }

  @Test
  void theSeedDecides() throws IOException {
    Path a = product("a.json", "1/3");
    Path b = sum("b.json");
    assertEquals(equal(a, b).out(), equal(a, b).out());
    assertFalse(equal(a, b).out().equals(equal(a, b, "--seed", "7").out()));
    assertEquals(3, document(0, a, b, "--draws", "3").at("/semantics/ieee/draws").asInt());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"x\":3,\"y\":4} | {\"x\":3,\"z\":4} | input y: expected 4 of float32 as in",
        "\"size\":4 | \"size\":5 | input x: expected 4 of float32 as in",
        "{\"int\":2} | {\"int\":1} | output: expected 4 of float32 as in",
        "\"output\":11 | \"output\":99 | graph: expected a node from 0 to 15, found node 99",
        "\"float32\",\"src\":[8, 9] | \"int32\",\"src\":[8, 9] | node 10: C3 ADD",
        "{ | [ | graph, line",
      })
  void aGraphThatCannotBeComparedIsOneLine(String before, String after, String message)
      throws IOException {
    Path a = graph("a.json", node("ADD", X, Y));
    String text = Files.readString(a);
    Path b = Files.writeString(folder.resolve("b.json"), text.replace(before, after));
    Outcome outcome = equal(a, b);
    outcome.assertMistake();
    assertTrue(outcome.err().startsWith("fuzz equal: " + b + ": " + message), outcome.err());
  }

  @Test
  void bothGraphsTakeTheSameInputs() throws IOException {
    Path both = graph("a.json", node("ADD", X, Y));
    Path one = graph("b.json", node("ADD", X, X));
    String text = Files.readString(one).replace("{\"x\":3,\"y\":4}", "{\"x\":3}");
    Files.writeString(one, text);
    Outcome less = equal(both, one);
    less.assertMistake();
    assertTrue(
        less.err().contains(one + ": input y: expected 4 of float32 as in " + both), less.err());
    Outcome more = equal(one, both);
    more.assertMistake();
    assertTrue(more.err().contains("expected no such input as in " + one), more.err());
  }

  @Test
  void aReadOutsideIsToldOfItsGraph() throws IOException {
    Path a = graph("a.json", node("ADD", X, Y));
    String three = "{\"op\":\"CONST\",\"dtype\":\"index\",\"arg\":{\"int\":3}}";
    Path b = graph("b.json", new Place(6, 10, 7), three, node("ADD", X, Y));
    Outcome outcome = equal(a, b);
    outcome.assertMistake();
    assertTrue(outcome.err().contains(b + ": node 9: INDEX"), outcome.err());
  }

  @Test
  void graphsOfDifferentStagesAndPathsAreProvenEqual() throws IOException {
    String words = "interpret --case cin=1,h=4,w=4,cout=1 --write-graph ";
    Path a = folder.resolve("a.json");
    Path b = folder.resolve("b.json");
    Shell shell = new Shell(folder);
    BuiltinCompiler compiler = new BuiltinCompiler();
    shell.fuzz(compiler, (words + a + " --path direct --stage tensor").split(" "));
    shell.fuzz(compiler, (words + b + " --path hybrid --stage linear").split(" "));
    JsonNode json = document(0, a, b, "--draws", "2");
    assertTrue(json.get("proven").asBoolean(), json.toString());
    assertEquals(2, json.at("/semantics/field/degree").asInt());
    assertTrue(json.at("/semantics/exact").isMissingNode(), "follows");
  }
}
