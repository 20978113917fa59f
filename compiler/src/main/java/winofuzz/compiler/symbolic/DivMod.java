package winofuzz.compiler.symbolic;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Match;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * The replacements of rules on quotients and remainders of sums. The root of each rule is {@code x
 * // y} or {@code x % y}; a method returns null where its rule does not apply.
 */
final class DivMod {
  private DivMod() {}

  /** All quotients are one: {@code x // y -> q}, {@code x % y -> x - q*y}. */
  static @Nullable UOp cancel(Match m) {
    UOp x = m.get("x");
    UOp y = m.get("y");
    if (y.min() <= 0 && y.max() >= 0) {
      return null;
    }
    long quotient = Math.divideExact(x.min(), y.min());
    if (quotient != Math.divideExact(x.min(), y.max())
        || quotient != Math.divideExact(x.max(), y.min())
        || quotient != Math.divideExact(x.max(), y.max())) {
      return null;
    }
    return m.root().is(Op.MOD)
        ? x.minus(y.constLike(quotient).times(y))
        : m.root().constLike(quotient);
  }

  /** One term with two values: the line through the two results. */
  static @Nullable UOp ofTwoValues(Match m) {
    long c = m.intOf("y");
    Terms.Split sum = Terms.popAddend(m.get("x"));
    if (c <= 0 || sum.rest().is(Op.ADD)) {
      return null;
    }
    Terms.Split term = Terms.split(sum.rest());
    UOp v = term.rest();
    if (Math.subtractExact(v.max(), v.min()) != 1) {
      return null;
    }
    long low = result(m, affine(term.constant(), v.min(), sum.constant()), c);
    long high = result(m, affine(term.constant(), v.max(), sum.constant()), c);
    return v.constLike(high - low).times(v.minus(v.min())).plus(low);
  }

  private static long affine(long factor, long x, long constant) {
    return Math.addExact(Math.multiplyExact(factor, x), constant);
  }

  private static long result(Match m, long numerator, long c) {
    return m.root().is(Op.MOD) ? numerator % c : numerator / c;
  }

  /** See {@link #byCongruence(boolean, UOp, long)}. */
  static @Nullable UOp byCongruence(Match m) {
    return byCongruence(m.root().is(Op.MOD), m.get("x"), m.intOf("y"));
  }

  /**
   * Factors are replaced by what is congruent to them modulo c and nearest to zero. If the sum then
   * stays within one multiple of c, it is the remainder, up to a constant, and the quotient follows
   * from x = (x//c)*c + x%c.
   */
  private static @Nullable UOp byCongruence(boolean remainder, UOp x, long c) {
    if (c <= 0) {
      return null;
    }
    Terms.Split sum = Terms.popAddend(x);
    List<Terms.Split> terms = new ArrayList<>();
    UOp rest = null;
    for (UOp u : sum.rest().split(Op.ADD)) {
      Terms.Split term = Terms.split(u);
      terms.add(term);
      UOp reduced = term.rest().constLike(nearest(term.constant(), c)).times(term.rest());
      rest = rest == null ? reduced : rest.plus(reduced);
    }
    if (rest == null) {
      throw new AssertionError("a sum without terms");
    }
    UOp small = rest.plus(Math.floorMod(sum.constant(), c));
    long multiple = Math.floorDiv(small.min(), c);
    if (multiple != Math.floorDiv(small.max(), c)) {
      return null;
    }
    long below = Math.multiplyExact(multiple, c);
    if (remainder) {
      return small.minus(below);
    }
    UOp quotient = null;
    for (Terms.Split t : terms) {
      long factor = Math.floorDiv(Math.subtractExact(t.constant(), nearest(t.constant(), c)), c);
      UOp part = t.rest().constLike(factor).times(t.rest());
      quotient = quotient == null ? part : quotient.plus(part);
    }
    long constant = sum.constant() - Math.floorMod(sum.constant(), c);
    return quotient == null
        ? null
        : quotient.plus(Math.floorDiv(Math.addExact(constant, below), c));
  }

  /**
   * Returns the number congruent to a factor modulo c that is nearest to zero, the positive one of
   * two.
   */
  private static long nearest(long factor, long c) {
    long positive = Math.floorMod(factor, c);
    return positive <= c - positive ? positive : positive - c;
  }

  /** {@code x // y -> (x/g) // (y/g)}, {@code x % y -> ((x/g) % (y/g)) * g}. */
  static @Nullable UOp byCommonDivisor(Match m) {
    UOp x = m.get("x");
    UOp y = m.get("y");
    List<UOp> values = new ArrayList<>(x.split(Op.ADD));
    values.add(y);
    UOp gcd = Terms.gcd(values, m.rewriter());
    if (gcd.isConst(1)) {
      return null;
    }
    UOp numerator = Terms.divideExact(x, gcd);
    UOp denominator = Terms.divideExact(y, gcd);
    if (numerator == null || denominator == null) {
      return null; // The divisor could not be put into the form in which it is seen to divide.
    }
    UOp result = numerator.alu(m.root().op(), denominator);
    return m.root().is(Op.MOD) ? result.times(gcd) : result;
  }

  /**
   * With g the common divisor of c and all terms but the constant r: {@code (g*x + r) // c -> (x +
   * (r%c)/g) // (c/g) + r//c}, {@code (g*x + r) % c -> ((x + (r%c)/g) % (c/g)) * g + r%g}.
   */
  static @Nullable UOp byCommonDivisorWithRest(Match m) {
    UOp x = m.get("x");
    long c = m.intOf("y");
    if (c <= 0 || x.min() < 0) {
      return null;
    }
    Terms.Split sum = Terms.popAddend(x);
    List<UOp> values = new ArrayList<>(sum.rest().split(Op.ADD));
    values.add(m.get("y"));
    UOp gcd = Terms.gcd(values, m.rewriter());
    if (gcd.isConst(1)) {
      return null;
    }
    long g = gcd.intValue();
    UOp terms = Terms.divideExact(sum.rest(), gcd);
    if (terms == null) {
      return null;
    }
    UOp numerator =
        Simplify.simplify(terms, m.rewriter()).plus(Math.floorMod(sum.constant(), c) / g);
    if (numerator.min() < 0) {
      return null;
    }
    UOp result = numerator.alu(m.root().op(), x.constLike(c / g));
    return m.root().is(Op.MOD)
        ? result.times(gcd).plus(Math.floorMod(sum.constant(), g))
        : result.plus(Math.floorDiv(sum.constant(), c));
  }

  /** Drops a remainder inside the sum that is by a multiple of c. */
  static @Nullable UOp withoutNestedRemainders(Match m) {
    UOp x = m.get("x");
    long c = m.intOf("y");
    if (c < 0 || x.min() < 0) {
      return null;
    }
    List<UOp> terms = new ArrayList<>();
    boolean changed = false;
    for (UOp u : x.split(Op.ADD)) {
      boolean nested = u.is(Op.MOD) && Terms.divides(u.src(1), c) != null;
      changed |= nested;
      terms.add(nested ? u.src(0) : u);
    }
    if (!changed) {
      return null;
    }
    UOp numerator = Terms.sum(terms);
    return numerator.min() >= 0 ? numerator.modulo(m.get("y")) : null;
  }

  /** Divides first by the smallest factor of a term that divides c, if that quotient simplifies. */
  static @Nullable UOp nested(Match m) {
    UOp x = m.get("x");
    UOp y = m.get("y");
    long c = m.intOf("y");
    if (c < 0 || x.min() < 0) {
      return null;
    }
    long factor = c;
    for (UOp u : x.split(Op.ADD)) {
      long f = Constants.isConstant(u) ? 1 : Math.absExact(Terms.constFactor(u));
      if (f > 1 && c % f == 0) {
        factor = Math.min(factor, f);
      }
    }
    if (factor == c) {
      return null;
    }
    UOp inner = byCongruence(false, x, factor);
    if (inner == null) {
      inner = exactTermsApart(false, x, y.constLike(factor));
    }
    return inner == null ? null : inner.divide(c / factor);
  }

  /** See {@link #exactTermsApart(boolean, UOp, UOp)}. */
  static @Nullable UOp exactTermsApart(Match m) {
    return exactTermsApart(m.root().is(Op.MOD), m.get("x"), m.get("y"));
  }

  /**
   * Terms that y divides leave the division: {@code (y*a + b) // y -> b//y + a}, {@code (y*a + b) %
   * y -> b % y}. In a remainder by a constant the factors of the others are reduced, too.
   */
  private static @Nullable UOp exactTermsApart(boolean remainder, UOp x, UOp y) {
    if (y.min() < 0 || x.min() < 0 || y.isConst(0)) {
      return null;
    }
    List<UOp> quotients = new ArrayList<>();
    UOp rest = null;
    boolean changed = false;
    for (UOp u : x.split(Op.ADD)) {
      UOp quotient = Terms.divideExact(u, y);
      if (quotient != null) {
        quotients.add(quotient);
        changed = true;
        continue;
      }
      UOp reduced = remainder && y.is(Op.CONST) ? withReducedFactor(u, y.intValue()) : u;
      changed |= reduced != u;
      rest = rest == null ? reduced : rest.plus(reduced);
    }
    if (!changed) {
      return null;
    }
    UOp numerator = rest == null ? x.constLike(0) : rest.plus(x.constLike(0));
    if (numerator.min() < 0) {
      return null;
    }
    if (remainder) {
      return numerator.modulo(y);
    }
    UOp result = numerator.divide(y);
    return quotients.isEmpty() ? result : result.plus(Terms.sum(quotients));
  }

  private static UOp withReducedFactor(UOp u, long c) {
    long factor = Terms.constFactor(u);
    long reduced = Math.floorMod(factor, c);
    return reduced == factor ? u : Terms.split(u).rest().times(reduced);
  }
}
