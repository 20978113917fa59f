package winofuzz.interpret;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import winofuzz.interpret.Values.Integers;
import winofuzz.interpret.Values.Rationals;
import winofuzz.interpret.Values.Scaled;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.ScalarOp;
import winofuzz.number.BinaryFormat;
import winofuzz.number.IntegerFormat;
import winofuzz.number.Rational;
import winofuzz.work.Work;
import winofuzz.work.WorkMeter;

/**
 * Rational numbers.
 *
 * <p>The fast form holds an array as integers in doubles over one denominator. Each array carries a
 * bound on its numerators, and an operation runs in doubles only if the bound of its result, worked
 * out from those of its operands, is below {@link #LIMIT}: then every number on the way is an
 * integer that a double holds exactly, so no operation rounds. Where that fails with the bounds as
 * they are, they are measured and common factors divided out; where it still fails the operation
 * runs on big integers.
 */
final class ExactArithmetic implements Arithmetic {
  /**
   * Half of 2^53, to which doubles hold all integers: bounds are themselves products and sums of
   * doubles, a few roundings off.
   */
  static final double LIMIT = 0x1p52;

  private static final DoubleRows ROWS = DoubleRows.DOUBLES;
  private static final BigRational BIG = new BigRational();
  private static final Rows.Settling<double[]> NOTHING = (r, from, n) -> {};

  private final WorkMeter meter;
  private boolean usedBigIntegers;

  /**
   * Creates arithmetic that has used no big integers.
   *
   * @param meter counts the words of long numbers as elements
   */
  ExactArithmetic(WorkMeter meter) {
    this.meter = meter;
  }

  /** Whether any operation had to leave the fast form. */
  boolean usedBigIntegers() {
    return usedBigIntegers;
  }

  private Rationals big(Values values) {
    usedBigIntegers = true;
    return switch (values) {
      case Rationals r -> {
        meter.spend(Work.ELEMENT, ExactIntegers.extraWords(r.numerators));
        yield r;
      }
      case Scaled s -> Scaling.widen(s);
      case Integers i -> Scaling.widen(i);
      case Values.Floats f -> Scaling.exactly(f);
      case Values.Doubles d -> Scaling.exactly(d);
      case Values.Bounded b -> Scaling.exactly(b);
      case Values.Residues f -> throw f.misplaced();
    };
  }

  private static Scaled scaled(
      DType dtype, double[] numerators, BigInteger denominator, double bound) {
    return new Scaled(dtype.scalar(), numerators, denominator, bound);
  }

  @Override
  public Values constant(DType dtype, Arg.Constant value) {
    Rational exact =
        value
            .exact()
            .orElseThrow(
                () -> new EvaluationException("CONST: no rational number equals " + value));
    return Scaling.narrow(
        new Rationals(dtype.scalar(), new BigInteger[] {exact.numerator()}, exact.denominator()));
  }

  @Override
  public Values input(Values given) {
    return switch (given) {
      case Integers i -> i;
      case Scaled s -> s;
      case Rationals r -> Scaling.narrow(r);
      case Values.Floats f -> Scaling.fromReal(f);
      case Values.Doubles d -> Scaling.fromReal(d);
      case Values.Bounded b -> Scaling.fromReal(b);
      case Values.Residues f -> throw f.misplaced();
    };
  }

  @Override
  public Values zeros(DType dtype, int size) {
    return scaled(dtype, new double[size], BigInteger.ONE, 0);
  }

  @Override
  public Values unary(ScalarOp.Unary op, DType dtype, Values a) {
    return switch (op) {
      case NEG -> {
        if (a instanceof Scaled s) {
          double[] r = new double[s.size()];
          for (int i = 0; i < r.length; i++) {
            r[i] = 0 - s.numerators[i];
          }
          yield scaled(dtype, r, s.denominator, s.bound);
        }
        yield BIG.negate(big(a));
      }
      case RECIP -> Scaling.narrow(BIG.reciprocal(big(a)));
      case TRUNC -> Scaling.narrow(BIG.truncate(big(a)));
      case EXP2, LOG2, SIN, SQRT ->
          throw new EvaluationException(op + ": has no rational value; use other semantics");
    };
  }

