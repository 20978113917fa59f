package winofuzz.fuzz.campaign;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.corpus.Finding;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.grid.GridComparison;

/**
 * What a campaign came to.
 *
 * @param seed that decided every case
 * @param elapsed how long it took
 * @param cases how many were judged
 * @param findings by signature
 * @param grids how launches compared, by class
 * @param skipped how often an assertion could not be asked, by {@code assertion: reason}
 * @param remarks how often an assertion held with a remark, by {@code assertion: remark}
 * @param coverage what was reached
 * @param interrupted whether it was stopped before its budget was spent
 */
public record CampaignResult(
    long seed,
    Duration elapsed,
    long cases,
    List<Finding> findings,
    List<GridRecord> grids,
    SortedMap<String, Integer> skipped,
    SortedMap<String, Integer> remarks,
    Coverage coverage,
    boolean interrupted) {
  public CampaignResult {
    findings = List.copyOf(findings);
    grids = List.copyOf(grids);
  }

  public double casesPerSecond() {
    double seconds = elapsed.toNanos() / 1e9;
    return seconds == 0 ? 0 : cases / seconds;
  }

  /**
   * The cases whose launches compare alike.
   *
   * @param gridClass how they compare
   * @param smallest the smallest case of the class
   * @param comparison its launches
   * @param count how many cases
   */
  public record GridRecord(
      GridClass gridClass, ConvCase smallest, GridComparison comparison, int count) {}

  /**
   * What was reached.
   *
   * @param rules rewrite rules that fired
   * @param shapeClasses different shape classes seen
   */
  public record Coverage(int rules, int shapeClasses) {}
}
