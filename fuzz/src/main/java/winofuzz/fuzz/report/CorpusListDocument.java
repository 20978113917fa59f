package winofuzz.fuzz.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.corpus.FindingDocument;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.corpus.Reach;
import winofuzz.fuzz.coverage.Feature;
import winofuzz.fuzz.coverage.Feature.Kind;
import winofuzz.fuzz.finding.Finding;

/**
 * What {@code corpus list} writes as JSON.
 *
 * @param reached how many features of each kind the cases reach together
 */
public record CorpusListDocument(
    List<Kept> cases, List<FindingDocument> findings, Map<Kind, Long> reached) {

  /**
   * A kept case.
   *
   * @param features how many it reaches
   * @param alone those that no other kept case reaches
   */
  public record Kept(
      String id,
      @JsonProperty("case") ConvCase subject,
      Target target,
      long elements,
      String origin,
      int features,
      SortedSet<Feature> alone) {

    private static Kept of(KeptCase kept, Reach reach) {
      return new Kept(
          kept.id(),
          kept.subject(),
          kept.target(),
          kept.subject().elements(),
          kept.origin(),
          kept.features().size(),
          reach.onlyBy(kept));
    }
  }

  /** Returns the document of a corpus. */
  public static CorpusListDocument of(List<KeptCase> cases, List<Finding> findings) {
    Reach reach = new Reach(cases);
    return new CorpusListDocument(
        cases.stream().map(kept -> Kept.of(kept, reach)).toList(),
        findings.stream().map(FindingDocument::of).toList(),
        counts(reach.features()));
  }

  private static Map<Kind, Long> counts(Collection<Feature> features) {
    Map<Kind, Long> result = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      result.put(kind, features.stream().filter(f -> f.kind() == kind).count());
    }
    return result;
  }
}
