package winofuzz.compiler.symbolic;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.ir.Arg;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Integer expressions as sums of terms, each a product with a constant factor.
 *
 * <p>Arithmetic on constants is exact: where a result would not fit a long, these methods throw
 * {@link ArithmeticException}, and the rule that asked is not applied (see {@link Exact}).
 */
public final class Terms {
  private Terms() {}

  /** A value split in two: {@code rest + constant} or {@code rest * constant}. */
  public record Split(UOp rest, long constant) {}

  /**
   * Returns a constant that divides the value: of a constant itself, of a product its constant
   * factor, of a sum the greatest common divisor of its terms', else 1. It has the sign of the
   * constant found.
   */
  public static long constFactor(UOp value) {
    return switch (value.op()) {
      case CONST -> value.intValue();
      case VCONST -> lanesOf(value).stream().mapToLong(v -> v).reduce(0, Terms::gcd);
      case ADD -> gcd(constFactor(value.src(0)), constFactor(value.src(1)));
      case MUL ->
          value.src(0).is(Op.CONST)
              ? value.src(0).intValue()
              : value.src(1).is(Op.CONST) ? value.src(1).intValue() : 1;
      // Of any other operation no factor is seen.
      default -> 1;
    };
  }

  /**
   * Returns the value divided by a constant, or null where the constant is not seen to divide it.
   */
  public static @Nullable UOp divides(UOp value, long divisor) {
    if (divisor == 1) {
      return value;
    }
    if (divisor == 0) {
      return null;
    }
    return switch (value.op()) {
      case CONST ->
          value.intValue() % divisor == 0
              ? value.constLike(exactDivide(value.intValue(), divisor))
              : null;
      case VCONST -> dividesLanes(value, divisor);
      case ADD -> {
        UOp left = divides(value.src(0), divisor);
        UOp right = left == null ? null : divides(value.src(1), divisor);
        yield left == null || right == null ? null : left.plus(right);
      }
      case MUL -> {
        UOp left = divides(value.src(0), divisor);
        if (left != null) {
          yield left.times(value.src(1));
        }
        UOp right = divides(value.src(1), divisor);
        yield right == null ? null : value.src(0).times(right);
      }
      // Any other operation is not seen to be a multiple.
      default -> null;
    };
  }

  private static @Nullable UOp dividesLanes(UOp value, long divisor) {
    List<Arg.Constant> quotients = new ArrayList<>();
    for (long lane : lanesOf(value)) {
      if (lane % divisor != 0) {
        return null;
      }
      quotients.add(new Arg.Int(exactDivide(lane, divisor)));
    }
    return Constants.of(value.dtype(), quotients);
  }

  private static List<Long> lanesOf(UOp value) {
    List<Long> result = new ArrayList<>();
    for (Arg.Constant c : ((Arg.Constants) value.arg()).values()) {
      if (!(c instanceof Arg.Int i)) {
        throw new ArithmeticException("not an integer: " + c);
      }
      result.add(i.value());
    }
    return result;
  }

  /** Returns a sum without its trailing constant, and that constant, 0 if there is none. */
  public static Split popAddend(UOp sum) {
    return sum.is(Op.ADD) && sum.src(1).is(Op.CONST)
        ? new Split(sum.src(0), sum.src(1).intValue())
        : new Split(sum, 0);
  }

  /** Returns a product without its trailing constant, and that constant, 1 if there is none. */
  public static Split popFactor(UOp product) {
    return product.is(Op.MUL) && product.src(1).is(Op.CONST)
        ? new Split(product.src(0), product.src(1).intValue())
        : new Split(product, 1);
  }

  /** Returns a value with its {@link #constFactor} divided out, and that factor. */
  static Split split(UOp value) {
    long factor = constFactor(value);
    UOp rest = divides(value, factor);
    if (rest == null) {
      throw new ArithmeticException("a term with a zero factor");
    }
    return new Split(rest, factor);
  }

  /**
   * Returns the greatest common divisor of values as far as it is seen: the factors that all of
   * them have, times the greatest common divisor of their constants.
   *
   * @param rewriter that simplifies the product of the two
   */
  public static UOp gcd(List<UOp> values, Rewriter rewriter) {
    if (values.getLast().is(Op.CONST)) {
      long constant = 0;
      for (UOp v : values) {
        constant = gcd(constant, constFactor(v));
      }
      return values.getLast().constLike(constant);
    }
    List<UOp> common = null;
    long constant = 0;
    for (UOp v : values) {
      Split term = split(v);
      constant = gcd(constant, term.constant());
      List<UOp> factors = term.rest().split(Op.MUL);
      common = common == null ? new ArrayList<>(factors) : intersection(common, factors);
    }
    if (common == null) {
      throw new AssertionError("the common divisor of no values");
    }
    common.add(values.getFirst().constLike(constant));
    return Simplify.simplify(product(common), rewriter);
  }

