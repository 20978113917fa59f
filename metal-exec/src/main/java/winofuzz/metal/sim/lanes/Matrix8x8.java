package winofuzz.metal.sim.lanes;

/**
 * Where the elements of an 8x8 matrix lie in a simdgroup: lane {@code l} holds elements 0 and 1 at
 * the row and column given here, the same for every operand (read off an Apple GPU).
 */
public final class Matrix8x8 {

  public static final int SIZE = 8;

  private Matrix8x8() {}

  public static int row(int lane) {
    return ((lane >> 1) & 3) | ((lane >> 4) << 2);
  }

  public static int column(int lane, int element) {
    return ((lane & 1) << 1) | (((lane >> 3) & 1) << 2) | element;
  }

  /** Collects a matrix, row by row, from the lanes that begin at {@code first}. */
  public static void gather(float[] matrix, float[] zero, float[] one, int first, int end) {
    for (int lane = 0; lane < end - first; lane++) {
      matrix[row(lane) * SIZE + column(lane, 0)] = zero[first + lane];
      matrix[row(lane) * SIZE + column(lane, 1)] = one[first + lane];
    }
  }

  /** Collects a matrix, row by row, from the lanes that begin at {@code first}. */
  public static void gather(long[] matrix, long[] zero, long[] one, int first, int end) {
    for (int lane = 0; lane < end - first; lane++) {
      matrix[row(lane) * SIZE + column(lane, 0)] = zero[first + lane];
      matrix[row(lane) * SIZE + column(lane, 1)] = one[first + lane];
    }
  }

  /** Gives the elements of a matrix to the lanes that begin at {@code first}. */
  public static void scatter(float[] matrix, float[] zero, float[] one, int first, int end) {
    for (int lane = 0; lane < end - first; lane++) {
      zero[first + lane] = matrix[row(lane) * SIZE + column(lane, 0)];
      one[first + lane] = matrix[row(lane) * SIZE + column(lane, 1)];
    }
  }

  /** Gives the elements of a matrix to the lanes that begin at {@code first}. */
  public static void scatter(long[] matrix, long[] zero, long[] one, int first, int end) {
    for (int lane = 0; lane < end - first; lane++) {
      zero[first + lane] = matrix[row(lane) * SIZE + column(lane, 0)];
      one[first + lane] = matrix[row(lane) * SIZE + column(lane, 1)];
    }
  }
}
