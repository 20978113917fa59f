package winofuzz.fuzz.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import winofuzz.convolution.Target;
import winofuzz.fuzz.campaign.CampaignResult;
import winofuzz.fuzz.campaign.Statistics.GridRecord;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.corpus.FindingDocument;
import winofuzz.fuzz.coverage.Feature.Kind;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.oracle.CaseReport;

/** What {@code run} writes as JSON. */
public record CampaignDocument(
    long seed,
    double seconds,
    long cases,
    double casesPerSecond,
    boolean interrupted,
    List<FindingDocument> findings,
    List<GridMismatch> gridMismatches,
    List<Overtime> overtime,
    Map<String, Integer> skipped,
    Map<String, Integer> remarks,
    Coverage coverage) {

  /** Launches that differ between two paths: the kernels that tell, and the smallest case. */
  public record GridMismatch(
      @JsonProperty("class") GridClass gridClass,
      String old,
      String hybrid,
      ConvCase minimal,
      int count) {

    private static GridMismatch of(GridRecord grid) {
      int at = grid.comparison().telling();
      return new GridMismatch(
          grid.gridClass(),
          name(grid.comparison().left(), at),
          name(grid.comparison().right(), at),
          grid.smallest(),
          grid.count());
    }

    private static String name(List<LaunchShape> launches, int at) {
      return launches.isEmpty() ? "" : launches.get(Math.min(at, launches.size() - 1)).name();
    }
  }

  /** A case that the wall clock gave up, which depends on the machine. */
  public record Overtime(@JsonProperty("case") ConvCase subject, Target target, String detail) {

    private static Overtime of(CaseReport late) {
      return new Overtime(late.subject(), late.target(), late.findings().getFirst().detail());
    }
  }

  /**
   * How much was reached.
   *
   * @param rulesTotal how many rules there are
   * @param lastNewSeconds after how long something new of a kind was reached last, by the key of
   *     the kind
   */
  public record Coverage(
      long rules,
      int rulesTotal,
      long optionSequences,
      long gridClasses,
      long shapeClasses,
      long pairs,
      long triples,
      Map<String, Double> lastNewSeconds) {

    private static Coverage of(CampaignResult result, int rulesTotal) {
      Map<String, Double> lastNew = new LinkedHashMap<>();
      result
          .statistics()
          .lastNew()
          .forEach((kind, time) -> lastNew.put(key(kind), rounded(time.toNanos() / 1e9)));
      return new Coverage(
          result.coverage().count(Kind.RULE),
          rulesTotal,
          result.coverage().count(Kind.OPTIONS),
          result.coverage().count(Kind.GRID),
          result.coverage().count(Kind.SHAPE),
          result.coverage().count(Kind.PAIR),
          result.coverage().count(Kind.TRIPLE),
          lastNew);
    }

    private static String key(Kind kind) {
      return switch (kind) {
        case RULE -> "rules";
        case OPTIONS -> "optionSequences";
        case GRID -> "gridClasses";
        case SHAPE -> "shapeClasses";
        case CLASS -> "classes";
        case PAIR -> "pairs";
        case TRIPLE -> "triples";
      };
    }
  }

  /** Returns the document of a campaign; {@code rulesTotal} is how many rules there are. */
  public static CampaignDocument of(CampaignResult result, int rulesTotal) {
    return new CampaignDocument(
        result.seed(),
        rounded(result.statistics().elapsed().toNanos() / 1e9),
        result.statistics().cases(),
        rounded(result.statistics().casesPerSecond()),
        result.interrupted(),
        result.findings().stream().map(FindingDocument::of).toList(),
        result.statistics().grids().stream()
            .filter(grid -> grid.gridClass() != GridClass.SAME)
            .map(GridMismatch::of)
            .toList(),
        result.overtime().stream().map(Overtime::of).toList(),
        result.statistics().skipped(),
        result.statistics().remarks(),
        Coverage.of(result, rulesTotal));
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
