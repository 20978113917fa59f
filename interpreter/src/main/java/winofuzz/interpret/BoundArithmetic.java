package winofuzz.interpret;

import static winofuzz.number.RoundingErrors.OUTWARD;

import java.util.Arrays;
import winofuzz.interpret.Values.Bounded;
import winofuzz.interpret.Values.Integers;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.ScalarOp;
import winofuzz.number.BinaryFormat;
import winofuzz.number.IntegerFormat;
import winofuzz.number.NumericProfile;
import winofuzz.number.Rational;
import winofuzz.number.RealMath;
import winofuzz.number.RoundingErrors;

/**
 * Numbers as {@link IeeeArithmetic} computes them, bit for bit, each with a bound on how far it is
 * from what exact arithmetic would have given.
 *
 * <p>This is a running error analysis (Higham, Accuracy and Stability of Numerical Algorithms,
 * section 3.3). An operation's bound is what the bounds of its operands make of it plus what the
 * operation itself loses, which is measured rather than estimated: all formats up to float32 are
 * computed in doubles, where a rounding shows, and what doubles lose comes from {@link
 * RoundingErrors}. So the bound is 0 where nothing was rounded. Bounds are computed in doubles,
 * rounded outward.
 *
 * <p>A double has more than twice the precision of float32 plus two bits, so that rounding a
 * double's sum, product, quotient or root to any narrower type is the one rounding of that type
 * (Figueroa, 1995).
 *
 * <p>A NaN or an infinity has an infinite bound. If a truth value or an integer depends on how a
 * number was rounded, the evaluation ends, because neither can carry a bound.
 */
final class BoundArithmetic extends RoundedArithmetic<BoundedCells> {
  /** How many ulp of a double its exponentials, logarithms, sines and powers are off at most. */
  private static final double TRANSCENDENTAL_ULPS = 4;

  private static final double LN_2 = 0.6931471805599453;

  private final NumericProfile profile;

  BoundArithmetic(NumericProfile profile) {
    super(BoundRows.BOUNDED);
    this.profile = profile;
  }

  @Override
  BoundedCells cells(Values values) {
    return ((Bounded) values).cells;
  }

  @Override
  BoundedCells operands(Values values) {
    BoundedCells cells = cells(values);
    BinaryFormat format = Formats.real(values.dtype());
    if (!profile.flushes(format) || !hasDenormal(cells, format)) {
      return cells;
    }
    BoundedCells flushed = cells.copy();
    BoundRows.rounding(format, true).run(flushed, 0, flushed.size());
    return flushed;
  }

  private static boolean hasDenormal(BoundedCells cells, BinaryFormat format) {
    double least = format.minNormal();
    for (double number : cells.numbers) {
      if (number != 0 && Math.abs(number) < least) {
        return true;
      }
    }
    return false;
  }

  @Override
  Values of(DType dtype, BoundedCells cells) {
    return new Bounded(dtype.scalar(), cells);
  }

  @Override
  BoundedCells filled(int size, double value) {
    BoundedCells r = new BoundedCells(size);
    Arrays.fill(r.numbers, value);
    return r;
  }

  @Override
  Rows.Kernel<BoundedCells> kernel(ScalarOp.Binary op, DType dtype) {
    return switch (op) {
      case ADD -> BoundRows::add;
      case SUB -> BoundRows::subtract;
      case MUL -> BoundRows::multiply;
      case FDIV -> BoundRows::divide;
      case MAX -> BoundRows::max;
      case POW -> BoundArithmetic::powers;
      case SHL, SHR, IDIV, MOD, XOR, OR, AND -> throw notOfReals(op);
    };
  }

  @Override
  Rows.Comparison<BoundedCells> comparison(ScalarOp.Comparison op) {
    return (r, ri, a, ai, b, bi, n) -> {
      for (int i = 0; i < n; i++) {
        double x = a.numbers[ai + i];
        double y = b.numbers[bi + i];
        double dx = a.errors[ai + i];
        double dy = b.errors[bi + i];
        boolean isCertain =
            (dx == 0 && dy == 0) || Math.abs(x - y) * (2 - OUTWARD) > RoundingErrors.up(dx, dy);
        if (!isCertain) {
          throw uncertain(op, describe(x, dx) + " against " + describe(y, dy));
        }
        boolean truth =
            switch (op) {
              case CMPLT -> x < y;
              case CMPNE -> x != y;
              case CMPEQ -> x == y;
            };
        r[ri + i] = truth ? 1 : 0;
      }
    };
  }

  private static String describe(double number, double error) {
    return number + " (+-" + error + ")";
  }

  private static EvaluationException uncertain(ScalarOp op, String what) {
    return new EvaluationException(op + ": expected a result that rounding cannot change: " + what);
  }

  @Override
  Rows.Settling<BoundedCells> settling(DType dtype) {
    BinaryFormat format = Formats.real(dtype);
    return BoundRows.rounding(format, profile.flushes(format));
  }

  // *** where numbers come from

