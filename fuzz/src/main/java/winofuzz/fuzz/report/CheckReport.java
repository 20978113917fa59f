package winofuzz.fuzz.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import winofuzz.fuzz.cases.CaseJson;
import winofuzz.fuzz.grid.GridJson;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Judgement;
import winofuzz.fuzz.oracle.Verdict;

/** What the assertions say of one case. */
public final class CheckReport {
  private CheckReport() {}

  /** The JSON form: an assertion has the gravest of its paths' verdicts, and each of them. */
  public static ObjectNode json(CaseReport report) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.set("case", CaseJson.write(report.subject()));
    root.put("target", report.target().label());
    ArrayNode assertions = root.putArray("assertions");
    for (Map.Entry<String, List<Judgement>> entry : byAssertion(report).entrySet()) {
      Verdict gravest = gravest(entry.getValue());
      ObjectNode assertion = assertions.addObject();
      assertion.put("name", entry.getKey());
      assertion.put("verdict", gravest.label());
      assertion.put("detail", gravest.detail());
      ObjectNode paths = assertion.putObject("paths");
      for (Judgement j : entry.getValue()) {
        paths
            .putObject(j.path().label())
            .put("verdict", j.verdict().label())
            .put("detail", j.verdict().detail());
      }
    }
    ObjectNode grid = root.putObject("grid");
    report.grid().ifPresent(g -> grid.setAll(GridJson.write(g)));
    return root;
  }

  /** The text form: a line for each assertion and path, then the grids. */
  public static String text(CaseReport report) {
    StringBuilder text = new StringBuilder();
    text.append(report.subject()).append(System.lineSeparator());
    for (Judgement j : report.judgements()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-10s %-7s %-9s %s%n",
              j.assertion(),
              j.path().label(),
              j.verdict().label(),
              j.verdict().detail()));
    }
    report
        .grid()
        .ifPresent(
            g ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "  %-10s %-7s %-9s %s | %s%n",
                        "grid",
                        "",
                        g.gridClass().label(),
                        shown(g.left()),
                        shown(g.right()))));
    return text.toString();
  }

  private static String shown(List<LaunchShape> launches) {
    return launches.stream().map(LaunchShape::toString).collect(Collectors.joining(", "));
  }

  private static Map<String, List<Judgement>> byAssertion(CaseReport report) {
    Map<String, List<Judgement>> result = new LinkedHashMap<>();
    for (Judgement j : report.judgements()) {
      result.computeIfAbsent(j.assertion(), k -> new ArrayList<>()).add(j);
    }
    return result;
  }

  private static Verdict gravest(List<Judgement> judgements) {
    Verdict result = judgements.getFirst().verdict();
    for (Judgement j : judgements) {
      if (gravity(j.verdict()) > gravity(result)) {
        result = j.verdict();
      }
    }
    return result;
  }

  private static int gravity(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Skipped s -> 0;
      case Verdict.Holds h -> 1;
      case Verdict.HoldsWithRemark h -> 2;
      case Verdict.Violated v -> 3;
    };
  }
}
