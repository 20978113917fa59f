package winofuzz.fuzz.corpus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.CaseJson;
import winofuzz.fuzz.cases.Fields;
import winofuzz.fuzz.cases.Names;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;

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
    result.put("symptom", finding.signature().symptom().label());
    result.put("detail", finding.detail());
    ArrayNode paths = result.putArray("paths");
    finding.setting().paths().forEach(p -> paths.add(p.label()));
    ArrayNode defects = result.putArray("defects");
    finding.setting().defects().stream().sorted().forEach(d -> defects.add(d.label()));
    result.put("target", finding.setting().target().label());
    result.put("concern", finding.signature().symptom().concern().label());
    result.put("device", finding.setting().device());
    result.put("number", finding.number());
    result.set("case", CaseJson.write(finding.firstSeen()));
    result.set("minimal", CaseJson.write(finding.minimal()));
    result.put("minimalElements", finding.minimal().elements());
    result.put("provenMinimal", finding.provenMinimal());
    result.put("shrinking", finding.shrinking().label());
    result.put("count", finding.count());
    ArrayNode alongside = result.putArray("alongside");
    finding.alongside().forEach(other -> alongside.add(other.toString()));
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
    return new Finding(
        signature,
        Fields.text(object, "detail", where),
        setting(object, where),
        Fields.number(object, "number", where),
        CaseJson.read(Fields.object(object, "case", where), where, Set.of()),
        CaseJson.read(Fields.object(object, "minimal", where), where, Set.of()),
        Names.of(
            Finding.Shrinking.values(),
            Finding.Shrinking::label,
            Fields.text(object, "shrinking", where)),
        Math.toIntExact(Fields.number(object, "count", where)),
        alongside(object, signature),
        object.has("same") ? Signature.parse(Fields.text(object, "same", where)) : null);
  }

  private static SortedSet<Signature> alongside(ObjectNode object, Signature own) {
    SortedSet<Signature> result = new TreeSet<>(List.of(own));
    object.path("alongside").forEach(other -> result.add(Signature.parse(other.asText())));
    return result;
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