  @Override
  public Values constant(DType dtype, Arg.Constant value) {
    double computed = super.constant(dtype, value).at(0);
    BoundedCells cell = BoundedCells.exactly(new double[] {computed});
    if (Double.isFinite(computed)) {
      Rational exact = value.exact().orElseGet(() -> Rational.of(computed));
      cell.errors[0] = distance(exact, computed);
    }
    return of(dtype, cell);
  }

  /** Returns a double no smaller than the distance of two numbers. */
  private static double distance(Rational exact, double computed) {
    Rational difference = exact.minus(Rational.of(computed));
    return difference.signum() == 0 ? 0 : Math.nextUp(difference.abs().toDouble());
  }

  @Override
  public Values input(Values given) {
    return switch (given) {
      case Bounded b -> b;
      case Values.Residues r -> throw r.misplaced();
      case Integers i -> i;
      case Values.Floats f -> of(f.dtype(), BoundedCells.exactly(numbers(f)));
      case Values.Doubles d -> of(d.dtype(), BoundedCells.exactly(d.cells));
      case Values.Scaled s -> rounded(s);
      case Values.Rationals r -> rounded(r);
    };
  }

  private static double[] numbers(Values values) {
    double[] r = new double[values.size()];
    Arrays.setAll(r, values::at);
    return r;
  }

  private Values rounded(Values exact) {
    BinaryFormat format = Formats.real(exact.dtype());
    BoundedCells r = new BoundedCells(exact.size());
    for (int i = 0; i < r.size(); i++) {
      Rational value = exact.exactAt(i);
      set(r, i, value, format.round(value));
    }
    return of(exact.dtype(), r);
  }

  private static void set(BoundedCells r, int i, Rational exact, double rounded) {
    r.numbers[i] = rounded;
    r.errors[i] = Double.isFinite(rounded) ? distance(exact, rounded) : Double.POSITIVE_INFINITY;
  }

  // *** operations on one number

  @Override
  public Values unary(ScalarOp.Unary op, DType dtype, Values a) {
    BoundedCells x = operands(a);
    BoundedCells r = new BoundedCells(x.size());
    for (int i = 0; i < r.size(); i++) {
      double number = x.numbers[i];
      double result = DoubleArithmetic.apply(op, number);
      r.numbers[i] = result;
      r.errors[i] = errorOf(op, number, x.errors[i], result);
    }
    settling(dtype).run(r, 0, r.size());
    return of(dtype, r);
  }

  /** How far the result of an operation on a number with an error is from the exact result. */
  private static double errorOf(ScalarOp.Unary op, double x, double dx, double result) {
    return switch (op) {
      case NEG -> dx;
      case RECIP ->
          RoundingErrors.up(
              BoundRows.ofQuotient(1, 0, x, dx), RoundingErrors.ofQuotient(1, x, result));
      case SQRT -> RoundingErrors.up(ofRoot(x, dx, result), RoundingErrors.ofRoot(x, result));
      case TRUNC ->
          dx == 0
              ? 0
              : Math.max(
                  RealMath.truncate(Math.nextUp(x + dx)) - result,
                  result - RealMath.truncate(Math.nextDown(x - dx)));
      // The derivative of 2^x on the interval is at most ln(2) 2^(x + dx).
      case EXP2 ->
          transcendental(result) + (dx == 0 ? 0 : RealMath.exp2(up(x + dx)) * dx * OUTWARD);
      case LOG2 -> transcendental(result) + (dx == 0 ? 0 : ofLogarithm(x, dx));
      case SIN -> transcendental(result) + Math.min(dx, 2);
    };
  }

  private static double up(double value) {
    return Math.nextUp(value);
  }

  private static double transcendental(double result) {
    return TRANSCENDENTAL_ULPS * Math.ulp(result);
  }

  /** dx / (sqrt(x) + sqrt(x - dx)), and more; infinite where the operand may be negative. */
  private static double ofRoot(double x, double dx, double root) {
    if (dx == 0) {
      return 0;
    }
    double least = (x - dx) * (2 - OUTWARD);
    return least >= 0 && root > 0
        ? (dx / (root + Math.sqrt(least)) + Double.MIN_VALUE) * OUTWARD
        : Double.POSITIVE_INFINITY;
  }

  /** dx / ((x - dx) ln 2), and more; infinite where the operand may not be positive. */
  private static double ofLogarithm(double x, double dx) {
    double least = (x - dx) * (2 - OUTWARD) * LN_2;
    return least > 0 ? (dx / least + Double.MIN_VALUE) * OUTWARD : Double.POSITIVE_INFINITY;
  }

