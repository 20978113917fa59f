package winofuzz.compiler.symbolic;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.Arg;
import winofuzz.ir.Arg.Special;
import winofuzz.ir.Op;
import winofuzz.number.Rational;

/**
 * Arithmetic on the constants of floating-point types: exact on rationals, IEEE 754's rules for
 * infinities, NaN and the sign of zero.
 *
 * <p>Operands are {@link Arg.Real} or {@link Special}; a real zero is positive. What no rational
 * equals (most square roots, logarithms and powers) is not computed.
 */
final class RealArithmetic {
  private static final Arg.Constant ZERO = new Arg.Real(Rational.ZERO);
  private static final int LARGEST_EXPONENT = 1023;

  private RealArithmetic() {}

  /** Returns the result of a unary operation, or null if it is not a rational. */
  static Arg.@Nullable Constant unary(Op op, Arg.Constant a) {
    return switch (op) {
      case NEG -> negate(a);
      case RECIP -> reciprocal(a);
      case TRUNC -> truncate(a);
      case SQRT -> squareRoot(a);
      case EXP2 -> power(a);
      case LOG2 -> logarithm(a);
      case SIN -> isZero(a) ? a : isFinite(a) ? null : Special.NAN;
      // No other operation is of one real.
      default -> null;
    };
  }

  static Arg.Constant negate(Arg.Constant a) {
    return switch (a) {
      case Special s ->
          switch (s) {
            case NAN -> Special.NAN;
            case POSITIVE_INFINITY -> Special.NEGATIVE_INFINITY;
            case NEGATIVE_INFINITY -> Special.POSITIVE_INFINITY;
            case NEGATIVE_ZERO -> ZERO;
          };
      case Arg.Real r -> {
        Rational computed = r.computed();
        yield r.value().signum() == 0 && computed == null
            ? Special.NEGATIVE_ZERO
            : new Arg.Real(r.value().negate(), computed == null ? null : computed.negate());
      }
      case Arg.Int _, Arg.Bool _, Arg.Invalid _ -> throw notReal(a);
    };
  }

  static Arg.Constant add(Arg.Constant a, Arg.Constant b) {
    if (a == Special.NAN || b == Special.NAN || (isInfinite(a) && isInfinite(b) && a != b)) {
      return Special.NAN;
    }
    if (isInfinite(a) || isInfinite(b)) {
      return isInfinite(a) ? a : b;
    }
    return a == Special.NEGATIVE_ZERO && b == Special.NEGATIVE_ZERO
        ? Special.NEGATIVE_ZERO
        : real(value(a).plus(value(b)));
  }

  static Arg.Constant multiply(Arg.Constant a, Arg.Constant b) {
    boolean negative = isNegative(a) != isNegative(b);
    if (a == Special.NAN || b == Special.NAN) {
      return Special.NAN;
    }
    if (isInfinite(a) || isInfinite(b)) {
      return isZero(a) || isZero(b) ? Special.NAN : infinity(negative);
    }
    return isZero(a) || isZero(b) ? zero(negative) : real(value(a).times(value(b)));
  }

  static Arg.Constant reciprocal(Arg.Constant a) {
    if (a == Special.NAN) {
      return a;
    }
    if (isZero(a)) {
      return infinity(isNegative(a));
    }
    return isInfinite(a) ? zero(isNegative(a)) : real(Rational.ONE.dividedBy(value(a)));
  }

  /** Returns the second if it is greater, else the first. */
  static Arg.Constant max(Arg.Constant a, Arg.Constant b) {
    return isLess(a, b) ? b : a;
  }

  /** IEEE 754's less: false where either is NaN; zeros are equal. */
  static boolean isLess(Arg.Constant a, Arg.Constant b) {
    if (a == Special.NAN || b == Special.NAN || a == b) {
      return false;
    }
    if (isInfinite(a)) {
      return a == Special.NEGATIVE_INFINITY;
    }
    return isInfinite(b) ? b == Special.POSITIVE_INFINITY : value(a).compareTo(value(b)) < 0;
  }

