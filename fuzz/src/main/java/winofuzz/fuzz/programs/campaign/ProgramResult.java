package winofuzz.fuzz.programs.campaign;

import java.util.List;

/**
 * What a campaign over programs came to.
 *
 * @param findings by signature
 * @param interrupted whether it was stopped before its end
 */
public record ProgramResult(
    long seed, ProgramCounts counts, List<ProgramFinding> findings, boolean interrupted) {
  public ProgramResult {
    findings = List.copyOf(findings);
  }
}
