package winofuzz.interpret;

import java.util.Arrays;
import winofuzz.interpret.Values.Integers;
import winofuzz.interpret.Values.Residues;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.ScalarOp;
import winofuzz.number.PrimeField;
import winofuzz.number.Rational;

/**
 * Arithmetic of {@link PrimeField}. Each array carries a bound on the total degree of its elements
 * as polynomials of the inputs. What is no polynomial of them is refused.
 */
final class FieldArithmetic implements Arithmetic {
  private static final LongRows ROWS = LongRows.LONGS;

  private static Residues residues(Values values) {
    return (Residues) values;
  }

  private static long[] cells(Values values) {
    return residues(values).cells;
  }

  private static long degree(Values values) {
    return residues(values).degree();
  }

  private static NotPolynomialException notPolynomial(Object what) {
    return new NotPolynomialException(what + ": gives no polynomial of the inputs");
  }

  @Override
  public Values constant(DType dtype, Arg.Constant value) {
    Rational exact =
        value
            .exact()
            .orElseThrow(
                () -> new NotPolynomialException("CONST: no element of the field equals " + value));
    return new Residues(dtype, new long[] {PrimeField.of(exact)}, 0);
  }

  @Override
  public Values input(Values given) {
    if (given instanceof Residues known) {
      return known;
    }
    long[] cells = new long[given.size()];
    Arrays.setAll(cells, i -> PrimeField.of(given.exactAt(i)));
    return new Residues(given.dtype(), cells, 1);
  }

  @Override
  public Values zeros(DType dtype, int size) {
    return new Residues(dtype, new long[size], 0);
  }

  @Override
  public Values unary(ScalarOp.Unary op, DType dtype, Values a) {
    long[] x = cells(a);
    long[] r = new long[x.length];
    switch (op) {
      case NEG -> Arrays.setAll(r, i -> PrimeField.negate(x[i]));
      case RECIP -> {
        if (degree(a) > 0) {
          throw notPolynomial(op);
        }
        if (Arrays.stream(x).anyMatch(cell -> cell == 0)) {
          throw new NotPolynomialException(op + ": 0 has no inverse");
        }
        Arrays.setAll(r, i -> PrimeField.inverse(x[i]));
      }
      case EXP2, LOG2, SIN, SQRT, TRUNC -> throw notPolynomial(op);
    }
    return new Residues(dtype, r, degree(a));
  }

  @Override
  public Values binary(ScalarOp.Binary op, DType dtype, int size, Walk walk, Values a, Values b) {
    return switch (op) {
      case ADD -> combined(FieldRows::add, larger(a, b), dtype, size, walk, a, b);
      case SUB -> combined(FieldRows::subtract, larger(a, b), dtype, size, walk, a, b);
      case MUL -> combined(FieldRows::multiply, degree(a) + degree(b), dtype, size, walk, a, b);
      case FDIV ->
          binary(ScalarOp.Binary.MUL, dtype, size, walk, a, unary(ScalarOp.Unary.RECIP, dtype, b));
      case MAX, POW -> throw notPolynomial(op);
      case SHL, SHR, IDIV, MOD, XOR, OR, AND -> throw RoundedArithmetic.notOfReals(op);
    };
  }

  private static Values combined(
      Rows.Kernel<long[]> kernel,
      long degree,
      DType dtype,
      int size,
      Walk walk,
      Values a,
      Values b) {
    long[] r = ROWS.binary(size, walk, cells(a), cells(b), kernel, FieldRows.NOTHING);
    return new Residues(dtype, r, degree);
  }

  private static long larger(Values a, Values b) {
    return Math.max(degree(a), degree(b));
  }

  @Override
  public Values multiplyAdd(DType dtype, int size, Walk walk, Values a, Values b, Values c) {
    long[] r =
        ROWS.ternary(
            size,
            walk,
            cells(a),
            cells(b),
            cells(c),
            FieldRows::multiply,
            FieldRows::add,
            FieldRows.NOTHING);
    return new Residues(dtype, r, Math.max(degree(a) + degree(b), degree(c)));
  }

  @Override
  public Values where(DType dtype, int size, Walk walk, Integers condition, Values yes, Values no) {
    long[] r = ROWS.where(size, walk, condition, cells(yes), cells(no));
    return new Residues(dtype, r, larger(yes, no));
  }

  @Override
  public Integers compare(ScalarOp.Comparison op, int size, Walk walk, Values a, Values b) {
    throw notPolynomial(op);
  }

  @Override
  public Values fold(Reduction by, DType dtype, int size, Walk walk, Values a) {
    long[] r = new long[size];
    switch (by) {
      case ADD -> ROWS.fold(r, walk, cells(a), FieldRows::add, FieldRows.NOTHING);
      case MUL -> {
        Arrays.fill(r, 1);
        ROWS.fold(r, walk, cells(a), FieldRows::multiply, FieldRows.NOTHING);
      }
      case MAX -> throw notPolynomial("REDUCE MAX");
    }
    long factors = by == Reduction.MUL && size > 0 ? walk.points() / size : 1;
    return new Residues(dtype, r, Math.multiplyExact(degree(a), factors));
  }

  @Override
  public Values sumProducts(DType dtype, int size, Walk walk, Values a, Values b) {
    long[] r = new long[size];
    ROWS.foldProducts(
        r,
        walk,
        cells(a),
        cells(b),
        FieldRows::multiply,
        FieldRows.NOTHING,
        FieldRows::add,
        FieldRows.NOTHING);
    return new Residues(dtype, r, degree(a) + degree(b));
  }

  @Override
  public Values copy(DType dtype, int size, Walk walk, Values a) {
    return new Residues(dtype, ROWS.copy(size, walk, cells(a)), degree(a));
  }

  @Override
  public Values gather(DType dtype, long[] indices, Values buffer, Values outside) {
    long[] r = ROWS.gather(indices, cells(buffer), cells(outside));
    return new Residues(dtype, r, larger(buffer, outside));
  }

  @Override
  public Values scatter(Values buffer, Walk walk, long[] indices, Values values) {
    long[] r = cells(buffer);
    ROWS.scatter(r, walk, indices, cells(values));
    return new Residues(buffer.dtype(), r, larger(buffer, values));
  }

  @Override
  public Values place(Values buffer, int at, Values values) {
    long[] r = cells(buffer);
    System.arraycopy(cells(values), 0, r, at, values.size());
    return new Residues(buffer.dtype(), r, larger(buffer, values));
  }

  @Override
  public Values fromIntegers(DType dtype, Integers a) {
    long[] r = new long[a.size()];
    Arrays.setAll(r, i -> PrimeField.of(Formats.integer(a.dtype()).exact(a.cells[i])));
    return new Residues(dtype.scalar(), r, 0);
  }

  @Override
  public Integers toIntegers(DType dtype, Values a) {
    throw notPolynomial("CAST to " + dtype);
  }

  /** Nothing rounds. */
  @Override
  public Values convert(DType dtype, Values a) {
    return new Residues(dtype.scalar(), cells(a), degree(a));
  }

  @Override
  public Values fromBits(DType dtype, Integers bits) {
    throw notPolynomial("BITCAST");
  }

  @Override
  public Integers toBits(DType dtype, Values a) {
    throw notPolynomial("BITCAST");
  }
}
