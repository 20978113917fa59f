package winofuzz.fuzz.report;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.selftest.PlantedDefect;
import winofuzz.fuzz.selftest.SelfTestResult;

/** What a self test came to, as a table. */
public final class SelfTestReport {
  private static final String ROW = "%-31s %6s %8s %9s %8s %5s  %s%n";

  /** Of a hundred. */
  static final int MEDIAN = 50;

  static final int NINETIETH = 90;

  private SelfTestReport() {}

  /** Returns a planted defect in two lines. */
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

  /** Returns the heads of the table's columns. */
  public static String heads() {
    return String.format(
        Locale.ROOT,
        ROW,
        "defect",
        "cases",
        "seconds",
        "elements",
        "findings",
        "place",
        "found as (* not proven minimal)");
  }

  /** Returns the rows of the table for a defect: one for each finding that it gave. */
  public static String text(SelfTestResult result) {
    StringBuilder rows = new StringBuilder();
    List<Finding> findings = result.findings();
    rows.append(
        row(
            result,
            findings.isEmpty() ? "" : String.valueOf(findings.size()),
            findings.isEmpty() ? "" : result.isInRightPlace() ? "right" : "wrong",
            findings.isEmpty() ? missed(result) : findings.getFirst().signature().toString()));
    findings.stream()
        .skip(1)
        .forEach(
            f ->
                rows.append(
                    String.format(
                        Locale.ROOT, ROW, "", "", "", elements(f), "", "", f.signature())));
    return rows.toString();
  }

  private static String row(SelfTestResult result, String findings, String place, String found) {
    return String.format(
        Locale.ROOT,
        ROW,
        result.defect().name(),
        result.cases(),
        String.format(Locale.ROOT, "%.1f", seconds(result.elapsed())),
        result.found().map(SelfTestReport::elements).orElse(""),
        findings,
        place,
        found);
  }

  private static String missed(SelfTestResult result) {
    return "NOT FOUND, planted %s%s"
        .formatted(
            times(result.planted()),
            result.defect().witness().map(c -> ", shows on " + c).orElse(""));
  }

  private static String elements(Finding finding) {
    return finding.minimal().elements() + (finding.provenMinimal() ? "" : "*");
  }

  /** Returns the last lines. */
  public static String summary(List<SelfTestResult> results) {
    return String.format(
        Locale.ROOT,
        """
        %d of %d found, at case %d in the median and %d in the 90th percentile, after %.1f seconds
        one finding each for %d, right place for %d, minimal and proven for %d
        """,
        found(results).size(),
        results.size(),
        casesAt(results, MEDIAN),
        casesAt(results, NINETIETH),
        medianSeconds(results),
        count(results, SelfTestResult::isOneFindingEach),
        count(results, SelfTestResult::isInRightPlace),
        count(results, SelfTestResult::isProvenMinimal));
  }

  static int count(List<SelfTestResult> results, Predicate<SelfTestResult> which) {
    return Math.toIntExact(results.stream().filter(which).count());
  }

  private static String times(long n) {
    return n == 1 ? "once" : n + " times";
  }

  static List<SelfTestResult> found(List<SelfTestResult> results) {
    return results.stream().filter(SelfTestResult::isFound).toList();
  }

  /**
   * Returns the number of the case by which a share of the defects that were found had shown.
   *
   * @param percent of them, such as 50 for the median
   */
  static long casesAt(List<SelfTestResult> results, int percent) {
    long[] sorted = found(results).stream().mapToLong(SelfTestResult::cases).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) * percent / 100];
  }

  static double medianSeconds(List<SelfTestResult> results) {
    double[] sorted =
        found(results).stream().mapToDouble(r -> seconds(r.elapsed())).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  static double rounded(double seconds) {
    return Math.round(seconds * 100) / 100.0;
  }
}
