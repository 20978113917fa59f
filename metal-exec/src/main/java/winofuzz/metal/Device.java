package winofuzz.metal;

import java.time.Duration;
import java.util.List;

/** Something that runs Metal kernels. */
public interface Device {

  /** Returns the name by which the command line knows it. */
  String name();

  /**
   * Compiles a kernel, to be run any number of times. If the text is right and more than this
   * device knows, every run is {@link Outcome.Unsupported}.
   *
   * @throws winofuzz.metal.msl.MslSyntaxException if the text is malformed
   * @throws BadLaunchException if the text has no such kernel
   * @throws DeviceException if the machine failed
   */
  PreparedKernel prepare(String source, String kernel);

  /**
   * Compiles and runs a kernel.
   *
   * @return what came of it
   * @throws winofuzz.metal.msl.MslSyntaxException if the text is malformed
   * @throws BadLaunchException if the text has no such kernel, or the launch does not fit it
   * @throws DeviceException if the machine failed
   */
  default Outcome run(Launch launch) {
    return run(launch, WorkLimit.NONE);
  }

  /** Compiles and runs a kernel, within a limit if the device counts its work. */
  default Outcome run(Launch launch, WorkLimit limit) {
    return prepare(launch.source(), launch.kernel())
        .run(launch.threadgroups(), launch.threads(), launch.arguments(), limit);
  }

  /**
   * Compiles a kernel and runs one threadgroup of it, if the device can.
   *
   * @throws winofuzz.metal.msl.MslSyntaxException if the text is malformed
   * @throws BadLaunchException if the text has no such kernel, or the launch does not fit it
   */
  default SparseOutcome run(SparseLaunch launch, WorkLimit limit) {
    return new SparseOutcome.NotRun("device " + name() + " runs whole launches alone");
  }

  /**
   * Compiles a kernel and runs it over a finite field, if the device can.
   *
   * @throws winofuzz.metal.msl.MslSyntaxException if the text is malformed
   * @throws BadLaunchException if the text has no such kernel, or the launch does not fit it
   */
  default FieldOutcome run(FieldLaunch launch, WorkLimit limit) {
    return new FieldOutcome.NotRun("device " + name() + " computes with rounded numbers alone");
  }

  /**
   * Compiles a kernel and runs it several times, as {@link PreparedKernel#time}.
   *
   * @param runs how often, at least once
   */
  default Outcome time(Launch launch, int runs) {
    return prepare(launch.source(), launch.kernel())
        .time(launch.threadgroups(), launch.threads(), launch.arguments(), runs);
  }

  /** Returns the machine behind it, such as a GPU's name; empty where there is none to name. */
  default String hardware() {
    return "";
  }

  /**
   * Returns what keeps the native code of a kernel from doing harm, on this machine or not; nothing
   * for a device that runs none in a process, or that leaves it to a driver.
   *
   * @throws DeviceException if it cannot be found out
   */
  default List<Protection> protections() {
    return List.of();
  }

  /** Returns whether arguments that are parts of one memory and overlap see each other's writes. */
  default boolean sharesMemory() {
    return false;
  }

  /**
   * Returns how it computes where the language leaves it open, found out anew by running small
   * kernels.
   *
   * @throws DeviceException if it does not run them
   */
  default DeviceProfile profile() {
    return ProfileProbe.probe(this);
  }

  /**
   * Returns this device with another limit to how long a kernel may run; this one if it cannot stop
   * a kernel.
   */
  default Device withTimeLimit(Duration limit) {
    return this;
  }

  /**
   * Returns this device keeping every violation rather than the first ones of each line; this one
   * if it reports no more.
   */
  default Device withAllViolations() {
    return this;
  }
}
