package winofuzz.compiler.symbolic;

import org.jspecify.annotations.Nullable;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.number.BinaryFormat;
import winofuzz.number.Rational;

/**
 * Carries along what a folded constant is in floating point, so that folding changes no bit of an
 * evaluation in ieee semantics: see {@link Arg.Real#computed}.
 */
final class Rounding {
  private Rounding() {}

  /** Returns the exact result of a sum or product together with its rounded one. */
  static Arg.@Nullable Constant carried(
      Op op, DType dtype, Arg.Constant a, Arg.Constant b, Arg.@Nullable Constant exact) {
    if (!(exact instanceof Arg.Real result)
        || !(a instanceof Arg.Real x)
        || !(b instanceof Arg.Real y)
        || !dtype.kind().isFloat()
        || (op != Op.ADD && op != Op.MUL)) {
      return exact;
    }
    BinaryFormat format = dtype.kind().format();
    double left = x.roundedTo(format);
    double right = y.roundedTo(format);
    if (!Double.isFinite(left) || !Double.isFinite(right)) {
      return exact;
    }
    Rational unrounded =
        op == Op.ADD
            ? Rational.of(left).plus(Rational.of(right))
            : Rational.of(left).times(Rational.of(right));
    return real(result.value(), format.round(unrounded), format);
  }

  /** Returns a constant of one floating-point type about to become one of another. */
  static Arg.Constant converted(Arg.Constant constant, DType from, DType to) {
    return constant instanceof Arg.Real r && from.kind().isFloat() && to.kind().isFloat()
        ? real(r.value(), r.roundedTo(from.kind().format()), to.kind().format())
        : constant;
  }

  private static Arg.Constant real(Rational exact, double computed, BinaryFormat format) {
    boolean same =
        !Double.isFinite(computed) || format.round(exact) == format.round(Rational.of(computed));
    return new Arg.Real(exact, same ? null : Rational.of(computed));
  }
}