  /** A power of a positive number is monotonic in each operand: the corners bound it. */
  private static void powers(
      BoundedCells r, int ri, BoundedCells a, int ai, BoundedCells b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      double x = a.numbers[ai + i];
      double y = b.numbers[bi + i];
      double dx = a.errors[ai + i];
      double dy = b.errors[bi + i];
      double result = StrictMath.pow(x, y);
      double error = transcendental(result);
      if (dx != 0 || dy != 0) {
        double low = Math.nextDown(x - dx);
        error = low > 0 ? error + furthestCorner(low, up(x + dx), y, dy, result) : Double.NaN;
      }
      r.numbers[ri + i] = result;
      r.errors[ri + i] = error;
    }
  }

  private static double furthestCorner(
      double low, double high, double y, double dy, double result) {
    double furthest = 0;
    for (double base : new double[] {low, high}) {
      for (double exponent : new double[] {Math.nextDown(y - dy), up(y + dy)}) {
        double corner = StrictMath.pow(base, exponent);
        double distance = Math.abs(corner - result) * OUTWARD + transcendental(corner);
        furthest = Math.max(furthest, distance);
      }
    }
    return furthest;
  }

  // *** other operations

  @Override
  public Values multiplyAdd(DType dtype, int size, Walk walk, Values a, Values b, Values c) {
    BinaryFormat format = Formats.real(dtype);
    BoundedCells r = new BoundedCells(size);
    var x = new Rows.Operand<>(BoundRows.BOUNDED, walk, 1, operands(a));
    var y = new Rows.Operand<>(BoundRows.BOUNDED, walk, 2, operands(b));
    var z = new Rows.Operand<>(BoundRows.BOUNDED, walk, 3, operands(c));
    for (Walk.Cursor row = walk.cursor(); row.next(); ) {
      int at = row.at(0);
      int n = row.length();
      x.row(row);
      y.row(row);
      z.row(row);
      for (int i = 0; i < n; i++) {
        double p = x.cells.numbers[x.from + i];
        double q = y.cells.numbers[y.from + i];
        double s = z.cells.numbers[z.from + i];
        double result = RealMath.multiplyAdd(format, p, q, s);
        double carried =
            BoundRows.ofFactors(p, x.cells.errors[x.from + i], q, y.cells.errors[y.from + i]);
        r.numbers[at + i] = result;
        r.errors[at + i] =
            RoundingErrors.up(
                carried + z.cells.errors[z.from + i],
                RoundingErrors.ofMultiplyAdd(p, q, s, result));
      }
    }
    settling(dtype).run(r, 0, size);
    return of(dtype, r);
  }

  @Override
  public Values fromIntegers(DType dtype, Integers a) {
    IntegerFormat from = Formats.integer(a.dtype());
    BinaryFormat to = Formats.real(dtype);
    BoundedCells r = new BoundedCells(a.size());
    for (int i = 0; i < r.size(); i++) {
      double rounded = from.toReal(a.cells[i], to);
      if (rounded == a.cells[i] && (long) rounded == a.cells[i] && a.cells[i] != Long.MAX_VALUE) {
        r.numbers[i] = rounded;
      } else {
        set(r, i, a.exactAt(i), rounded);
      }
    }
    return of(dtype, r);
  }

  @Override
  public Integers toIntegers(DType dtype, Values a) {
    BoundedCells x = operands(a);
    long[] r = new long[x.size()];
    IntegerFormat format = Formats.integer(dtype);
    boolean isTruth = dtype.kind() == DType.Kind.BOOL;
    for (int i = 0; i < r.length; i++) {
      double number = x.numbers[i];
      double error = x.errors[i];
      long low = toInteger(format, isTruth, error == 0 ? number : Math.nextDown(number - error));
      long high = toInteger(format, isTruth, error == 0 ? number : up(number + error));
      r[i] = toInteger(format, isTruth, number);
      boolean changesSign = isTruth && error != 0 && !(Math.abs(number) > error);
      if (low != r[i] || high != r[i] || changesSign) {
        throw uncertain(ScalarOp.Conversion.CAST, describe(number, error) + " as " + dtype);
      }
    }
    return new Integers(dtype.scalar(), r);
  }

  private static long toInteger(IntegerFormat format, boolean isTruth, double value) {
    return isTruth ? (value == 0 ? 0 : 1) : format.saturate(value);
  }

  @Override
  public Values convert(DType dtype, Values a) {
    BoundedCells r = operands(a).copy();
    settling(dtype).run(r, 0, r.size());
    return of(dtype, r);
  }

  @Override
  public Values fromBits(DType dtype, Integers bits) {
    return input(bitsOf(dtype).fromBits(dtype, bits));
  }

  @Override
  public Integers toBits(DType dtype, Values a) {
    BoundedCells x = cells(a);
    for (int i = 0; i < x.size(); i++) {
      if (x.errors[i] != 0) {
        throw uncertain(
            ScalarOp.Conversion.BITCAST, describe(x.numbers[i], x.errors[i]) + " as " + dtype);
      }
    }
    return bitsOf(a.dtype()).toBits(dtype, ((Bounded) a).numbers());
  }

  private static Arithmetic bitsOf(DType dtype) {
    return dtype.kind() == DType.Kind.FLOAT64
        ? new DoubleArithmetic(NumericProfile.STRICT)
        : new FloatArithmetic(NumericProfile.STRICT);
  }
}
