package winofuzz.fuzz.selftest;

import java.util.function.UnaryOperator;
import winofuzz.metal.Device;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.PreparedKernel;
import winofuzz.metal.WorkLimit;

/**
 * A device that runs something else than it is told, or gives something else than what came out.
 *
 * @param device that does the work
 * @param launch what it is given, from what it was to be given
 * @param outcome what it gives, from what came out
 */
record PlantedDevice(Device device, UnaryOperator<Launch> launch, UnaryOperator<Outcome> outcome)
    implements Device {
  @Override
  public String name() {
    return device.name();
  }

  @Override
  public PreparedKernel prepare(String source, String kernel) {
    return (threadgroups, threads, arguments) ->
        run(new Launch(source, kernel, threadgroups, threads, arguments));
  }

  @Override
  public Outcome run(Launch told, WorkLimit limit) {
    return outcome.apply(device.run(launch.apply(told), limit));
  }
}
