package winofuzz.metal.sim.memory;

import winofuzz.metal.msl.MetalAddressSpace;

/** Counts the barriers that the threadgroups and simdgroups of one batch have passed. */
final class Epochs {

  private final int[] device;
  private final int[] threadgroup;
  private final int[] simdgroup;

  Epochs(int groups, int lanes) {
    this.device = new int[groups];
    this.threadgroup = new int[groups];
    this.simdgroup = new int[lanes];
  }

  /** Returns how many barriers that order a kind of memory a threadgroup has passed. */
  int of(MetalAddressSpace space, int group) {
    return space == MetalAddressSpace.THREADGROUP ? threadgroup[group] : device[group];
  }

  /** Returns how many simdgroup barriers a lane has passed. */
  int ofSimdgroup(int lane) {
    return simdgroup[lane];
  }

  /** Notes a barrier of one threadgroup. */
  void pass(int group, boolean orderDevice, boolean orderThreadgroup) {
    device[group] += orderDevice ? 1 : 0;
    threadgroup[group] += orderThreadgroup ? 1 : 0;
  }

  /** Notes a barrier of one simdgroup: the lanes from {@code first} to before {@code end}. */
  void passSimdgroup(int first, int end) {
    for (int lane = first; lane < end; lane++) {
      simdgroup[lane]++;
    }
  }
}
