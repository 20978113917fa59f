package winofuzz.metal.host;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.Map;
import java.util.TreeMap;
import winofuzz.metal.ArgumentTable;
import winofuzz.metal.Extent;
import winofuzz.metal.cxx.LaunchLayout;

/** What an entry point takes and gives back, the latter as {@code host/launch.h} declares it. */
final class NativeLaunch {

  private static final int ENDING_LINE = 4;
  private static final int ENDING_LANE = 8;
  private static final int ENDING_THREADGROUP = 16;
  private static final int ENDING_SIZE = 24;

  private final Memory buffers;
  private final Memory functionConstants;
  private final Memory job;
  private final Memory ending = of(new byte[ENDING_SIZE]);

  /** Creates a launch of all threadgroups on memories by their index. */
  NativeLaunch(
      Map<Integer, Memory> buffers,
      Map<Integer, Memory> functionConstants,
      Extent threadgroups,
      Extent threads,
      ArgumentTable arguments) {
    this.buffers = table(buffers);
    this.functionConstants = table(functionConstants);
    this.job =
        of(
            LaunchLayout.launch(
                address(this.buffers),
                address(this.functionConstants),
                threadgroups,
                threads,
                arguments));
  }

  private static Memory of(byte[] bytes) {
    Memory memory = new Memory(bytes.length);
    memory.write(0, bytes, 0, bytes.length);
    return memory;
  }

  private static Memory table(Map<Integer, Memory> memories) {
    Map<Integer, Long> addresses = new TreeMap<>();
    memories.forEach((index, memory) -> addresses.put(index, address(memory)));
    return of(LaunchLayout.table(addresses));
  }

  private static long address(Memory memory) {
    return Pointer.nativeValue(memory);
  }

  Pointer job() {
    return job;
  }

  Pointer ending() {
    return ending;
  }

  /** Returns whether lanes waited at a barrier that others never reached. */
  boolean isDivergent() {
    return ending.getInt(0) != 0;
  }

  /** Returns the barrier's line in the translated text. */
  int line() {
    return ending.getInt(ENDING_LINE);
  }

  /** Returns the first lane that is not at the barrier, by its index in the threadgroup. */
  int lane() {
    return ending.getInt(ENDING_LANE);
  }

  long threadgroup() {
    return ending.getLong(ENDING_THREADGROUP);
  }
}
