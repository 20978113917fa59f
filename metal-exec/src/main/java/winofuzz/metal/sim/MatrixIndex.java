package winofuzz.metal.sim;

/**
 * The index in memory of each lane's element of a matrix: its row times a stride plus its column.
 */
record MatrixIndex(Register result, Register base, Register stride, int element)
    implements Instruction {

  @Override
  public void execute(Frame frame) {
    int[] d = frame.ints(result);
    int[] from = frame.ints(base);
    int[] step = frame.ints(stride);
    int threads = frame.threads();
    for (int i = 0; i < frame.lanes(); i++) {
      int lane = i % threads % Simdgroups.WIDTH;
      long index =
          (long) from[i] + (long) Matrix8x8.row(lane) * step[i] + Matrix8x8.column(lane, element);
      d[i] = IntMath.saturated(index);
    }
  }
}
