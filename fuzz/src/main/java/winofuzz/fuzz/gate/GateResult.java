package winofuzz.fuzz.gate;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import winofuzz.fuzz.campaign.CampaignResult;
import winofuzz.fuzz.gate.GateFinding.Status;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.LimitedJudge;

/**
 * What a gate came to.
 *
 * @param replayed the kept cases, in their order; fewer where it was interrupted
 * @param replaying how long they took
 * @param campaign what was drawn besides
 * @param findings those that fail the gate first, then by signature
 * @param interrupted whether it was stopped before its end
 */
public record GateResult(
    List<Replayed> replayed,
    Duration replaying,
    CampaignResult campaign,
    List<GateFinding> findings,
    boolean interrupted) {
  public GateResult {
    replayed = List.copyOf(replayed);
    findings = List.copyOf(findings);
  }

  /** Whether nothing is new and nothing came back. */
  public boolean holds() {
    return findings.stream().noneMatch(f -> f.status().fails());
  }

  /** Cases that the wall clock gave up, so that the gate cannot tell what holds of them. */
  public List<CaseReport> undecided() {
    Stream<CaseReport> reports = replayed.stream().map(Replayed::report);
    return Stream.concat(reports, campaign.overtime().stream())
        .filter(r -> r.findings().stream().anyMatch(LimitedJudge::dependsOnMachine))
        .toList();
  }

  /** Whether no case was drawn, so that the gate has looked for nothing new. */
  public boolean drewNothing() {
    return campaign.statistics().cases() == 0;
  }

  /** Whether something was left out, so that the gate does not know what holds. */
  public boolean cannotTell() {
    return drewNothing() || !undecided().isEmpty();
  }

  /** How many findings have a status. */
  public int count(Status status) {
    return Math.toIntExact(findings.stream().filter(f -> f.status() == status).count());
  }
}
