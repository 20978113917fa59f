package winofuzz.fuzz.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import java.util.List;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.coverage.Feature;

/** What {@code corpus distill} writes as JSON. */
public record CorpusDistillDocument(
    List<Named> kept, List<Named> dropped, Collection<Feature> lost) {

  /** A case. */
  public record Named(String id, @JsonProperty("case") ConvCase subject, Target target) {

    private static Named of(KeptCase kept) {
      return new Named(kept.id(), kept.subject(), kept.target());
    }
  }

  /** Returns the document of what distilling left. */
  public static CorpusDistillDocument of(
      List<KeptCase> kept, List<KeptCase> dropped, Collection<Feature> lost) {
    return new CorpusDistillDocument(
        kept.stream().map(Named::of).toList(), dropped.stream().map(Named::of).toList(), lost);
  }
}
