package winofuzz.compiler.symbolic;

import static winofuzz.compiler.rewrite.Pattern.any;
import static winofuzz.compiler.rewrite.Pattern.constant;
import static winofuzz.compiler.rewrite.Pattern.scalarConstant;

import winofuzz.compiler.rewrite.Match;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;

/** A quotient and a remainder that were split apart and meet again: (x//c)*c + x%c = x. */
final class RecombinationRules {
  private RecombinationRules() {}

  private static final Pattern X = any("x");
  private static final Pattern Y = any("y");
  private static final Pattern C = constant("c");
  private static final Pattern QUOTIENT = X.divide(C).times(C);
  private static final Pattern REMAINDER = X.modulo(C);
  private static final Pattern C1 = scalarConstant("c1");
  private static final Pattern SCALED_QUOTIENT = X.divide(C1).times(scalarConstant("c3"));
  private static final Pattern SCALED_REMAINDER = X.modulo(C1).times(scalarConstant("c2"));

  static final RuleSet<Object> RULES =
      RuleSet.of(
          "recombination",
          Rule.of("recombine", "x%c + (x//c)*c -> x", REMAINDER.plus(QUOTIENT), m -> m.get("x")),
          Exact.rule(
              "recombine-scaled",
              "(x//c1)*c3 + (x%c1)*c2 -> x*c2, if c1*c2 = c3",
              SCALED_QUOTIENT.plus(SCALED_REMAINDER),
              m -> scalesAgree(m) ? m.get("x").times(m.get("c2")) : null),
          Rule.of(
              "recombine-after-quotient",
              "y + (x//c)*c + x%c -> y + x",
              Y.plus(QUOTIENT).plus(REMAINDER),
              m -> m.get("y").plus(m.get("x"))),
          Rule.of(
              "recombine-after-remainder",
              "y + x%c + (x//c)*c -> y + x",
              Y.plus(REMAINDER).plus(QUOTIENT),
              m -> m.get("y").plus(m.get("x"))),
          Exact.rule(
              "recombine-scaled-after-quotient",
              "y + (x//c1)*c3 + (x%c1)*c2 -> y + x*c2, if c1*c2 = c3",
              Y.plus(SCALED_QUOTIENT).plus(SCALED_REMAINDER),
              m -> scalesAgree(m) ? m.get("y").plus(m.get("x").times(m.get("c2"))) : null),
          Exact.rule(
              "recombine-scaled-after-remainder",
              "y + (x%c1)*c2 + (x//c1)*c3 -> y + x*c2, if c1*c2 = c3",
              Y.plus(SCALED_REMAINDER).plus(SCALED_QUOTIENT),
              m -> scalesAgree(m) ? m.get("y").plus(m.get("x").times(m.get("c2"))) : null));

  private static boolean scalesAgree(Match m) {
    return Math.multiplyExact(m.intOf("c1"), m.intOf("c2")) == m.intOf("c3");
  }
}
