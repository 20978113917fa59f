package winofuzz.fuzz.corpus;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.SortedSet;
import java.util.TreeSet;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.coverage.Feature;
import winofuzz.fuzz.json.Sense;

/**
 * The file of a kept case; its {@code id} is written and not read.
 *
 * @param features without pairs of classes, which follow from the classes
 */
@JsonPropertyOrder({"id", "case", "target", "origin", "number", "features"})
@JsonIgnoreProperties(value = "id", allowGetters = true)
record KeptCaseDocument(
    @JsonProperty("case") ConvCase subject,
    Target target,
    String origin,
    long number,
    SortedSet<Feature> features) {

  static KeptCaseDocument of(KeptCase kept) {
    return new KeptCaseDocument(
        kept.subject(), kept.target(), kept.origin(), kept.number(), named(kept.features()));
  }

  private static SortedSet<Feature> named(SortedSet<Feature> features) {
    SortedSet<Feature> result = new TreeSet<>(features);
    result.removeIf(f -> f.kind() == Feature.Kind.PAIR);
    return result;
  }

  @JsonProperty
  String id() {
    return toKept().id();
  }

  KeptCase toKept() {
    Sense.requireBetween("number", 0, KeptCase.MOST_NUMBER, number);
    return new KeptCase(subject, target, Feature.withPairs(features), origin, number);
  }
}