  @Override
  public Values binary(ScalarOp.Binary op, DType dtype, int size, Walk walk, Values a, Values b) {
    return switch (op) {
      case ADD -> combined(op, dtype, DoubleRows::add, size, walk, a, b);
      case SUB -> combined(op, dtype, DoubleRows::subtract, size, walk, a, b);
      case MAX -> combined(op, dtype, DoubleRows::max, size, walk, a, b);
      case MUL -> combined(op, dtype, DoubleRows::multiply, size, walk, a, b);
      case FDIV -> {
        Values reciprocal = unary(ScalarOp.Unary.RECIP, dtype, b);
        yield binary(ScalarOp.Binary.MUL, dtype, size, walk, a, reciprocal);
      }
      case POW -> throw new EvaluationException("POW: has no rational value; use other semantics");
      case SHL, SHR, IDIV, MOD, XOR, OR, AND -> throw RoundedArithmetic.notOfReals(op);
    };
  }

  private Values combined(
      ScalarOp.Binary op,
      DType dtype,
      Rows.Kernel<double[]> kernel,
      int size,
      Walk walk,
      Values a,
      Values b) {
    if (a instanceof Scaled x && b instanceof Scaled y) {
      Scaling.Pair p =
          op == ScalarOp.Binary.MUL
              ? Scaling.product(x, y, 1)
              : Scaling.common(x, y, op != ScalarOp.Binary.MAX);
      if (p.fits()) {
        double[] r =
            ROWS.binary(size, walk, p.first().numerators, p.second().numerators, kernel, NOTHING);
        return scaled(dtype, r, p.denominator(), p.bound());
      }
    }
    Rationals first = big(a);
    Rationals second = big(b);
    ExactIntegers.requireRoom(size, first.numerators);
    ExactIntegers.requireRoom(size, second.numerators);
    return Scaling.narrow(BIG.binary(op, size, walk, first, second));
  }

  @Override
  public Values multiplyAdd(DType dtype, int size, Walk walk, Values a, Values b, Values c) {
    Values product = binary(ScalarOp.Binary.MUL, dtype, size, walk.of(0, 1, 2), a, b);
    return binary(ScalarOp.Binary.ADD, dtype, size, walk.of(0, 0, 3), product, c);
  }

  @Override
  public Values where(DType dtype, int size, Walk walk, Integers condition, Values yes, Values no) {
    if (yes instanceof Scaled x && no instanceof Scaled y) {
      Scaling.Pair p = Scaling.common(x, y, false);
      if (p.fits()) {
        double[] r = ROWS.where(size, walk, condition, p.first().numerators, p.second().numerators);
        return scaled(dtype, r, p.denominator(), p.bound());
      }
    }
    return BIG.where(size, walk, condition, big(yes), big(no));
  }

  @Override
  public Integers compare(ScalarOp.Comparison op, int size, Walk walk, Values a, Values b) {
    if (a instanceof Scaled x && b instanceof Scaled y) {
      Scaling.Pair p = Scaling.common(x, y, false);
      if (p.fits()) {
        Rows.Comparison<double[]> comparison =
            switch (op) {
              case CMPLT -> DoubleRows::less;
              case CMPNE -> DoubleRows::notEqual;
              case CMPEQ -> DoubleRows::equal;
            };
        return new Integers(
            DType.BOOL,
            ROWS.compare(size, walk, p.first().numerators, p.second().numerators, comparison));
      }
    }
    return new Integers(DType.BOOL, BIG.compare(op, size, walk, big(a), big(b)));
  }

  @Override
  public Values fold(Reduction by, DType dtype, int size, Walk walk, Values a) {
    double terms = terms(size, walk);
    Values fast =
        a instanceof Scaled s
            ? switch (by) {
              case ADD -> folded(s, dtype, terms, new double[size], walk, DoubleRows::add);
              case MAX -> terms > 0 ? largest(s, dtype, size, walk) : null;
              // The bound of a product of many is soon past the limit.
              case MUL -> null;
            }
            : null;
    return fast == null ? Scaling.narrow(BIG.fold(by, size, walk, big(a))) : fast;
  }

  private static @Nullable Values largest(Scaled a, DType dtype, int size, Walk walk) {
    double[] r = new double[size];
    Arrays.fill(r, Double.NEGATIVE_INFINITY);
    return folded(a, dtype, 1, r, walk, DoubleRows::max);
  }

  /**
   * Returns the fold in the fast form, null if the result may be so many times the bound and not
   * fit.
   */
  private static @Nullable Values folded(
      Scaled a, DType dtype, double times, double[] r, Walk walk, Rows.Kernel<double[]> step) {
    Scaled x = a.bound * times < LIMIT ? a : Scaling.tighten(a);
    if (!(x.bound * times < LIMIT)) {
      return null;
    }
    ROWS.fold(r, walk, x.numerators, step, NOTHING);
    return scaled(dtype, r, x.denominator, x.bound * times);
  }

