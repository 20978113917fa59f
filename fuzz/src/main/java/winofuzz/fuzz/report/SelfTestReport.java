package winofuzz.fuzz.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import winofuzz.fuzz.cases.CaseJson;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.selftest.PlantedDefect;
import winofuzz.fuzz.selftest.SelfTestResult;

/** What a self test came to, as JSON and as a table. */
public final class SelfTestReport {
  private static final String ROW = "%-31s %6s %8s %9s  %s%n";

  private SelfTestReport() {}

  /** The JSON form. */
  public static ObjectNode json(long seed, List<SelfTestResult> results) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("seed", seed);
    root.put("found", found(results).size());
    root.put("total", results.size());
    root.put("medianCases", medianCases(results));
    root.put("medianSeconds", rounded(medianSeconds(results)));
    ArrayNode defects = root.putArray("defects");
    results.forEach(r -> defects.add(json(r)));
    return root;
  }

  private static ObjectNode json(SelfTestResult result) {
    ObjectNode node = json(result.defect());
    node.put("found", result.found().isPresent());
    node.put("cases", result.cases());
    node.put("seconds", rounded(seconds(result.elapsed())));
    node.put("planted", result.planted());
    result
        .found()
        .ifPresent(
            finding -> {
              node.put("signature", finding.signature().toString());
              node.put("assertion", finding.signature().assertion());
              node.put("path", finding.path().label());
              node.put("detail", finding.detail());
              node.put("target", finding.setting().target().label());
              node.set("case", CaseJson.write(finding.firstSeen()));
              node.set("minimal", CaseJson.write(finding.minimal()));
              node.put("minimalElements", finding.minimal().elements());
              node.put("provenMinimal", finding.provenMinimal());
              node.put("shrinkingSeconds", rounded(seconds(result.shrinking())));
            });
    return node;
  }

  /** A planted defect, without what became of it. */
  public static ObjectNode json(PlantedDefect defect) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", defect.name())
        .put("area", defect.area().label())
        .put("what", defect.what())
        .put("place", defect.place());
  }

  /** A planted defect in two lines. */
  public static String text(PlantedDefect defect) {
    return String.format(
        Locale.ROOT,
        "%-31s %-10s %s%n%43s%s%n",
        defect.name(),
        defect.area().label(),
        defect.what(),
        "",
        defect.place());
  }

  /** The heads of the table's columns. */
  public static String heads() {
    return String.format(
        Locale.ROOT,
        ROW,
        "defect",
        "cases",
        "seconds",
        "elements",
        "found as (* not proven minimal)");
  }

  /** One row of the table. */
  public static String text(SelfTestResult result) {
    return String.format(
        Locale.ROOT,
        ROW,
        result.defect().name(),
        result.cases(),
        String.format(Locale.ROOT, "%.1f", seconds(result.elapsed())),
        result.found().map(SelfTestReport::elements).orElse(""),
        result
            .found()
            .map(f -> f.signature().toString())
            .orElse("NOT FOUND, planted " + times(result.planted())));
  }

  private static String elements(Finding finding) {
    return finding.minimal().elements() + (finding.provenMinimal() ? "" : "*");
  }

  /** The last line. */
  public static String summary(List<SelfTestResult> results) {
    return String.format(
        Locale.ROOT,
        "%d of %d found, median %d cases and %.1f seconds%n",
        found(results).size(),
        results.size(),
        medianCases(results),
        medianSeconds(results));
  }

  private static String times(long n) {
    return n == 1 ? "once" : n + " times";
  }

  private static List<SelfTestResult> found(List<SelfTestResult> results) {
    return results.stream().filter(r -> r.found().isPresent()).toList();
  }

  private static long medianCases(List<SelfTestResult> results) {
    long[] sorted = found(results).stream().mapToLong(SelfTestResult::cases).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  private static double medianSeconds(List<SelfTestResult> results) {
    double[] sorted =
        found(results).stream().mapToDouble(r -> seconds(r.elapsed())).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 100) / 100.0;
  }
}
