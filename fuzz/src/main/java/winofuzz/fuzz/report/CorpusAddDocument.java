package winofuzz.fuzz.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.SortedSet;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.coverage.Feature;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.gate.Keeper.Added;

/** What {@code corpus add} writes as JSON. */
public record CorpusAddDocument(List<Candidate> cases) {

  /**
   * A case that might be kept.
   *
   * @param added whether it is kept now and was not before
   * @param fresh what it reaches and no kept case before it does
   */
  public record Candidate(
      String id,
      @JsonProperty("case") ConvCase subject,
      Target target,
      boolean added,
      @JsonProperty("new") SortedSet<Feature> fresh,
      List<Signature> findings) {

    private static Candidate of(Added added) {
      return new Candidate(
          added.kept().id(),
          added.kept().subject(),
          added.kept().target(),
          added.isAdded(),
          added.fresh(),
          added.findings().stream().map(Finding::signature).toList());
    }
  }

  /** Returns the document of what came of keeping cases. */
  public static CorpusAddDocument of(List<Added> added) {
    return new CorpusAddDocument(added.stream().map(Candidate::of).toList());
  }
}