  private static double terms(int size, Walk walk) {
    return size == 0 ? 0 : (double) walk.points() / size;
  }

  @Override
  public Values sumProducts(DType dtype, int size, Walk walk, Values a, Values b) {
    if (a instanceof Scaled x && b instanceof Scaled y) {
      Scaling.Pair p = Scaling.product(x, y, terms(size, walk));
      if (p.fits()) {
        double[] r = new double[size];
        ROWS.foldProducts(
            r,
            walk,
            p.first().numerators,
            p.second().numerators,
            DoubleRows::multiply,
            NOTHING,
            DoubleRows::add,
            NOTHING);
        return scaled(dtype, r, p.denominator(), p.bound());
      }
    }
    return Scaling.narrow(BIG.sumProducts(size, walk, big(a), big(b)));
  }

  @Override
  public Values copy(DType dtype, int size, Walk walk, Values a) {
    if (a instanceof Scaled s) {
      return scaled(dtype, ROWS.copy(size, walk, s.numerators), s.denominator, s.bound);
    }
    return BIG.copy(size, walk, big(a));
  }

  @Override
  public Values gather(DType dtype, long[] indices, Values buffer, Values outside) {
    if (buffer instanceof Scaled x && outside instanceof Scaled y) {
      Scaling.Pair p = Scaling.common(x, y, false);
      if (p.fits()) {
        double[] r = ROWS.gather(indices, p.first().numerators, p.second().numerators);
        return scaled(dtype, r, p.denominator(), p.bound());
      }
    }
    return BIG.gather(indices, big(buffer), big(outside));
  }

  @Override
  public Values scatter(Values buffer, Walk walk, long[] indices, Values values) {
    if (buffer instanceof Scaled x && values instanceof Scaled y) {
      Scaling.Pair p = Scaling.common(x, y, false);
      if (p.fits()) {
        double[] r = p.first().numerators;
        ROWS.scatter(r, walk, indices, p.second().numerators);
        return scaled(buffer.dtype(), r, p.denominator(), p.bound());
      }
    }
    return BIG.scatter(big(buffer), walk, indices, big(values));
  }

  @Override
  public Values place(Values buffer, int at, Values values) {
    if (buffer instanceof Scaled x && values instanceof Scaled y) {
      Scaling.Pair p = Scaling.common(x, y, false);
      if (p.fits()) {
        double[] r = p.first().numerators;
        System.arraycopy(p.second().numerators, 0, r, at, values.size());
        return scaled(buffer.dtype(), r, p.denominator(), p.bound());
      }
    }
    return BIG.place(big(buffer), at, big(values));
  }

  @Override
  public Values fromIntegers(DType dtype, Integers a) {
    return Scaling.narrow(
        new Rationals(dtype.scalar(), Scaling.widen(a).numerators, BigInteger.ONE));
  }

  @Override
  public Integers toIntegers(DType dtype, Values a) {
    long[] r = new long[a.size()];
    if (dtype.kind() == DType.Kind.BOOL) {
      Arrays.setAll(r, i -> a.at(i) == 0 ? 0 : 1);
    } else {
      IntegerFormat format = Formats.integer(dtype);
      Arrays.setAll(r, i -> format.saturate(a.exactAt(i).truncate()));
    }
    return new Integers(dtype.scalar(), r);
  }

  /** Nothing rounds. */
  @Override
  public Values convert(DType dtype, Values a) {
    return switch (a) {
      case Scaled s -> scaled(dtype, s.numerators, s.denominator, s.bound);
      case Rationals r -> new Rationals(dtype.scalar(), r.numerators, r.denominator);
      case Integers i -> fromIntegers(dtype, i);
      case Values.Floats f -> input(f);
      case Values.Doubles d -> input(d);
      case Values.Bounded b -> input(b);
      case Values.Residues f -> throw f.misplaced();
    };
  }

  @Override
  public Values fromBits(DType dtype, Integers bits) {
    BinaryFormat format = Formats.real(dtype);
    throw new EvaluationException("BITCAST: exact numbers have no " + format + " bits");
  }

  @Override
  public Integers toBits(DType dtype, Values a) {
    throw new EvaluationException("BITCAST: exact numbers have no bits");
  }
}
