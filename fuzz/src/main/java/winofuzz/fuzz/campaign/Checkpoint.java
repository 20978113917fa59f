package winofuzz.fuzz.campaign;

import java.util.List;
import java.util.Map;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.coverage.Coverage;
import winofuzz.fuzz.finding.Bug;
import winofuzz.fuzz.finding.Finding;

/**
 * What a campaign goes on from.
 *
 * @param statistics what was counted; the next case of the shard has the position {@code
 *     statistics.cases()}
 * @param kept the cases kept so far, in order
 * @param findings all findings so far
 */
public record Checkpoint(Statistics statistics, List<KeptCase> kept, List<Finding> findings) {
  /** Where every campaign begins. */
  public static final Checkpoint START = new Checkpoint(Statistics.NONE, List.of(), List.of());

  public Checkpoint {
    kept = List.copyOf(kept);
    findings = List.copyOf(findings);
  }

  /** Returns the findings that are bugs of their own. */
  public List<Finding> bugs() {
    return findings.stream().filter(f -> f.same() == null).toList();
  }

  /**
   * Returns the bugs that no case showed, each with that of the finding beside which it was met.
   */
  Map<Bug, Bug> asides() {
    return Asides.bugs(statistics.asides(), findings);
  }

  /** Returns what the kept cases reached. */
  public Coverage coverage() {
    Coverage coverage = new Coverage(statistics.triples());
    kept.forEach(k -> coverage.add(k.number(), k.features()));
    return coverage;
  }
}
