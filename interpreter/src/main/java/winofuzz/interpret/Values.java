package winofuzz.interpret;

import java.math.BigInteger;
import java.util.Arrays;
import winofuzz.ir.DType;
import winofuzz.number.BinaryFormat;
import winofuzz.number.IntegerFormat;
import winofuzz.number.PrimeField;
import winofuzz.number.Rational;

/**
 * An array of numbers of one scalar type: an input, a result, or the value of a node.
 *
 * <p>There is a kind for each way of holding numbers. Arrays are shared, not copied: a caller must
 * not write to one that it has passed in.
 */
public sealed interface Values {
  /** Returns the scalar type of the elements. */
  DType dtype();

  /** Returns the number of elements. */
  int size();

  /** Returns the double nearest to an element. */
  double at(int index);

  /**
   * Returns the exact value of an element.
   *
   * @throws ArithmeticException if it is an infinity or NaN
   */
  default Rational exactAt(int index) {
    return Rational.of(at(index));
  }

  /** Whether every element is a number: none is an infinity or a NaN. */
  default boolean areFinite() {
    for (int i = 0; i < size(); i++) {
      if (!Double.isFinite(at(i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns elements of a floating-point type, rounded to it from floats. */
  static Values of(DType dtype, float[] elements) {
    return switch (dtype.kind()) {
      case FLOAT64 -> {
        double[] wide = new double[elements.length];
        Arrays.setAll(wide, i -> elements[i]);
        yield new Doubles(wide);
      }
      case FLOAT32 -> new Floats(dtype, elements);
      case FLOAT16, BFLOAT16 -> {
        BinaryFormat format = Formats.real(dtype);
        float[] rounded = new float[elements.length];
        for (int i = 0; i < rounded.length; i++) {
          rounded[i] = (float) format.round(elements[i]);
        }
        yield new Floats(dtype, rounded);
      }
      case VOID, INDEX, BOOL, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
          throw new IllegalArgumentException("expected a floating-point type, found " + dtype);
    };
  }

  /** Returns elements of a floating-point type, rounded to float32 and then to it. */
  static Values of(DType dtype, double[] elements) {
    float[] narrow = new float[elements.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) elements[i];
    }
    return of(dtype, narrow);
  }

  /** Returns elements of float32. */
  static Values of(float... elements) {
    return new Floats(DType.FLOAT32, elements);
  }

  /** Returns elements of float64. */
  static Values of(double... elements) {
    return new Doubles(elements);
  }

  /** Returns elements of an integer type or bool, wrapped into its range. */
  static Values of(DType dtype, long[] elements) {
    IntegerFormat format = Formats.integer(dtype);
    long[] wrapped = new long[elements.length];
    Arrays.setAll(wrapped, i -> format.wrap(elements[i]));
    return new Integers(dtype, wrapped);
  }

  /**
   * Returns elements of {@link PrimeField} in place of numbers of a floating-point type.
   *
   * @param degree of each as a polynomial of the inputs: 1 for an input, 0 for constants
   */
  static Residues residues(DType dtype, long[] elements, long degree) {
    return new Residues(dtype, elements, degree);
  }

  /**
   * Returns numbers of a floating-point type with bounds on their distance from the exact values.
   *
   * @param bounds one for each number, none negative
   */
  static Bounded bounded(Values numbers, double[] bounds) {
    double[] cells = new double[numbers.size()];
    Arrays.setAll(cells, numbers::at);
    return new Bounded(numbers.dtype(), new BoundedCells(cells, bounds));
  }

  /** Whether two arrays hold the same exact numbers. Where either holds a NaN they differ. */
  static boolean exactlyEqual(Values a, Values b) {
    if (a.size() != b.size()) {
      return false;
    }
    if (a instanceof Residues x && b instanceof Residues y) {
      return Arrays.equals(x.cells, y.cells);
    }
    if (a instanceof Scaled x && b instanceof Scaled y && x.denominator.equals(y.denominator)) {
      for (int i = 0; i < x.size(); i++) {
        // By ==, because a numerator of zero may have a sign.
        if (x.numerators[i] != y.numerators[i]) {
          return false;
        }
      }
      return true;
    }
    for (int i = 0; i < a.size(); i++) {
      boolean finite = Double.isFinite(a.at(i)) && Double.isFinite(b.at(i));
      if (!finite || !a.exactAt(i).equals(b.exactAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Integers and truth values (0 and 1). */
  final class Integers implements Values {
    private final DType dtype;
    final long[] cells;

    Integers(DType dtype, long[] cells) {
      this.dtype = dtype;
      this.cells = cells;
    }

    @Override
    public DType dtype() {
      return dtype;
    }

    @Override
    public int size() {
      return cells.length;
    }

    /** Returns the value of an element; of uint64, the long with the same bits. */
    public long longAt(int index) {
      return cells[index];
    }

    @Override
    public double at(int index) {
      return Formats.integer(dtype).toReal(cells[index], BinaryFormat.FLOAT64);
    }

    @Override
    public Rational exactAt(int index) {
      return new Rational(Formats.integer(dtype).exact(cells[index]), BigInteger.ONE);
    }
  }

  /** Numbers of float32, float16 or bfloat16, each held as a float. */
  final class Floats implements Values {
    private final DType dtype;
    final float[] cells;

    Floats(DType dtype, float[] cells) {
      this.dtype = dtype;
      this.cells = cells;
    }

    @Override
    public DType dtype() {
      return dtype;
    }

    @Override
    public int size() {
      return cells.length;
    }

    @Override
    public double at(int index) {
      return cells[index];
    }

    /** Returns a copy of the elements. */
    public float[] toArray() {
      return cells.clone();
    }
  }

  /** Numbers of float64. */
  final class Doubles implements Values {
    final double[] cells;

    Doubles(double[] cells) {
      this.cells = cells;
    }

    @Override
    public DType dtype() {
      return DType.FLOAT64;
    }

    @Override
    public int size() {
      return cells.length;
    }

    @Override
    public double at(int index) {
      return cells[index];
    }

    /** Returns a copy of the elements. */
    public double[] toArray() {
      return cells.clone();
    }
  }

  /** Exact numbers: integers in doubles, all over one denominator. */
  final class Scaled implements Values {
    private final DType dtype;
    final double[] numerators;
    final BigInteger denominator;

    /** No numerator is larger in magnitude; below {@link ExactArithmetic#LIMIT}. */
    final double bound;

    Scaled(DType dtype, double[] numerators, BigInteger denominator, double bound) {
      this.dtype = dtype;
      this.numerators = numerators;
      this.denominator = denominator;
      this.bound = bound;
    }

    @Override
    public DType dtype() {
      return dtype;
    }

    @Override
    public int size() {
      return numerators.length;
    }

    @Override
    public double at(int index) {
      // Both operands are exact while the denominator is below 2^53; the quotient rounds once.
      return denominator.bitLength() <= 53
          ? numerators[index] / denominator.doubleValue() + 0.0
          : exactAt(index).toDouble();
    }

    @Override
    public Rational exactAt(int index) {
      return new Rational(BigInteger.valueOf((long) numerators[index]), denominator);
    }
  }

  /** Exact numbers: integers of any size, all over one denominator. */
  final class Rationals implements Values {
    private final DType dtype;
    final BigInteger[] numerators;
    final BigInteger denominator;

    Rationals(DType dtype, BigInteger[] numerators, BigInteger denominator) {
      this.dtype = dtype;
      this.numerators = numerators;
      this.denominator = denominator;
    }

    @Override
    public DType dtype() {
      return dtype;
    }

    @Override
    public int size() {
      return numerators.length;
    }

    @Override
    public double at(int index) {
      return exactAt(index).toDouble();
    }

    @Override
    public Rational exactAt(int index) {
      return new Rational(numerators[index], denominator);
    }
  }

  /** Elements of {@link PrimeField} that stand for numbers of a floating-point type. */
  final class Residues implements Values {
    private final DType dtype;
    private final long degree;
    final long[] cells;

    Residues(DType dtype, long[] cells, long degree) {
      this.dtype = dtype;
      this.cells = cells;
      this.degree = degree;
    }

    @Override
    public DType dtype() {
      return dtype;
    }

    @Override
    public int size() {
      return cells.length;
    }

    /** Returns an element of the field. */
    public long residueAt(int index) {
      return cells[index];
    }

    /** Returns a copy of the elements. */
    public long[] toArray() {
      return cells.clone();
    }

    /** Returns a bound on the total degree of every element as a polynomial of the inputs. */
    public long degree() {
      return degree;
    }

    @Override
    public double at(int index) {
      return cells[index];
    }

    @Override
    public Rational exactAt(int index) {
      return Rational.of(cells[index]);
    }

    /** Returns what to throw where numbers are wanted. */
    EvaluationException misplaced() {
      return new EvaluationException("expected numbers, found elements of a field");
    }
  }

  /** Numbers of any floating-point type, each with a bound on its distance from the exact value. */
  final class Bounded implements Values {
    private final DType dtype;
    final BoundedCells cells;

    Bounded(DType dtype, BoundedCells cells) {
      this.dtype = dtype;
      this.cells = cells;
    }

    @Override
    public DType dtype() {
      return dtype;
    }

    @Override
    public int size() {
      return cells.size();
    }

    @Override
    public double at(int index) {
      return cells.numbers[index];
    }

    /**
     * No smaller than the distance of an element from what exact arithmetic would have given; not
     * negative, infinite where nothing is known.
     */
    public double boundAt(int index) {
      return cells.errors[index];
    }

    /** Returns {@link #boundAt} for every element. */
    public Values bounds() {
      return new Doubles(cells.errors);
    }

    /** Returns the numbers without their bounds, as ieee semantics has them. */
    public Values numbers() {
      if (dtype.kind() == DType.Kind.FLOAT64) {
        return new Doubles(cells.numbers);
      }
      float[] narrow = new float[size()];
      for (int i = 0; i < narrow.length; i++) {
        narrow[i] = (float) cells.numbers[i];
      }
      return new Floats(dtype, narrow);
    }
  }
}
