package winofuzz.fuzz.external;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a compiler found by comparing what each of its rules replaced with what it put there.
 *
 * @param suspects the rules that replaced something by what has another value, in the order of
 *     their first wrong application
 * @param judged how many applications could be compared
 * @param skipped how many could not
 * @param unjudged the rules of those, in the order of their first such application
 */
record RuleJudgement(List<Suspect> suspects, long judged, long skipped, List<String> unjudged) {
  RuleJudgement {
    suspects = List.copyOf(suspects);
    unjudged = List.copyOf(unjudged);
  }

  /**
   * A rule that replaced something by what has another value.
   *
   * @param rule its id
   * @param pass what it was applied in; null where that is not known
   * @param before what was replaced
   * @param after what was put there
   * @param values what the two depend on, by name
   * @param left the value of the one
   * @param right the value of the other
   */
  record Suspect(
      String rule,
      @JsonProperty("pass") @Nullable String pass,
      String before,
      String after,
      SortedMap<String, JsonNode> values,
      String left,
      String right) {

    /** {@code 1 before, 2 after, where r0 = 3}. */
    String evidence() {
      String where =
          values.entrySet().stream()
              .map(v -> v.getKey() + " = " + v.getValue().asText(v.getValue().toString()))
              .collect(Collectors.joining(", "));
      String compared = "%s before, %s after".formatted(left, right);
      return where.isEmpty() ? compared : compared + ", where " + where;
    }
  }
}
