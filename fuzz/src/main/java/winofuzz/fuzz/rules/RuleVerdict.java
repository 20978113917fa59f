package winofuzz.fuzz.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one rule.
 *
 * @param id names the rule
 * @param description what it does
 * @param how in words
 * @param applications that compilations made of it
 * @param judged how many different ones, drawn instances included, were found right, by method
 * @param counterexample of the smallest wrong application; null where none is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RuleVerdict(
    String id,
    String description,
    Claim claim,
    String how,
    long applications,
    Map<String, Long> judged,
    @Nullable Counterexample counterexample) {

  /** What is claimed of a rule. */
  public enum Claim {
    /** It is right for all values of the operands of drawn instances. */
    @JsonProperty("proven")
    PROVEN,
    /** Every application that was judged is right. */
    @JsonProperty("validated")
    VALIDATED,
    /** An application is wrong. */
    @JsonProperty("refuted")
    REFUTED,
    /** It changes no node: it tells another rule what to do. */
    @JsonProperty("marks")
    MARKS,
    /** It was never applied, or of no application could anything be said. */
    @JsonProperty("unreached")
    UNREACHED
  }

  /**
   * A wrong application.
   *
   * @param application both sides
   * @param equation the claim that does not hold
   * @param values of its unknowns, for which it does not
   * @param before the value of the matched side
   * @param after the value of the other
   */
  public record Counterexample(
      String application, String equation, String values, String before, String after) {}
}
