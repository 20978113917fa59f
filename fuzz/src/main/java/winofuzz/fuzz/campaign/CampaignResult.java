package winofuzz.fuzz.campaign;

import java.util.List;
import winofuzz.fuzz.coverage.Coverage;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.oracle.CaseReport;

/**
 * What a campaign came to.
 *
 * @param seed that decided every case
 * @param statistics what was counted
 * @param findings by signature, without those that are the same bug as another
 * @param coverage what was reached
 * @param overtime cases that the wall clock gave up: on this machine, so that they are no findings
 * @param interrupted whether it was stopped before its budget was spent
 */
public record CampaignResult(
    long seed,
    Statistics statistics,
    List<Finding> findings,
    Coverage coverage,
    List<CaseReport> overtime,
    boolean interrupted) {
  public CampaignResult {
    findings = List.copyOf(findings);
    overtime = List.copyOf(overtime);
  }

  /** How many findings there was no time to shrink to the end. */
  public long unfinished() {
    return findings.stream()
        .filter(Finding::isShrinkable)
        .filter(f -> f.shrinking() == Finding.Shrinking.UNFINISHED)
        .count();
  }
}
