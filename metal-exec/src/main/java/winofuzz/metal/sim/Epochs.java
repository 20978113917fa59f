package winofuzz.metal.sim;

import winofuzz.metal.msl.AddressSpace;

/** How many barriers each threadgroup of the batch has passed, for each kind of memory. */
final class Epochs {

  private final int[] device;
  private final int[] threadgroup;
  private final int[] simdgroup;

  Epochs(int groups, int lanes) {
    this.device = new int[groups];
    this.threadgroup = new int[groups];
    this.simdgroup = new int[lanes];
  }

  /** Number of a lane's thread in the whole grid. */
  int thread(Frame frame, int lane) {
    return (int) (frame.firstGroup() * frame.threads()) + lane;
  }

  int of(AddressSpace space, Frame frame, int lane) {
    int group = lane / frame.threads();
    return space == AddressSpace.THREADGROUP ? threadgroup[group] : device[group];
  }

  /** A barrier of one simdgroup, of the lanes from {@code first} to before {@code end}. */
  void passSimdgroup(int first, int end) {
    for (int lane = first; lane < end; lane++) {
      simdgroup[lane]++;
    }
  }

  /** How many simdgroup barriers a lane has passed. */
  int simdgroup(int lane) {
    return simdgroup[lane];
  }

  /** A barrier of one threadgroup. */
  void pass(int group, boolean orderDevice, boolean orderThreadgroup) {
    device[group] += orderDevice ? 1 : 0;
    threadgroup[group] += orderThreadgroup ? 1 : 0;
  }
}
