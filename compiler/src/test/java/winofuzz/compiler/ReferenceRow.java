package winofuzz.compiler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.ir.DType;

/** What the reference compiler gave for one convolution; see the resources' README. */
record ReferenceRow(JsonNode json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The rows of a file of the resources. */
  static List<ReferenceRow> all(String file) throws IOException {
    List<ReferenceRow> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    ReferenceRow.class.getResourceAsStream("/reference/" + file)),
                StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        rows.add(new ReferenceRow(JSON.readTree(line)));
      }
    }
    return rows;
  }

  /** What our compiler gives for it. */
  Compilation compile() {
    return Compiler.compile(convolution(), path(), defects(), target());
  }

  Convolution convolution() {
    int pad = json.get("pad").asInt();
    return new Convolution(
        json.get("batch").asInt(),
        json.get("cin").asInt(),
        json.get("cout").asInt(),
        json.get("groups").asInt(),
        List.of(
            Convolution.Axis.of(json.get("h").asInt(), pad),
            Convolution.Axis.of(json.get("w").asInt(), pad)),
        DType.scalar(DType.Kind.ofLabel(json.get("dtype").asText())));
  }

  LoweringPath path() {
    return new LoweringPath(json.get("path").asText());
  }

  Set<Defect> defects() {
    Set<Defect> defects = EnumSet.noneOf(Defect.class);
    json.get("defects")
        .forEach(
            d ->
                defects.add(Defect.valueOf(d.asText().toUpperCase(Locale.ROOT).replace('-', '_'))));
    return defects;
  }

  Target target() {
    return Arrays.stream(Target.values())
        .filter(t -> t.label().equals(json.get("target").asText()))
        .findFirst()
        .orElseThrow();
  }

  boolean lowers() {
    return json.get("lowers").asBoolean();
  }

  /** Its kernels in launch order, empty if it does not lower. */
  JsonNode kernels() {
    return json.get("kernels");
  }

  /** What the reference took, from scheduling to Metal text. */
  double seconds() {
    return json.get("seconds").asDouble();
  }

  /** The row without what was found. */
  @Override
  public String toString() {
    return json.toString().replaceAll(",\"lowers.*", "}");
  }
}
