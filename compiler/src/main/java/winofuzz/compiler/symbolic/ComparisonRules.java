package winofuzz.compiler.symbolic;

import static winofuzz.compiler.rewrite.Pattern.any;
import static winofuzz.compiler.rewrite.Pattern.scalarConstant;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Match;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Comparisons of an index with a constant, and of sums of ranges with zero. */
final class ComparisonRules {
  private ComparisonRules() {}

  private static final Pattern X = any("x").dtype(DType::isIndex);
  private static final Pattern C = scalarConstant("c");
  private static final Pattern SCALED =
      scalarConstant("c0").times(X).lessThan(scalarConstant("c1"));

  /** A factor or divisor moves to the other side. */
  static final RuleSet<Object> SCALES =
      RuleSet.of(
          "scaled comparisons",
          Exact.rule(
              "less-positive-scale",
              "c0*x < c1 -> x < ceil(c1/c0), if both are positive",
              SCALED,
              m ->
                  m.intOf("c0") > 0 && m.intOf("c1") > 0
                      ? m.get("x").lessThan(Math.ceilDiv(m.intOf("c1"), m.intOf("c0")))
                      : null),
          Exact.rule(
              "less-negative-scale",
              "c0*x < c1 -> -x < -floor(-c1/-c0), if c0 is negative and c1 not positive",
              SCALED,
              m ->
                  m.intOf("c0") < -1 && m.intOf("c1") <= 0
                      ? m.get("x").negate().lessThan(-Math.floorDiv(-m.intOf("c1"), -m.intOf("c0")))
                      : null),
          Exact.rule(
              "less-of-quotient",
              "x//d < c -> x < c*d, or x < c*d - (d-1) if c is not positive",
              X.divide(scalarConstant("d")).lessThan(C),
              ComparisonRules::quotientLess));

  private static @Nullable UOp quotientLess(Match m) {
    long d = m.intOf("d");
    long c = m.intOf("c");
    if (d <= 0) {
      return null;
    }
    long product = Math.multiplyExact(c, d);
    return m.get("x").lessThan(c > 0 ? product : Math.subtractExact(product, d - 1));
  }

  /** Small terms and signs are dropped. */
  static final RuleSet<Object> FOLDING =
      RuleSet.of(
          "comparisons",
          Exact.rule(
              "less-drop-rest",
              "d*x + rest < c -> x < c//d, if 0 <= rest < d",
              X.lessThan(C),
              m -> m.intOf("c") > 0 ? dropSmallTerms(m.get("x"), m.intOf("c")) : null),
          Rule.of(
              "less-of-negations",
              "-x < -y -> y < x",
              X.times(-1).lessThan(any("y").times(-1)),
              m -> m.get("y").lessThan(m.get("x"))),
          Exact.rule(
              "positive-sum-drop-factors",
              "!(a*x + b*y < 1) -> !(x + y < 1), if x, y >= 0 and a, b > 0",
              X.lessThan(1).not(),
              m -> {
                UOp sum = withoutFactors(m.get("x"));
                return sum == null ? null : sum.lessThan(1).not();
              }));

  private static @Nullable UOp dropSmallTerms(UOp x, long c) {
    List<UOp> large = new ArrayList<>();
    long divisor = c;
    long smallMin = 0;
    long smallMax = 0;
    for (UOp term : x.split(Op.ADD)) {
      long factor = Terms.constFactor(term);
      if (factor == 1) {
        smallMin = Math.addExact(smallMin, term.min());
        smallMax = Math.addExact(smallMax, term.max());
      } else {
        large.add(term);
        divisor = Terms.gcd(divisor, factor);
      }
    }
    if (large.isEmpty() || divisor <= 1 || smallMin < 0 || smallMax >= divisor) {
      return null;
    }
    UOp quotient = Terms.divides(Terms.sum(large), divisor);
    return quotient == null ? null : quotient.lessThan(Math.floorDiv(c, divisor));
  }

  /**
   * Returns a sum of ranges and variables with positive factors, without the factors; else null.
   */
  private static @Nullable UOp withoutFactors(UOp sum) {
    List<UOp> terms = new ArrayList<>();
    boolean changed = false;
    for (UOp term : sum.split(Op.ADD)) {
      UOp bare = term;
      if (term.is(Op.MUL) && term.src(1).is(Op.CONST) && term.src(1).intValue() > 0) {
        changed = true;
        bare = term.src(0);
      }
      if (!bare.op().isIrreducible() || bare.min() < 0) {
        return null;
      }
      terms.add(bare);
    }
    return changed ? Terms.sum(terms) : null;
  }
}
