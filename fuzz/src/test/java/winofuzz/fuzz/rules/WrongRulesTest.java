package winofuzz.fuzz.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static winofuzz.compiler.rewrite.Pattern.any;
import static winofuzz.compiler.rewrite.Pattern.scalarConstant;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winofuzz.compiler.Rules;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Replacement;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.fuzz.rules.RuleVerdict.Claim;
import winofuzz.fuzz.rules.RuleVerdict.Counterexample;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** A rule with a mistake is refuted, and values are named for which it does not hold. */
class WrongRulesTest {
  private static final Pattern INDEX = any("x").dtype(DType::isIndex);
  private static final Pattern C = scalarConstant("c");
  private static final Pattern D = scalarConstant("d");

  /**
   * A wrong variant of a rule.
   *
   * @param mistake in words
   * @param rule the wrong rule, or the right one where its result is edited
   * @param edit what is put in place, from the matched node and the right result
   */
  record Variant(String mistake, Rule<?> rule, @Nullable BinaryOperator<UOp> edit) {
    @Override
    public String toString() {
      return mistake;
    }
  }

  static Stream<Variant> variants() {
    return Stream.of(
        // a dropped condition
        wrong(
            "less-of-quotient, of any c",
            INDEX.divide(D).lessThan(C),
            m -> {
              long d = m.intOf("d");
              return d > 0 ? m.get("x").lessThan(m.intOf("c") * d) : null;
            }),
        wrong(
            "less-positive-scale, of any sign",
            C.times(INDEX).lessThan(D),
            m -> {
              long c = m.intOf("c");
              return c == 0 ? null : m.get("x").lessThan(Math.ceilDiv(m.intOf("d"), c));
            }),
        wrong("max-by-bounds, whatever the bounds", INDEX.max(any("y")), m -> m.get("x")),
        wrong(
            "recombine-scaled, whatever the scales",
            INDEX.modulo(C).plus(any("x").divide(C).times(D)),
            m -> m.get("x")),
        wrong(
            "mod-twice, by different divisors",
            INDEX.modulo(C).named("inner").modulo(D),
            m -> m.get("inner")),
        wrong(
            "cast-back, through any type",
            any("x").cast().named("a").cast().named("b"),
            m -> m.get("x").dtype().equals(m.get("b").dtype()) ? m.get("x") : null),
        wrong(
            "factors-out-of-fold, though they depend on the range",
            Pattern.op(Op.REDUCE).argIs(new Arg.Fold(Op.ADD)).srcStarting(any("x").times(any("y"))),
            m -> again(m.root(), m.get("x")).times(m.get("y"))),
        wrong(
            "maximum of floats, the smaller",
            any("x").max(any("y")),
            m -> m.get("x").lessThan(m.get("y")).where(m.get("x"), m.get("y"))),
        wrong("mul-zero gives one", any("x").times(0), m -> m.get("x").constLike(1)),
        // a bound that is off by one
        edited("less-add-constant", (b, a) -> with(a, 1, a.src(1).plus(1))),
        edited("not-below", (b, a) -> with(a, 0, a.src(0).plus(1))),
        edited("modulo-power-of-two", (b, a) -> with(a, 1, a.src(1).plus(1))),
        edited("less-drop-rest", (b, a) -> with(a, 1, a.src(1).plus(1))),
        // a wrong sign
        edited("negate-add", (b, a) -> with(a, 1, a.src(1).src(0))),
        edited("div-minus-one", (b, a) -> b.src(0)),
        edited("distribute-over-constant", (b, a) -> with(a, 1, a.src(1).negate())),
        edited("mod-by-negative", (b, a) -> a.negate()),
        // a missing gate
        edited("gated-add", (b, a) -> a.src(1)),
        edited("choice-onto-load", WrongRulesTest::withoutGate),
        edited("store-gated-value", WrongRulesTest::withoutGate),
        edited("invalid-out-of-where-then", (b, a) -> a.src(1)),
        // parts that are lost or exchanged
        edited("where-not", (b, a) -> a.withSrc(a.src(0), a.src(2), a.src(1))),
        edited("two-stage-mul", (b, a) -> b.src(0)),
        edited("lanes-of-vector", (b, a) -> b.src(0).src(0)),
        edited("combine-with-multiple", (b, a) -> with(a, 1, a.src(1).src(0))));
  }

