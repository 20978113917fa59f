package winofuzz.fuzz.campaign;

import java.util.List;
import winofuzz.fuzz.coverage.Coverage;
import winofuzz.fuzz.finding.Finding;

/**
 * What a campaign came to.
 *
 * @param seed that decided every case
 * @param statistics what was counted
 * @param findings by signature, without those that are the same bug as another
 * @param coverage what was reached
 * @param interrupted whether it was stopped before its budget was spent
 */
public record CampaignResult(
    long seed,
    Statistics statistics,
    List<Finding> findings,
    Coverage coverage,
    boolean interrupted) {
  public CampaignResult {
    findings = List.copyOf(findings);
  }
}