  /** IEEE 754's equal: false where either is NaN; zeros are equal. */
  static boolean isEqual(Arg.Constant a, Arg.Constant b) {
    if (a == Special.NAN || b == Special.NAN) {
      return false;
    }
    return (isInfinite(a) || isInfinite(b)) ? a == b : value(a).equals(value(b));
  }

  private static Arg.Constant truncate(Arg.Constant a) {
    if (!(a instanceof Arg.Real r)) {
      return a;
    }
    Rational value = r.value();
    BigInteger whole = value.truncate();
    return whole.signum() == 0
        ? zero(value.signum() < 0)
        : real(new Rational(whole, BigInteger.ONE));
  }

  private static Arg.@Nullable Constant squareRoot(Arg.Constant a) {
    if (isZero(a) || a == Special.NAN || a == Special.POSITIVE_INFINITY) {
      return a;
    }
    if (isNegative(a)) {
      return Special.NAN;
    }
    BigInteger n = value(a).numerator().sqrt();
    BigInteger d = value(a).denominator().sqrt();
    Rational root = new Rational(n, d);
    return root.times(root).equals(value(a)) ? real(root) : null;
  }

  private static Arg.@Nullable Constant power(Arg.Constant a) {
    if (a == Special.NAN || a == Special.POSITIVE_INFINITY) {
      return a;
    }
    if (a == Special.NEGATIVE_INFINITY) {
      return ZERO;
    }
    Rational exponent = value(a);
    if (!exponent.isInteger() || exponent.numerator().bitLength() > Integer.SIZE - 1) {
      return null;
    }
    int e = exponent.numerator().intValueExact();
    if (Math.abs(e) > LARGEST_EXPONENT) {
      return null;
    }
    Rational power = new Rational(BigInteger.ONE.shiftLeft(Math.abs(e)), BigInteger.ONE);
    return real(e < 0 ? Rational.ONE.dividedBy(power) : power);
  }

  private static Arg.@Nullable Constant logarithm(Arg.Constant a) {
    if (a == Special.NAN || a == Special.POSITIVE_INFINITY) {
      return a;
    }
    if (isZero(a)) {
      return Special.NEGATIVE_INFINITY;
    }
    if (isNegative(a)) {
      return Special.NAN;
    }
    BigInteger n = value(a).numerator();
    BigInteger d = value(a).denominator();
    return n.bitCount() == 1 && d.bitCount() == 1
        ? real(Rational.of(n.bitLength() - d.bitLength()))
        : null;
  }

  // *** parts

  private static Rational value(Arg.Constant finite) {
    if (finite == Special.NEGATIVE_ZERO) {
      return Rational.ZERO;
    }
    if (finite instanceof Arg.Real r) {
      return r.value();
    }
    throw notReal(finite);
  }

  private static boolean isZero(Arg.Constant a) {
    return a == Special.NEGATIVE_ZERO
        || (a instanceof Arg.Real r && r.computed() == null && r.value().signum() == 0);
  }

  static boolean isFinite(Arg.Constant a) {
    return a != Special.NAN && !isInfinite(a);
  }

  private static boolean isInfinite(Arg.Constant a) {
    return a == Special.POSITIVE_INFINITY || a == Special.NEGATIVE_INFINITY;
  }

  private static boolean isNegative(Arg.Constant a) {
    return a == Special.NEGATIVE_ZERO
        || a == Special.NEGATIVE_INFINITY
        || (a instanceof Arg.Real r && r.value().signum() < 0);
  }

  private static Arg.Constant infinity(boolean negative) {
    return negative ? Special.NEGATIVE_INFINITY : Special.POSITIVE_INFINITY;
  }

  private static Arg.Constant zero(boolean negative) {
    return negative ? Special.NEGATIVE_ZERO : ZERO;
  }

  private static Arg.Constant real(Rational value) {
    return new Arg.Real(value);
  }

  private static AssertionError notReal(Arg.Constant a) {
    return new AssertionError("not a finite value of a floating-point type: " + a);
  }
}
