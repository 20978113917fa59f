package winofuzz.interpret;

import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.ScalarOp;
import winofuzz.ir.UOp;
import winofuzz.number.NumericProfile.MatrixAccumulation;

/**
 * The 8x8 matrix multiply-accumulate of a simdgroup of 32 lanes with two elements of each matrix a
 * lane.
 *
 * <p>Element e of lane l is at row {@code ((l>>1)&3) | ((l>>4)<<2)} and column {@code ((l&1)<<1) |
 * (((l>>3)&1)<<2) | e}, in all three matrices.
 */
final class MatrixUnit {
  static final int LANES = 32;
  static final int ELEMENTS = 2;
  private static final int SIZE = 8;

  /** How many cells of an array hold one matrix. */
  static final int CELLS = LANES * ELEMENTS;

  private final Machine machine;
  private final MatrixAccumulation accumulation;

  MatrixUnit(Machine machine, MatrixAccumulation accumulation) {
    this.machine = machine;
    this.accumulation = accumulation;
  }

  static int row(int lane) {
    return ((lane >> 1) & 3) | ((lane >> 4) << 2);
  }

  static int column(int lane, int element) {
    return ((lane & 1) << 1) | (((lane >> 3) & 1) << 2) | element;
  }

  /** Returns the matrix operation of a WMMA, which must be the one this unit has. */
  static Arg.MatrixMultiply requireSupported(UOp node) {
    Arg.MatrixMultiply matrix = (Arg.MatrixMultiply) node.arg();
    if (matrix.n() != SIZE
        || matrix.m() != SIZE
        || matrix.k() != SIZE
        || matrix.threads() != LANES) {
      throw new EvaluationException(
          node + ": expected an 8x8x8 product of " + LANES + " lanes, found " + matrix);
    }
    return matrix;
  }

  /**
   * {@code c + a * b} for arrays of matrices laid out by matrix, lane, element. What is narrower
   * than float32 is added up in float32 and rounded at the end.
   *
   * @param dtype of c and of the result
   */
  Values multiply(DType dtype, Values a, Values b, Values c) {
    Arithmetic arithmetic = machine.of(dtype);
    DType sums = dtype.kind() == DType.Kind.FLOAT64 ? dtype : DType.FLOAT32;
    Values sum =
        accumulate(
            sums,
            arithmetic.convert(sums, a),
            arithmetic.convert(sums, b),
            arithmetic.convert(sums, c));
    return dtype.equals(sums) ? sum : arithmetic.convert(dtype, sum);
  }

  private Values accumulate(DType dtype, Values a, Values b, Values c) {
    int size = c.size();
    Arithmetic arithmetic = machine.of(dtype);
    boolean productsFirst = accumulation == MatrixAccumulation.PRODUCTS_FIRST;
    Values result = productsFirst ? machine.zeros(dtype, size) : c;
    int[] all = {size};
    int[] each = {1};
    Walk two = new Walk(all, each, each, each);
    Walk three = new Walk(all, each, each, each, each);
    for (int k = 0; k < SIZE; k++) {
      Values left = machine.gather(dtype, rowElements(size, k), a);
      Values right = machine.gather(dtype, columnElements(size, k), b);
      if (accumulation == MatrixAccumulation.FUSED_LEFT_FOLD) {
        result = arithmetic.multiplyAdd(dtype, size, three, left, right, result);
      } else {
        Values product = arithmetic.binary(ScalarOp.Binary.MUL, dtype, size, two, left, right);
        result = arithmetic.binary(ScalarOp.Binary.ADD, dtype, size, two, result, product);
      }
    }
    return productsFirst
        ? arithmetic.binary(ScalarOp.Binary.ADD, dtype, size, two, c, result)
        : result;
  }

  /** For each result cell, where element k of its row of the first factor is. */
  private static long[] rowElements(int size, int k) {
    long[] r = new long[size];
    for (int i = 0; i < size; i++) {
      r[i] = (long) (i - i % CELLS) + cellOf(row(laneOf(i)), k);
    }
    return r;
  }

  /** For each result cell, where element k of its column of the second factor is. */
  private static long[] columnElements(int size, int k) {
    long[] r = new long[size];
    for (int i = 0; i < size; i++) {
      r[i] = (long) (i - i % CELLS) + cellOf(k, column(laneOf(i), i % ELEMENTS));
    }
    return r;
  }

  private static int laneOf(int cell) {
    return cell % CELLS / ELEMENTS;
  }

  /** Returns the cell of a row and a column: the inverse of {@link #row} and {@link #column}. */
  static int cellOf(int row, int column) {
    int lane =
        ((row & 3) << 1) | ((row >> 2) << 4) | ((column >> 1) & 1) | (((column >> 2) & 1) << 3);
    return lane * ELEMENTS + (column & 1);
  }
}
