package winofuzz.fuzz.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import winofuzz.fuzz.cases.CaseJson;
import winofuzz.fuzz.gate.GateFinding;
import winofuzz.fuzz.gate.GateFinding.Status;
import winofuzz.fuzz.gate.GateResult;

/** What a gate came to, for people and as JSON. */
public final class GateReport {
  private GateReport() {}

  /** The JSON form; {@code campaign} is the document of {@code run}. */
  public static ObjectNode json(GateResult result, int rulesTotal) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("verdict", word(result));
    root.put("interrupted", result.interrupted());
    root.put("replayed", result.replayed().size());
    root.put("replaySeconds", Math.round(result.replaying().toMillis() / 100.0) / 10.0);
    ObjectNode counts = root.putObject("counts");
    for (Status status : Status.values()) {
      counts.put(status.label(), result.count(status));
    }
    ArrayNode findings = root.putArray("findings");
    result.findings().forEach(f -> findings.add(json(f)));
    root.set("campaign", CampaignReport.json(result.campaign(), rulesTotal));
    return root;
  }

  private static ObjectNode json(GateFinding f) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("status", f.status().label());
    node.put("id", f.id());
    node.put("signature", f.signature().toString());
    node.put("assertion", f.signature().assertion());
    node.put("path", f.signature().path().label());
    node.put("target", f.target().label());
    node.put("detail", f.detail());
    node.set("minimal", CaseJson.write(f.minimal()));
    node.put("minimalElements", f.minimal().elements());
    node.put("provenMinimal", f.isProvenMinimal());
    f.gaveUpOn().ifPresent(c -> node.set("gaveUpOn", CaseJson.write(c)));
    node.put("note", f.entry().note());
    node.put("origin", f.origin());
    return node.put("reproduce", f.reproduce());
  }

  /** The text form, for a terminal. */
  public static String text(GateResult result) {
    StringBuilder text = new StringBuilder();
    text.append(summary(result)).append(System.lineSeparator());
    for (GateFinding f : result.findings()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n%-8s  %s  %s%n  %s%n  minimal    %s%n             %d elements%s%n  reproduce  %s%n",
              f.status().label(),
              f.id(),
              f.signature(),
              f.detail(),
              f.minimal(),
              f.minimal().elements(),
              f.isProvenMinimal()
                  ? ", proven minimal"
                  : f.gaveUpOn().map(c -> ", not proven: gave up on " + c).orElse(""),
              f.reproduce()));
    }
    result
        .undecided()
        .forEach(r -> text.append(String.format("given up  %s%n", CampaignReport.overtime(r))));
    if (!result.findings().isEmpty()) {
      text.append(System.lineSeparator());
    }
    return text.append(verdict(result)).append(System.lineSeparator()).toString();
  }

  /** What was done, in one line. */
  static String summary(GateResult result) {
    return String.format(
        Locale.ROOT,
        "%s replayed in %.1f s, then %s drawn in %.1f s, seed %d%s",
        number(result.replayed().size(), "kept case"),
        result.replaying().toMillis() / 1000.0,
        number(result.campaign().statistics().cases(), "case"),
        result.campaign().statistics().elapsed().toMillis() / 1000.0,
        result.campaign().seed(),
        result.interrupted() ? ", interrupted" : "");
  }

  /** What came of it, in one line. */
  static String verdict(GateResult result) {
    List<String> counts =
        Arrays.stream(Status.values())
            .filter(s -> result.count(s) > 0)
            .map(s -> result.count(s) + " " + s.label())
            .toList();
    return "The gate %s%s: %s."
        .formatted(
            result.holds() && result.interrupted() ? "was " : "",
            word(result),
            counts.isEmpty() ? "no finding" : String.join(", ", counts));
  }

  /** One that was interrupted can fail all the same, and not hold. */
  private static String word(GateResult result) {
    if (!result.holds()) {
      return "fails";
    }
    if (result.interrupted()) {
      return "interrupted";
    }
    return result.undecided().isEmpty() ? "holds" : "cannot tell";
  }

  static String number(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
