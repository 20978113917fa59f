package winofuzz.fuzz.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.story.Story;

/**
 * What {@code triage} writes as JSON.
 *
 * @param symptoms the ways in which the case fails
 */
public record TriageDocument(@JsonProperty("case") ConvCase subject, List<Story> symptoms) {
  public TriageDocument {
    symptoms = List.copyOf(symptoms);
  }
}
