package winofuzz.fuzz.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.selftest.Area;
import winofuzz.fuzz.selftest.PlantedDefect;
import winofuzz.fuzz.selftest.SelfTestResult;

/** What {@code selftest} writes as JSON. */
public record SelfTestDocument(
    long seed,
    int found,
    int total,
    long medianCases,
    long ninetiethPercentileCases,
    double medianSeconds,
    int oneFinding,
    int rightPlace,
    int provenMinimal,
    List<Result> defects) {

  /** A planted defect; what {@code selftest --list} writes of each. */
  public record Planted(
      String name, Area area, String what, String place, @Nullable ConvCase witness) {

    /** Returns the document of a defect. */
    public static Planted of(PlantedDefect defect) {
      return new Planted(
          defect.name(),
          defect.area(),
          defect.what(),
          defect.place(),
          defect.witness().orElse(null));
    }
  }

  /**
   * What became of a planted defect; from the signature on, what the first finding is, where there
   * is one.
   *
   * @param findings the signatures of all bugs that it counts as
   * @param rightPlace whether these blame what is planted, and nothing else
   */
  public record Result(
      String name,
      Area area,
      String what,
      String place,
      boolean found,
      long cases,
      double seconds,
      long planted,
      List<Signature> findings,
      boolean rightPlace,
      @Nullable Signature signature,
      @Nullable String assertion,
      @Nullable LoweringPath path,
      @Nullable String detail,
      @Nullable Target target,
      @JsonProperty("case") @Nullable ConvCase firstSeen,
      @Nullable ConvCase minimal,
      @Nullable Long minimalElements,
      @Nullable Boolean provenMinimal,
      @Nullable Double shrinkingSeconds) {

    private static Result of(SelfTestResult result) {
      Finding f = result.found().orElse(null);
      return new Result(
          result.defect().name(),
          result.defect().area(),
          result.defect().what(),
          result.defect().place(),
          result.isFound(),
          result.cases(),
          rounded(result.elapsed()),
          result.planted(),
          result.findings().stream().map(Finding::signature).toList(),
          result.isInRightPlace(),
          f == null ? null : f.signature(),
          f == null ? null : f.signature().assertion(),
          f == null ? null : f.path(),
          f == null ? null : f.detail(),
          f == null ? null : f.setting().target(),
          f == null ? null : f.firstSeen(),
          f == null ? null : f.minimal(),
          f == null ? null : f.minimal().elements(),
          f == null ? null : f.provenMinimal(),
          f == null ? null : rounded(result.shrinking()));
    }

    private static double rounded(Duration duration) {
      return SelfTestReport.rounded(SelfTestReport.seconds(duration));
    }
  }

  /** Returns the document of a self test. */
  public static SelfTestDocument of(long seed, List<SelfTestResult> results) {
    return new SelfTestDocument(
        seed,
        SelfTestReport.found(results).size(),
        results.size(),
        SelfTestReport.casesAt(results, SelfTestReport.MEDIAN),
        SelfTestReport.casesAt(results, SelfTestReport.NINETIETH),
        SelfTestReport.rounded(SelfTestReport.medianSeconds(results)),
        SelfTestReport.count(results, SelfTestResult::isOneFindingEach),
        SelfTestReport.count(results, SelfTestResult::isInRightPlace),
        SelfTestReport.count(results, SelfTestResult::isProvenMinimal),
        results.stream().map(Result::of).toList());
  }
}
