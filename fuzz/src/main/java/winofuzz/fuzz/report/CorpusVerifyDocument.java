package winofuzz.fuzz.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.SortedSet;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.coverage.Feature;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.gate.Keeper.Verified;

/**
 * What {@code corpus verify} writes as JSON.
 *
 * @param cases how many could be read
 * @param damaged a message for each file that could not be read
 */
public record CorpusVerifyDocument(int cases, List<Differing> differing, List<String> damaged) {

  /** A case that no longer reaches what it did, or that shows findings. */
  public record Differing(
      String id,
      @JsonProperty("case") ConvCase subject,
      Target target,
      SortedSet<Feature> lost,
      List<Signature> findings) {

    private static Differing of(Verified v) {
      return new Differing(
          v.kept().id(),
          v.kept().subject(),
          v.kept().target(),
          v.lost(),
          v.findings().stream().map(Finding::signature).toList());
    }
  }

  /** Returns the document of how the kept cases are today. */
  public static CorpusVerifyDocument of(List<Verified> verified, List<String> damaged) {
    return new CorpusVerifyDocument(
        verified.size(),
        verified.stream().filter(v -> !v.holds()).map(Differing::of).toList(),
        damaged);
  }
}
