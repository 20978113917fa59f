package winofuzz.fuzz.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import winofuzz.compiler.Pipeline;
import winofuzz.compiler.Rules;
import winofuzz.compiler.pass.BuiltinPath;
import winofuzz.compiler.pass.LoweringRequest;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Target;
import winofuzz.fuzz.rules.RuleVerdict.Claim;

/** What is said of the rules of the compiler. */
class RuleSurveyTest {

  private static Map<String, RuleVerdict> verdicts(String... ids) {
    Set<Rule<?>> rules = new LinkedHashSet<>();
    Rules.all().stream().filter(rule -> List.of(ids).contains(rule.id())).forEach(rules::add);
    assertEquals(ids.length, rules.size());
    return new RuleSurvey(1, rules, Rules.sets(), application -> application)
        .ofInstances().rules().stream()
            .collect(Collectors.toMap(RuleVerdict::id, verdict -> verdict));
  }

  private static RuleVerdict of(Map<String, RuleVerdict> verdicts, String id) {
    return Objects.requireNonNull(verdicts.get(id));
  }

  @Test
  void rulesThatHoldForAllValuesAreProven() {
    Map<String, RuleVerdict> verdicts =
        verdicts(
            "combine-multiples", "where-true-false", "not-below", "divide-by-constant", "not-not");
    verdicts.values().forEach(v -> assertEquals(Claim.PROVEN, v.claim(), v::toString));
    assertTrue(
        of(verdicts, "combine-multiples").how().startsWith("for all operands, in 12 drawn forms"));
    assertTrue(of(verdicts, "combine-multiples").judged().containsKey("polynomials"));
    assertTrue(of(verdicts, "where-true-false").judged().containsKey("all values"));
    assertTrue(of(verdicts, "divide-by-constant").judged().containsKey("SMT"));
  }

  @Test
  void aRuleWithAConditionIsProvenWhereItApplies() {
    RuleVerdict verdict = of(verdicts("modulo-power-of-two"), "modulo-power-of-two");
    assertEquals(Claim.PROVEN, verdict.claim());
    assertTrue(verdict.how().startsWith("for all operands that are not negative"), verdict::how);
  }

  @Test
  void divisionsOfUsedIndicesAreSaidToBeThese() {
    RuleVerdict verdict = of(verdicts("divmod-congruence"), "divmod-congruence");
    assertEquals(Claim.PROVEN, verdict.claim());
    assertTrue(verdict.how().endsWith("dividends not negative"), verdict::how);
  }

  @Test
  void whatFloatsRoundApartIsValidatedExactly() {
    RuleVerdict verdict = of(verdicts("real-div-twice"), "real-div-twice");
    assertEquals(Claim.VALIDATED, verdict.claim());
    assertTrue(verdict.judged().containsKey("exact arithmetic"), verdict::how);
  }

  @Test
  void statementsAreJudgedByWhatTheyLeaveInMemory() {
    assertEquals(Claim.VALIDATED, of(verdicts("store-gated-value"), "store-gated-value").claim());
  }

  /** Each of these was refuted once: as written down they are right. */
  @Tag("long")
  @Test
  void rulesThatWereWrongAreMended() {
    Map<String, RuleVerdict> verdicts =
        verdicts(
            "div-of-div-plus",
            "divide-by-constant",
            "lanes-of-matrix-product",
            "lift-add-from-less",
            "lift-add-from-not-equal",
            "lift-mul-from-less",
            "pick-one-point");
    for (RuleVerdict verdict : verdicts.values()) {
      assertTrue(
          verdict.claim() == Claim.PROVEN || verdict.claim() == Claim.VALIDATED, verdict::toString);
    }
  }

  @Test
  void applicationsOfACompilationAreCountedAndJudged() {
    RuleSurvey survey = new RuleSurvey(1);
    survey.judge(
        new RuleSurvey.Compilation(
            Pipeline.STANDARD,
            new LoweringRequest(
                Convolution.of(1, 1, 4, 4, 1, 1, 1), BuiltinPath.DIRECT, Set.of(), Target.APPLE)));
    List<RuleVerdict> applied =
        survey.verdicts().rules().stream().filter(v -> v.applications() > 0).toList();
    assertTrue(applied.size() > 20, () -> "" + applied.size());
    for (RuleVerdict verdict : applied) {
      assertEquals(Claim.VALIDATED, verdict.claim(), verdict::toString);
    }
    RuleVerdict padding =
        applied.stream().filter(v -> v.id().equals("pad-is-choice")).findFirst().orElseThrow();
    assertTrue(padding.judged().containsKey("in its pass"), padding::how);
  }

  @Tag("long")
  @Test
  void everyRuleIsReachedAndRight() {
    RuleVerdicts verdicts = new RuleSurvey(1).run((done, of) -> {});
    assertFalse(verdicts.isRefuted(), verdicts::text);
    assertEquals(0, verdicts.count(Claim.UNREACHED), verdicts::text);
    assertEquals(Rules.count(), verdicts.rules().size());
    assertTrue(verdicts.count(Claim.PROVEN) >= 100, verdicts::text);
  }
}
