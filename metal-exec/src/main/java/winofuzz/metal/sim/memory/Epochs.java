package winofuzz.metal.sim.memory;

import winofuzz.metal.msl.MetalAddressSpace;

/**
 * Counts, for each lane of a batch and each kind of memory, the barriers that order it: those of
 * the threadgroup in the upper half of an epoch, those of the simdgroup in the lower half.
 */
final class Epochs {

  private static final long THREADGROUP_BARRIER = 1L << 32;
  private static final long SIMDGROUP_BARRIER = 1;

  private final long[] device;
  private final long[] threadgroup;

  Epochs(int lanes) {
    this.device = new long[lanes];
    this.threadgroup = new long[lanes];
  }

  /** Returns the epoch of a lane. */
  long of(MetalAddressSpace space, int lane) {
    return space == MetalAddressSpace.THREADGROUP ? threadgroup[lane] : device[lane];
  }

  /** Returns whether no barrier of the threadgroup lies between two epochs of it. */
  static boolean sameForThreadgroup(long a, long b) {
    return a >>> 32 == b >>> 32;
  }

  /** Notes a barrier of a threadgroup: the lanes from {@code first} to before {@code end}. */
  void pass(int first, int end, boolean orderDevice, boolean orderThreadgroup) {
    pass(first, end, orderDevice, orderThreadgroup, THREADGROUP_BARRIER);
  }

  /** Notes a barrier of a simdgroup: the lanes from {@code first} to before {@code end}. */
  void passSimdgroup(int first, int end, boolean orderDevice, boolean orderThreadgroup) {
    pass(first, end, orderDevice, orderThreadgroup, SIMDGROUP_BARRIER);
  }

  private void pass(
      int first, int end, boolean orderDevice, boolean orderThreadgroup, long barrier) {
    for (int lane = first; lane < end && orderDevice; lane++) {
      device[lane] += barrier;
    }
    for (int lane = first; lane < end && orderThreadgroup; lane++) {
      threadgroup[lane] += barrier;
    }
  }
}
