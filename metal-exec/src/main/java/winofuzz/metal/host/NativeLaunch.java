package winofuzz.metal.host;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.Map;
import winofuzz.metal.Extent;

/** What an entry point takes and gives back, laid out as {@code host/launch.h} declares it. */
final class NativeLaunch {

  private static final int MOST_ARGUMENTS = 31;
  private static final int FUNCTION_CONSTANTS = 8;
  private static final int THREADGROUPS = 16;
  private static final int THREADS = 28;
  private static final int FIRST = 40;
  private static final int COUNT = 48;
  private static final int THREADGROUP_BYTES = 56;
  private static final int JOB_SIZE = THREADGROUP_BYTES + 4 * (MOST_ARGUMENTS + 1);

  private static final int ENDING_LINE = 4;
  private static final int ENDING_LANE = 8;
  private static final int ENDING_THREADGROUP = 16;
  private static final int ENDING_SIZE = 24;

  private final Memory buffers = pointers();
  private final Memory functionConstants = pointers();
  private final Memory job = cleared(JOB_SIZE);
  private final Memory ending = cleared(ENDING_SIZE);

  /** A launch of all threadgroups, without arguments. */
  NativeLaunch(Extent threadgroups, Extent threads) {
    job.setPointer(0, buffers);
    job.setPointer(FUNCTION_CONSTANTS, functionConstants);
    setExtent(THREADGROUPS, threadgroups);
    setExtent(THREADS, threads);
    job.setLong(FIRST, 0);
    job.setLong(COUNT, threadgroups.count());
  }

  /** Sets the buffers, by index. */
  void setBuffers(Map<Integer, Memory> memories) {
    fill(buffers, memories);
  }

  /** Sets the values of the function constants, by index. */
  void setFunctionConstants(Map<Integer, Memory> memories) {
    fill(functionConstants, memories);
  }

  /** Sets how large a threadgroup argument is. */
  void setThreadgroupBytes(int index, int bytes) {
    job.setInt(THREADGROUP_BYTES + 4L * index, bytes);
  }

  private static Memory pointers() {
    return cleared((long) MOST_ARGUMENTS * Native.POINTER_SIZE);
  }

  private static void fill(Memory table, Map<Integer, Memory> memories) {
    memories.forEach(
        (index, memory) -> table.setPointer((long) index * Native.POINTER_SIZE, memory));
  }

  private static Memory cleared(long size) {
    Memory memory = new Memory(size);
    memory.clear();
    return memory;
  }

  private void setExtent(int offset, Extent extent) {
    job.setInt(offset, extent.x());
    job.setInt(offset + 4L, extent.y());
    job.setInt(offset + 8L, extent.z());
  }

  Pointer job() {
    return job;
  }

  Pointer ending() {
    return ending;
  }

  /** Whether lanes waited at a barrier that others never reached. */
  boolean isDivergent() {
    return ending.getInt(0) != 0;
  }

  /** The barrier's line in the translated text. */
  int line() {
    return ending.getInt(ENDING_LINE);
  }

  /** The first lane that is not at the barrier, by its index in the threadgroup. */
  int lane() {
    return ending.getInt(ENDING_LANE);
  }

  long threadgroup() {
    return ending.getLong(ENDING_THREADGROUP);
  }
}
