package winofuzz.metal.sim.instruction;

import winofuzz.metal.sim.lanes.IntMath;
import winofuzz.metal.sim.lanes.Matrix8x8;
import winofuzz.metal.sim.memory.Batch;

/**
 * The index in memory of each lane's element of a matrix: its row times a stride plus its column.
 */
public record MatrixIndex(Register result, Register base, Register stride, int element)
    implements Instruction {

  @Override
  public void execute(Frame frame) {
    int[] d = frame.ints(result);
    int[] from = frame.ints(base);
    int[] step = frame.ints(stride);
    int threads = frame.threads();
    for (int i = 0; i < frame.lanes(); i++) {
      int lane = i % threads % Batch.SIMDGROUP_WIDTH;
      long index =
          (long) from[i] + (long) Matrix8x8.row(lane) * step[i] + Matrix8x8.column(lane, element);
      d[i] = IntMath.saturated(index);
    }
  }
}
