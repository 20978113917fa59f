package winofuzz.fuzz.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;
import winofuzz.fuzz.cases.CaseJson;
import winofuzz.fuzz.cases.Fields;
import winofuzz.fuzz.cases.Names;
import winofuzz.fuzz.coverage.Feature;

/** The JSON form of a kept case. */
final class KeptCaseJson {
  private KeptCaseJson() {}

  static ObjectNode write(KeptCase kept) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("id", kept.id());
    result.set("case", CaseJson.write(kept.subject()));
    result.put("target", kept.target().label());
    result.put("origin", kept.origin());
    result.put("number", kept.number());
    ArrayNode features = result.putArray("features");
    kept.features().forEach(f -> features.add(f.toString()));
    return result;
  }

  static KeptCase read(ObjectNode object, String where) {
    TreeSet<Feature> features = new TreeSet<>();
    for (JsonNode feature : object.path("features")) {
      features.add(Feature.parse(feature.asText()));
    }
    return new KeptCase(
        CaseJson.read(Fields.object(object, "case", where), where, Set.of()),
        Names.target(Fields.text(object, "target", where)),
        features,
        Fields.text(object, "origin", where),
        Fields.number(object, "number", where));
  }
}
