package winofuzz.metal;

/** Something that runs Metal kernels. */
public interface Device {

  /** The name the command line knows it by. */
  String name();

  /**
   * Compiles a kernel, to be run any number of times.
   *
   * @throws winofuzz.metal.msl.MslSyntaxException if the text is malformed or uses what is not
   *     supported
   * @throws BadInputException if the text has no such kernel
   */
  PreparedKernel prepare(String source, String kernel);

  /**
   * Compiles and runs a kernel.
   *
   * @return what came of it; {@link Outcome.Unsupported} if the text is right and more than this
   *     device knows
   * @throws winofuzz.metal.msl.MslSyntaxException if the text is malformed
   * @throws BadInputException if the launch does not fit the kernel
   * @throws DeviceException if the machine failed
   */
  Outcome run(Launch launch);
}
