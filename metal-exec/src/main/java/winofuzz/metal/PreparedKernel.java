package winofuzz.metal;

import java.util.List;

/** A kernel that a {@link Device} has compiled. */
public interface PreparedKernel {

  /**
   * Runs it once.
   *
   * @throws BadLaunchException if the launch does not fit the kernel
   * @throws DeviceException if the machine failed
   */
  Outcome run(Extent threadgroups, Extent threads, List<BufferArgument> arguments);

  /**
   * Runs it once, within a limit if the device counts its work.
   *
   * @throws BadInputException if the launch does not fit the kernel
   * @throws DeviceException if the machine failed
   */
  default Outcome run(
      Extent threadgroups, Extent threads, List<BufferArgument> arguments, WorkLimit limit) {
    return run(threadgroups, threads, arguments);
  }
}
