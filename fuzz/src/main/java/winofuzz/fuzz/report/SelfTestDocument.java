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
    long seed, int found, int total, long medianCases, double medianSeconds, List<Result> defects) {

  /** A planted defect; what {@code selftest --list} writes of each. */
  public record Planted(String name, Area area, String what, String place) {

    /** Returns the document of a defect. */
    public static Planted of(PlantedDefect defect) {
      return new Planted(defect.name(), defect.area(), defect.what(), defect.place());
    }
  }

  /** What became of a planted defect; from the signature on only where it was found. */
  public record Result(
      String name,
      Area area,
      String what,
      String place,
      boolean found,
      long cases,
      double seconds,
      long planted,
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
      Finding f = result.foundOrNull();
      return new Result(
          result.defect().name(),
          result.defect().area(),
          result.defect().what(),
          result.defect().place(),
          f != null,
          result.cases(),
          rounded(result.elapsed()),
          result.planted(),
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
        SelfTestReport.medianCases(results),
        SelfTestReport.rounded(SelfTestReport.medianSeconds(results)),
        results.stream().map(Result::of).toList());
  }
}
