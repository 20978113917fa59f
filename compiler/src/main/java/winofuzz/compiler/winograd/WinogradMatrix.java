package winofuzz.compiler.winograd;

import java.util.Arrays;
import java.util.List;
import winofuzz.number.Rational;

/**
 * The matrices of F(4,3), which computes 4 outputs of a 3-wide correlation with 6 products: {@code
 * y = A^T ((G g) * (B^T d))}. In two dimensions each is applied along both axes.
 *
 * <p>Source: A. Lavin and S. Gray, "Fast Algorithms for Convolutional Neural Networks", 2015; the
 * interpolation points are 0, 1, -1, 2, -2 and infinity.
 */
public enum WinogradMatrix {
  /** Transforms the 3 taps of the weight to 6 points. */
  G("1/4 0 0", "-1/6 -1/6 -1/6", "-1/6 1/6 -1/6", "1/24 1/12 1/6", "1/24 -1/12 1/6", "0 0 1"),
  /** Transforms 6 inputs to 6 points. */
  B_TRANSPOSED(
      "4 0 -5 0 1 0",
      "0 -4 -4 1 1 0",
      "0 4 -4 -1 1 0",
      "0 -2 -1 2 1 0",
      "0 2 -1 -2 1 0",
      "0 4 0 -5 0 1"),
  /** Transforms 6 products to 4 outputs. */
  A_TRANSPOSED(
      "1 1 1 1 1 0", //
      "0 1 -1 2 -2 0",
      "0 1 1 4 4 0",
      "0 1 -1 8 -8 1");

  /** Outputs of one tile along an axis. */
  public static final int TILE = 4;

  /** Taps of the window along an axis. */
  public static final int TAPS = 3;

  /** Inputs that one tile reads along an axis, and points of the Winograd domain. */
  public static final int POINTS = TILE + TAPS - 1;

  @SuppressWarnings("ImmutableEnumChecker") // the lists cannot be modified
  private final List<List<Rational>> rows;

  WinogradMatrix(String... rows) {
    this.rows =
        Arrays.stream(rows)
            .map(row -> Arrays.stream(row.split(" ")).map(Rational::parse).toList())
            .toList();
  }

  /** Returns the number of rows, the extent of the result along an axis. */
  public int outputs() {
    return rows.size();
  }

  /** Returns the number of columns, the extent of the operand along an axis. */
  public int inputs() {
    return rows.getFirst().size();
  }

  public Rational entry(int row, int column) {
    return rows.get(row).get(column);
  }
}