  private static List<UOp> intersection(List<UOp> a, List<UOp> b) {
    Map<UOp, Integer> left = count(b);
    List<UOp> result = new ArrayList<>();
    for (UOp u : grouped(a)) {
      if (left.merge(u, -1, Integer::sum) >= 0) {
        result.add(u);
      }
    }
    return result;
  }

  private static Map<UOp, Integer> count(List<UOp> values) {
    Map<UOp, Integer> result = new LinkedHashMap<>();
    values.forEach(v -> result.merge(v, 1, Integer::sum));
    return result;
  }

  /** Returns the values with equal ones side by side, in order of first occurrence. */
  private static List<UOp> grouped(List<UOp> values) {
    List<UOp> result = new ArrayList<>(values.size());
    count(values)
        .forEach(
            (u, n) -> {
              for (int i = 0; i < n; i++) {
                result.add(u);
              }
            });
    return result;
  }

  /** Returns the value divided by another, or null where that is not seen to divide it. */
  public static @Nullable UOp divideExact(UOp value, UOp divisor) {
    if (value == divisor) {
      return value.constLike(1);
    }
    if (value.is(Op.ADD)) {
      UOp left = divideExact(value.src(0), divisor);
      UOp right = left == null ? null : divideExact(value.src(1), divisor);
      return left == null || right == null ? null : left.plus(right);
    }
    if (divisor.is(Op.CONST)) {
      return divides(value, divisor.intValue());
    }
    return value.is(Op.MUL) ? divideProduct(value, divisor) : null;
  }

  private static @Nullable UOp divideProduct(UOp value, UOp divisor) {
    Split of = popFactor(value);
    Split by = popFactor(divisor);
    if (by.constant() == 0 || of.constant() % by.constant() != 0) {
      return null;
    }
    Map<UOp, Integer> left = count(of.rest().split(Op.MUL));
    for (UOp factor : by.rest().split(Op.MUL)) {
      if (left.merge(factor, -1, Integer::sum) < 0) {
        return null;
      }
    }
    List<UOp> factors = new ArrayList<>();
    left.forEach(
        (u, n) -> {
          for (int i = 0; i < n; i++) {
            factors.add(u);
          }
        });
    factors.add(value.constLike(exactDivide(of.constant(), by.constant())));
    return product(factors);
  }

  /** Whether the value is seen never to fall when a range or variable in it grows. */
  public static boolean isIncreasing(UOp value) {
    return switch (value.op()) {
      case ADD -> isIncreasing(value.src(0)) && isIncreasing(value.src(1));
      case MUL, IDIV ->
          value.src(1).is(Op.CONST) && value.src(1).intValue() >= 0 && isIncreasing(value.src(0));
      // Any other operation may fall.
      default -> value.op().isIrreducible();
    };
  }

  /** Returns the sum of at least one value, left to right; of bools, whether any holds. */
  public static UOp sum(List<UOp> values) {
    Op op = values.getFirst().dtype().isBool() ? Op.OR : Op.ADD;
    return values.stream().reduce((a, b) -> a.alu(op, b)).orElseThrow();
  }

  /** Returns the product of at least one value, left to right; of bools, whether all hold. */
  public static UOp product(List<UOp> values) {
    Op op = values.getFirst().dtype().isBool() ? Op.AND : Op.MUL;
    return values.stream().reduce((a, b) -> a.alu(op, b)).orElseThrow();
  }

  /**
   * Returns the greatest common divisor, never negative; of 0 and a number, that number's
   * magnitude.
   */
  public static long gcd(long a, long b) {
    if (a == Long.MIN_VALUE || b == Long.MIN_VALUE) {
      return BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).longValueExact();
    }
    long x = Math.abs(a);
    long y = Math.abs(b);
    while (y != 0) {
      long rest = x % y;
      x = y;
      y = rest;
    }
    return x;
  }

  private static long exactDivide(long a, long b) {
    return Math.divideExact(a, b);
  }
}
