package winofuzz.fuzz.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.CaseJson;
import winofuzz.fuzz.corpus.AtomicFiles;
import winofuzz.fuzz.finding.Signature;

/**
 * The file of a baseline. Reading is strict: a gate whose baseline is not understood must not pass,
 * so whatever is not as expected is a {@link BadInputException} that says where.
 */
public final class BaselineFile {
  /** The version of the file format. */
  public static final int FORMAT = 1;

  private final Path file;

  public BaselineFile(Path file) {
    this.file = file;
  }

  /** Where it is. */
  public Path path() {
    return file;
  }

  /** Reads it. */
  public Baseline read() throws IOException {
    ObjectNode root;
    try {
      root = CaseJson.object(Files.readString(file), file.toString());
    } catch (MalformedInputException e) {
      throw new BadInputException(file + ": expected text in UTF-8", e);
    }
    JsonNode format = root.path("format");
    if (!format.isInt() || format.intValue() != FORMAT) {
      throw bad("format", String.valueOf(FORMAT), format);
    }
    JsonNode findings = root.path("findings");
    if (!(findings instanceof ArrayNode list)) {
      throw bad("findings", "a list", findings);
    }
    List<Known> entries = new ArrayList<>();
    Set<Signature> signatures = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      Known entry = entry(list.get(i), "findings[" + i + "]");
      if (!signatures.add(entry.signature())) {
        throw new BadInputException(
            "%s: findings[%d]: signature: expected each once, found '%s' twice"
                .formatted(file, i, entry.signature()));
      }
      entries.add(entry);
    }
    return new Baseline(entries);
  }

  private Known entry(JsonNode node, String where) {
    JsonNode minimal = node.path("minimal");
    if (!(minimal instanceof ObjectNode object)) {
      throw bad(where + ": minimal", "a case", minimal);
    }
    return new Known(
        signature(node, where),
        named(node, where, "state", Known.State.values(), Known.State::label),
        named(node, where, "target", Target.values(), Target::label),
        CaseJson.read(object, file + ": " + where + ": minimal", Set.of()),
        node.has("note") ? text(node, where, "note") : "");
  }

  private Signature signature(JsonNode node, String where) {
    try {
      return Signature.parse(text(node, where, "signature"));
    } catch (BadInputException e) {
      throw new BadInputException(file + ": " + where + ": signature: " + e.getMessage(), e);
    }
  }

  private String text(JsonNode node, String where, String key) {
    JsonNode value = node.path(key);
    if (!value.isTextual()) {
      throw bad(where + ": " + key, "text", value);
    }
    return value.textValue();
  }

  private <T> T named(
      JsonNode node, String where, String key, T[] values, Function<T, String> label) {
    String found = text(node, where, key);
    for (T value : values) {
      if (label.apply(value).equals(found)) {
        return value;
      }
    }
    String names = Arrays.stream(values).map(label).collect(Collectors.joining(", "));
    throw bad(where + ": " + key, "one of " + names, node.get(key));
  }

  private BadInputException bad(String where, String expected, JsonNode found) {
    String what = found.isMissingNode() ? "nothing" : found.toString();
    return new BadInputException(
        "%s: %s: expected %s, found %s".formatted(file, where, expected, what));
  }

  /** Writes it; it is there whole or not at all. */
  public void write(Baseline baseline) throws IOException {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
    ArrayNode findings = root.putArray("findings");
    baseline.entries().forEach(entry -> findings.add(json(entry)));
    AtomicFiles.write(file, root.toPrettyString() + "\n");
  }

  private static ObjectNode json(Known entry) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", entry.signature().id());
    node.put("signature", entry.signature().toString());
    node.put("state", entry.state().label());
    node.put("target", entry.target().label());
    node.set("minimal", CaseJson.write(entry.minimal()));
    return node.put("note", entry.note());
  }
}
