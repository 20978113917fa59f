package winofuzz.fuzz.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.ir.DType;

/** The JSON form of a case: the keys of the text form. */
public final class CaseJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private CaseJson() {}

  /**
   * Reads the JSON form.
   *
   * @param where what errors start with, such as a file and line
   */
  public static ConvCase parse(String json, String where) {
    return read(object(json, where), where, Set.of());
  }

  /** Reads a JSON object; anything else is a {@link BadInputException}. */
  public static ObjectNode object(String json, String where) {
    try {
      if (MAPPER.readTree(json) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      String at = e.getLocation() == null ? "" : " at column " + e.getLocation().getColumnNr();
      throw new BadInputException(
          where + ": expected JSON, found a mistake" + at + ": " + e.getOriginalMessage(), e);
    }
    throw new BadInputException(where + ": expected a JSON object");
  }

  /**
   * Reads a case from an object.
   *
   * @param others keys that belong to somebody else
   */
  public static ConvCase read(ObjectNode object, String where, Set<String> others) {
    CaseDraft draft = new CaseDraft(where);
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (!others.contains(entry.getKey())) {
        read(draft, entry.getKey(), entry.getValue());
      }
    }
    return draft.finish();
  }

  private static void read(CaseDraft draft, String key, JsonNode value) {
    switch (key) {
      case "batch", "cin", "d", "h", "w", "cout", "groups" ->
          draft.put(key, List.of(number(draft, key, value)));
      case "pad", "kernel", "stride", "dilation" -> draft.put(key, numbers(draft, key, value));
      case "dtype" -> draft.dtype(value.asText());
      case "inputs" -> {
        if (!value.path("domain").isTextual() || !value.path("seed").isIntegralNumber()) {
          throw draft.bad("inputs: expected {\"domain\":\"real\",\"seed\":42}, found " + value);
        }
        draft.inputs(
            value.path("domain").asText(),
            value.path("seed").asText(),
            value.has("only") ? value.path("only").asText() : null);
      }
      default -> throw draft.unknownKey(key);
    }
  }

  private static List<Integer> numbers(CaseDraft draft, String key, JsonNode value) {
    if (!value.isArray()) {
      return List.of(number(draft, key, value));
    }
    List<Integer> result = new ArrayList<>();
    for (JsonNode number : value) {
      result.add(number(draft, key, number));
    }
    return result;
  }

  private static int number(CaseDraft draft, String key, JsonNode value) {
    if (!value.isIntegralNumber()) {
      throw draft.bad(key + ": expected a whole number, found " + value);
    }
    return draft.number(key, value.asText());
  }

  /** The JSON form, with the keys that {@link CaseText#print} would print. */
  public static ObjectNode write(ConvCase c) {
    Convolution convolution = c.convolution();
    List<Axis> spatial = convolution.spatial();
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("batch", convolution.batch()).put("cin", convolution.cin());
    for (int i = 0; i < spatial.size(); i++) {
      result.put(Convolution.axisName(spatial.size(), i), spatial.get(i).size());
    }
    result.put("cout", convolution.cout());
    result.set("pad", oneOrMany(CaseForms.paddings(convolution)));
    result.put("groups", convolution.groups());
    if (CaseForms.hasKernel(convolution)) {
      result.set("kernel", array(spatial.stream().map(Axis::kernel).toList()));
    }
    List<Integer> strides = CaseForms.strides(convolution);
    if (!strides.equals(List.of(1))) {
      result.set("stride", oneOrMany(strides));
    }
    List<Integer> dilations = CaseForms.dilations(convolution);
    if (!dilations.equals(List.of(1))) {
      result.set("dilation", oneOrMany(dilations));
    }
    if (!convolution.dtype().equals(DType.FLOAT32)) {
      result.put("dtype", convolution.dtype().toString());
    }
    if (!c.inputs().equals(Inputs.DEFAULT)) {
      ObjectNode inputs =
          result
              .putObject("inputs")
              .put("domain", c.inputs().domain().label())
              .put("seed", c.inputs().seed());
      if (c.inputs().only() != null) {
        inputs.put("only", c.inputs().only().toString());
      }
    }
    return result;
  }

  private static JsonNode oneOrMany(List<Integer> numbers) {
    return numbers.size() == 1
        ? JsonNodeFactory.instance.numberNode(numbers.getFirst())
        : array(numbers);
  }

  private static ArrayNode array(List<Integer> numbers) {
    ArrayNode result = JsonNodeFactory.instance.arrayNode();
    numbers.forEach(result::add);
    return result;
  }
}
