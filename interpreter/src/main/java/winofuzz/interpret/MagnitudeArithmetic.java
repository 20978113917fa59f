package winofuzz.interpret;

import static winofuzz.number.RoundingErrors.OUTWARD;

import java.util.Arrays;
import winofuzz.interpret.Values.Bounded;
import winofuzz.interpret.Values.Integers;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.ScalarOp;
import winofuzz.number.BinaryFormat;
import winofuzz.number.NumericProfile;
import winofuzz.number.Rational;

/**
 * For each number the largest magnitude that its exact value can have, and a bound on how far
 * rounding takes a computed value from it, for all inputs whose magnitudes are at most those of the
 * inputs given.
 *
 * <p>Of an operation on computed values of magnitude up to {@code m} in a format with unit roundoff
 * {@code u} and smallest denormal {@code d}, rounding loses at most {@code u m + d / 2} (Higham,
 * Accuracy and Stability of Numerical Algorithms, section 2.2). What the operands are off is
 * carried on as in {@link BoundArithmetic}. Bounds are computed in doubles, rounded outward. Where
 * a computed value may overflow the bound is infinite.
 */
final class MagnitudeArithmetic extends RoundedArithmetic<BoundedCells> {
  private final NumericProfile profile;

  MagnitudeArithmetic(NumericProfile profile) {
    super(BoundRows.BOUNDED);
    this.profile = profile;
  }

  @Override
  BoundedCells cells(Values values) {
    return ((Bounded) values).cells;
  }

  @Override
  BoundedCells operands(Values values) {
    BinaryFormat format = Formats.real(values.dtype());
    if (!profile.flushes(format)) {
      return cells(values);
    }
    BoundedCells flushed = cells(values).copy();
    for (int i = 0; i < flushed.size(); i++) {
      if (flushed.numbers[i] + flushed.errors[i] > 0) {
        flushed.errors[i] = (flushed.errors[i] + format.minNormal()) * OUTWARD;
      }
    }
    return flushed;
  }

  @Override
  Values of(DType dtype, BoundedCells cells) {
    return new Bounded(dtype.scalar(), cells);
  }

  @Override
  BoundedCells filled(int size, double value) {
    BoundedCells r = new BoundedCells(size);
    Arrays.fill(r.numbers, Math.abs(value));
    return r;
  }

  private static EvaluationException unbounded(Object what) {
    return new EvaluationException(what + ": no bound for all inputs is known");
  }

  @Override
  Rows.Kernel<BoundedCells> kernel(ScalarOp.Binary op, DType dtype) {
    return switch (op) {
      case ADD, SUB -> MagnitudeArithmetic::add;
      case MUL -> MagnitudeArithmetic::multiply;
      case FDIV, MAX, POW -> throw unbounded(op);
      case SHL, SHR, IDIV, MOD, XOR, OR, AND -> throw notOfReals(op);
    };
  }

  private static void add(
      BoundedCells r, int ri, BoundedCells a, int ai, BoundedCells b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      r.numbers[ri + i] = (a.numbers[ai + i] + b.numbers[bi + i]) * OUTWARD;
      r.errors[ri + i] = (a.errors[ai + i] + b.errors[bi + i]) * OUTWARD;
    }
  }

  private static void multiply(
      BoundedCells r, int ri, BoundedCells a, int ai, BoundedCells b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      double x = a.numbers[ai + i];
      double y = b.numbers[bi + i];
      r.errors[ri + i] = BoundRows.ofFactors(x, a.errors[ai + i], y, b.errors[bi + i]);
      r.numbers[ri + i] = x == 0 || y == 0 ? 0 : (x * y + Double.MIN_VALUE) * OUTWARD;
    }
  }

  @Override
  Rows.Comparison<BoundedCells> comparison(ScalarOp.Comparison op) {
    throw unbounded(op);
  }

  @Override
  Rows.Settling<BoundedCells> settling(DType dtype) {
    BinaryFormat format = Formats.real(dtype);
    double roundoff = Math.scalb(1.0, -format.precision());
    double smallest = Math.scalb(format.minNormal(), 1 - format.precision());
    double underflow = profile.flushes(format) ? format.minNormal() : smallest;
    return (r, from, n) -> {
      for (int i = from; i < from + n; i++) {
        double computed = (r.numbers[i] + r.errors[i]) * OUTWARD;
        if (computed > 0) {
          double lost = (roundoff * computed + underflow) * OUTWARD;
          boolean isKnown = computed + lost < format.max();
          r.errors[i] = isKnown ? (r.errors[i] + lost) * OUTWARD : Double.POSITIVE_INFINITY;
        }
      }
    };
  }

  @Override
  public Values constant(DType dtype, Arg.Constant value) {
    Rational exact = value.exact().orElseThrow(() -> unbounded("CONST " + value));
    BoundedCells cell = new BoundedCells(1);
    double rounded = Formats.real(dtype).round(exact);
    Rational off = exact.minus(Rational.of(rounded));
    cell.numbers[0] = exact.signum() == 0 ? 0 : Math.nextUp(exact.abs().toDouble());
    cell.errors[0] = off.signum() == 0 ? 0 : Math.nextUp(off.abs().toDouble());
    return of(dtype, cell);
  }

  @Override
  public Values input(Values given) {
    return switch (given) {
      case Bounded b -> b;
      case Integers i -> i;
      case Values.Residues r -> throw r.misplaced();
      case Values.Floats _, Values.Doubles _, Values.Scaled _, Values.Rationals _ -> {
        BoundedCells cells = new BoundedCells(given.size());
        Arrays.setAll(cells.numbers, i -> Math.abs(given.at(i)));
        yield of(given.dtype(), cells);
      }
    };
  }

  @Override
  public Values unary(ScalarOp.Unary op, DType dtype, Values a) {
    return switch (op) {
      case NEG -> a;
      case RECIP, SQRT, TRUNC, EXP2, LOG2, SIN -> throw unbounded(op);
    };
  }

  @Override
  public Values multiplyAdd(DType dtype, int size, Walk walk, Values a, Values b, Values c) {
    return of(
        dtype,
        BoundRows.BOUNDED.ternary(
            size,
            walk,
            operands(a),
            operands(b),
            operands(c),
            MagnitudeArithmetic::multiply,
            MagnitudeArithmetic::add,
            settling(dtype)));
  }

  @Override
  public Values fromIntegers(DType dtype, Integers a) {
    BoundedCells r = new BoundedCells(a.size());
    Arrays.setAll(r.numbers, i -> Math.nextUp(Math.abs(a.at(i))));
    settling(dtype).run(r, 0, r.size());
    return of(dtype, r);
  }

  @Override
  public Integers toIntegers(DType dtype, Values a) {
    throw unbounded("CAST to " + dtype);
  }

  @Override
  public Values convert(DType dtype, Values a) {
    BoundedCells r = cells(a).copy();
    boolean widens =
        Formats.real(dtype).precision() >= Formats.real(a.dtype()).precision()
            && Formats.real(dtype).max() >= Formats.real(a.dtype()).max();
    if (!widens) {
      settling(dtype).run(r, 0, r.size());
    }
    return of(dtype, r);
  }

  @Override
  public Values fromBits(DType dtype, Integers bits) {
    throw unbounded("BITCAST");
  }

  @Override
  public Integers toBits(DType dtype, Values a) {
    throw unbounded("BITCAST");
  }
}
