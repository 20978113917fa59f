package winofuzz.fuzz.campaign;

import java.util.List;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.finding.Finding;

/**
 * What a campaign goes on from.
 *
 * @param statistics what was counted; the next case has the number {@code statistics.cases()}
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
}
