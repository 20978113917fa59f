package winofuzz.metal.cxx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import winofuzz.metal.ArgumentSpace;
import winofuzz.metal.ArgumentTable;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Extent;

/** The bytes of what entry points take, laid out as {@code cxx/launch.h} declares it. */
public final class LaunchLayout {

  private static final int MOST_ARGUMENTS = 31;
  private static final int THREADGROUP_BYTES = 56;
  private static final int SIZE = THREADGROUP_BYTES + 4 * (MOST_ARGUMENTS + 1);

  private LaunchLayout() {}

  /** Returns a table of addresses by index, zero where there is none. */
  public static byte[] table(Map<Integer, Long> addresses) {
    int length = addresses.keySet().stream().mapToInt(index -> index + 1).max().orElse(0);
    byte[] bytes = new byte[Math.max(MOST_ARGUMENTS, length) * Long.BYTES];
    ByteBuffer table = wrap(bytes);
    addresses.forEach((index, address) -> table.putLong(index * Long.BYTES, address));
    return bytes;
  }

  /**
   * Returns a launch of all threadgroups.
   *
   * @param buffers address of the table of buffers
   * @param functionConstants address of the table of the function constants' values, in the order
   *     in which the program declares them
   * @param arguments gives the sizes of the threadgroup arguments
   */
  public static byte[] launch(
      long buffers,
      long functionConstants,
      Extent threadgroups,
      Extent threads,
      ArgumentTable arguments) {
    byte[] bytes = new byte[SIZE];
    ByteBuffer launch = wrap(bytes);
    launch.putLong(buffers).putLong(functionConstants);
    launch.putInt(threadgroups.x()).putInt(threadgroups.y()).putInt(threadgroups.z());
    launch.putInt(threads.x()).putInt(threads.y()).putInt(threads.z());
    launch.putLong(0).putLong(threadgroups.count());
    for (BufferArgument argument : arguments.of(ArgumentSpace.THREADGROUP)) {
      launch.putInt(THREADGROUP_BYTES + 4 * argument.index(), size(argument.contents()));
    }
    return bytes;
  }

  /** Returns the bytes of all threadgroup arguments, each rounded up to 16. */
  public static long threadgroupBytes(ArgumentTable arguments) {
    return arguments.of(ArgumentSpace.THREADGROUP).stream()
        .mapToLong(a -> (size(a.contents()) + 15L) / 16 * 16)
        .sum();
  }

  private static int size(Buffer contents) {
    return contents.length() * contents.type().bytes();
  }

  private static ByteBuffer wrap(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }
}
