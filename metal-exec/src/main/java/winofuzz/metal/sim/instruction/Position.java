package winofuzz.metal.sim.instruction;

import winofuzz.metal.Extent;
import winofuzz.metal.msl.PositionAttribute;
import winofuzz.metal.sim.memory.Batch;

/**
 * A register that holds the position of each lane's thread, filled at the start of a batch.
 *
 * @param component 0, 1, 2 for x, y, z
 */
public record Position(Register register, PositionAttribute attribute, int component) {

  public void fill(Frame frame, Extent threadgroups, Extent threads) {
    int[] values = frame.ints(register);
    int perGroup = frame.threads();
    for (int lane = 0; lane < frame.lanes(); lane++) {
      long group = frame.batch().firstGroup() + lane / perGroup;
      values[lane] = value(group, lane % perGroup, threadgroups, threads);
    }
  }

  private int value(long group, int thread, Extent groups, Extent threads) {
    int perGroup = (int) threads.count();
    int simdgroups = (perGroup + Batch.SIMDGROUP_WIDTH - 1) / Batch.SIMDGROUP_WIDTH;
    return switch (attribute) {
      case THREAD_POSITION_IN_GRID ->
          of(groups.position(group)) * of(threads) + of(threads.position(thread));
      case THREAD_POSITION_IN_THREADGROUP -> of(threads.position(thread));
      case THREAD_INDEX_IN_THREADGROUP -> thread;
      case THREAD_INDEX_IN_SIMDGROUP -> thread % Batch.SIMDGROUP_WIDTH;
      case THREADGROUP_POSITION_IN_GRID -> of(groups.position(group));
      case THREADGROUPS_PER_GRID -> of(groups);
      case THREADS_PER_GRID -> of(groups) * of(threads);
      case THREADS_PER_THREADGROUP, DISPATCH_THREADS_PER_THREADGROUP -> of(threads);
      case THREADS_PER_SIMDGROUP, THREAD_EXECUTION_WIDTH -> Batch.SIMDGROUP_WIDTH;
      case SIMDGROUP_INDEX_IN_THREADGROUP -> thread / Batch.SIMDGROUP_WIDTH;
      case SIMDGROUPS_PER_THREADGROUP, DISPATCH_SIMDGROUPS_PER_THREADGROUP -> simdgroups;
    };
  }

  private int of(Extent extent) {
    return switch (component) {
      case 0 -> extent.x();
      case 1 -> extent.y();
      default -> extent.z();
    };
  }
}
