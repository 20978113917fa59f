package winofuzz.fuzz.report;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.selftest.PlantedDefect;
import winofuzz.fuzz.selftest.SelfTestResult;

/** What a self test came to, as a table. */
public final class SelfTestReport {
  private static final String ROW = "%-31s %6s %8s %9s  %s%n";

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
        "found as (* not proven minimal)");
  }

  /** Returns one row of the table. */
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

  /** Returns the last line. */
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

  static List<SelfTestResult> found(List<SelfTestResult> results) {
    return results.stream().filter(r -> r.found().isPresent()).toList();
  }

  static long medianCases(List<SelfTestResult> results) {
    long[] sorted = found(results).stream().mapToLong(SelfTestResult::cases).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
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
