package winofuzz.fuzz.corpus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import winofuzz.fuzz.cases.CaseJson;

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
    result.set("case", CaseJson.write(finding.firstSeen()));
    result.set("minimal", CaseJson.write(finding.minimal()));
    result.put("minimalElements", finding.minimal().elements());
    result.put("provenMinimal", finding.provenMinimal());
    result.put("count", finding.count());
    result.put("reproduce", finding.reproduce());
    return result;
  }
}
