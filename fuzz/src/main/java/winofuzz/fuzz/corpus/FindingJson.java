package winofuzz.fuzz.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.CaseJson;
import winofuzz.fuzz.cases.Fields;
import winofuzz.fuzz.cases.Names;
import winofuzz.fuzz.oracle.Evidence;
import winofuzz.fuzz.oracle.Evidence.Concern;
import winofuzz.fuzz.oracle.Setting;
import winofuzz.fuzz.oracle.Signature;
import winofuzz.ir.Stage;

/** The JSON form of a finding. */
public final class FindingJson {
  private FindingJson() {}

  /** All there is to a finding, with the keys of the command line's contract. */
  public static ObjectNode write(Finding finding) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("id", finding.id());
    result.put("signature", finding.signature().toString());
    result.put("assertion", finding.signature().assertion());
    result.put("path", finding.path().label());
    result.put("stage", finding.stage());
    result.put("symptom", finding.signature().symptom());
    result.put("detail", finding.evidence().detail());
    ArrayNode paths = result.putArray("paths");
    finding.setting().paths().forEach(p -> paths.add(p.label()));
    ArrayNode defects = result.putArray("defects");
    finding.setting().defects().stream().sorted().forEach(d -> defects.add(d.label()));
    result.put("target", finding.setting().target().label());
    result.put("concern", finding.evidence().concern().label());
    result.put("device", finding.setting().device());
    result.put("number", finding.number());
    result.set("case", CaseJson.write(finding.firstSeen()));
    result.set("minimal", CaseJson.write(finding.minimal()));
    result.put("minimalElements", finding.minimal().elements());
    result.put("provenMinimal", finding.provenMinimal());
    result.put("shrinking", finding.shrinking().label());
    if (finding.gaveUpOn() != null) {
      result.set("gaveUpOn", CaseJson.write(finding.gaveUpOn()));
    }
    result.put("count", finding.count());
    if (finding.same() != null) {
      result.put("same", finding.same().toString());
    }
    result.put("reproduce", finding.reproduce());
    return result;
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @param where what errors start with
   */
  public static Finding read(ObjectNode object, String where) {
    Signature signature = Signature.parse(Fields.text(object, "signature", where));
    JsonNode stage = object.path("stage");
    Evidence evidence =
        new Evidence(
            Names.of(Concern.values(), Concern::label, Fields.text(object, "concern", where)),
            signature.symptom(),
            stage.isTextual() ? Names.of(Stage.values(), Stage::label, stage.asText()) : null,
            Fields.text(object, "detail", where));
    return new Finding(
        signature,
        evidence,
        setting(object, where),
        Fields.number(object, "number", where),
        CaseJson.read(Fields.object(object, "case", where), where, Set.of()),
        CaseJson.read(Fields.object(object, "minimal", where), where, Set.of()),
        Names.of(
            Finding.Shrinking.values(),
            Finding.Shrinking::label,
            Fields.text(object, "shrinking", where)),
        Math.toIntExact(Fields.number(object, "count", where)),
        object.has("same") ? Signature.parse(Fields.text(object, "same", where)) : null,
        object.has("gaveUpOn")
            ? CaseJson.read(Fields.object(object, "gaveUpOn", where), where, Set.of())
            : null);
  }

  private static Setting setting(ObjectNode object, String where) {
    List<LoweringPath> paths = new ArrayList<>();
    object.path("paths").forEach(p -> paths.add(Names.path(p.asText())));
    List<String> defects = new ArrayList<>();
    object.path("defects").forEach(d -> defects.add(d.asText()));
    return new Setting(
        paths,
        Names.defects(defects),
        Names.target(Fields.text(object, "target", where)),
        Fields.text(object, "device", where));
  }
}