  private static Variant wrong(String mistake, Pattern pattern, Replacement.OfMatch replacement) {
    return new Variant(mistake, Rule.of("wrong-rule", mistake, pattern, replacement), null);
  }

  private static Variant edited(String id, BinaryOperator<UOp> edit) {
    Rule<?> right =
        Rules.all().stream().filter(rule -> rule.id().equals(id)).findFirst().orElseThrow();
    return new Variant(id, right, edit);
  }

  private static UOp with(UOp node, int operand, UOp other) {
    List<UOp> operands = new ArrayList<>(node.src());
    operands.set(operand, other);
    return node.withSrc(operands);
  }

  private static UOp again(UOp reduce, UOp value) {
    return value.reduce(Op.ADD, reduce.srcFrom(1));
  }

  /** Returns an access with every index that may be invalid as one that never is. */
  private static UOp withoutGate(UOp before, UOp after) {
    UOp index = after.is(Op.WHERE) ? after.src(1) : after;
    UOp place = index.src(0);
    UOp bare = place.withSrc(place.src(0), place.src(1).indexPart());
    return index.withSrc(Stream.concat(Stream.of(bare), index.srcFrom(1).stream()).toList());
  }

  /** Some of these, quickly: a lost term, a wrong sign, a missing gate. */
  static Stream<Variant> someVariants() {
    Set<String> some = Set.of("two-stage-mul", "div-minus-one", "gated-add", "less-drop-rest");
    return variants().filter(variant -> some.contains(variant.mistake()));
  }

  @ParameterizedTest
  @MethodSource("someVariants")
  void aSimpleMistakeIsRefuted(Variant variant) {
    assertRefuted(variant);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("variants")
  void aWrongRuleIsRefuted(Variant variant) {
    assertRefuted(variant);
  }

  private static void assertRefuted(Variant variant) {
    List<RuleSet<?>> sets =
        variant.edit() == null
            ? List.of(RuleSet.of("wrong", variant.rule().withoutContext().orElseThrow()))
            : Rules.sets();
    RuleVerdict verdict = verdict(variant, sets, applied(variant.edit()));
    assertEquals(Claim.REFUTED, verdict.claim(), verdict::how);
    Counterexample wrong = verdict.counterexample();
    if (wrong == null) {
      fail("no counterexample");
    } else {
      assertFalse(wrong.before().equals(wrong.after()), wrong::toString);
      assertTrue(wrong.application().contains("->"), wrong::application);
    }
  }

  /** The mistake is what is seen: the rules that were edited are right without it. */
  @Tag("long")
  @ParameterizedTest
  @MethodSource("variants")
  void aRuleIsNotRefutedWithoutItsMistake(Variant variant) {
    if (variant.edit() != null) {
      RuleVerdict verdict = verdict(variant, Rules.sets(), UnaryOperator.identity());
      assertTrue(
          verdict.claim() == Claim.PROVEN || verdict.claim() == Claim.VALIDATED, verdict::how);
    }
  }

  private static UnaryOperator<Application> applied(@Nullable BinaryOperator<UOp> edit) {
    return edit == null
        ? UnaryOperator.identity()
        : a -> new Application(a.rule(), a.before(), edit.apply(a.before(), a.after()));
  }

  private static RuleVerdict verdict(
      Variant variant, List<RuleSet<?>> sets, UnaryOperator<Application> edit) {
    return new RuleSurvey(1, Set.of(variant.rule()), sets, edit).ofInstances().rules().getFirst();
  }
}
