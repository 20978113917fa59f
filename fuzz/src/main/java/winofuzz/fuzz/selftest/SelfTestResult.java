package winofuzz.fuzz.selftest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import winofuzz.fuzz.finding.Finding;

/**
 * What became of one planted defect.
 *
 * @param defect that was planted
 * @param cases how many were judged until it was first seen, or in all
 * @param elapsed how long that took
 * @param planted how often the defect changed something in these cases
 * @param findings what was found, each made minimal, those that are the same bug as another left
 *     out; the one that was seen first is first
 * @param shrinking how long it took to tell findings apart and make them minimal
 */
public record SelfTestResult(
    PlantedDefect defect,
    long cases,
    Duration elapsed,
    long planted,
    List<Finding> findings,
    Duration shrinking) {
  public SelfTestResult {
    findings = List.copyOf(findings);
  }

  /** The finding that the defect is, or the first of several. */
  public Optional<Finding> found() {
    return findings.stream().findFirst();
  }

  /** Whether each of the defects that were planted together may be a finding. */
  public boolean isFound() {
    return findings.size() >= defect.origins().size();
  }

  /** Whether each defect is one finding. */
  public boolean isOneFindingEach() {
    return findings.size() == defect.origins().size();
  }

  /**
   * Whether the findings blame the places where something is planted: each of these, and no other.
   */
  public boolean isInRightPlace() {
    List<Origin> origins = defect.origins();
    return !findings.isEmpty()
        && findings.stream()
            .allMatch(f -> origins.stream().anyMatch(o -> o.isNamedBy(f.signature().blame())))
        && origins.stream()
            .allMatch(o -> findings.stream().anyMatch(f -> o.isNamedBy(f.signature().blame())));
  }

  /** Whether it was found, and every finding is proven minimal. */
  public boolean isProvenMinimal() {
    return isFound() && findings.stream().allMatch(Finding::provenMinimal);
  }
}
