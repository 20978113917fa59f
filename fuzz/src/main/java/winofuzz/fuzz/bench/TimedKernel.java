package winofuzz.fuzz.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Device;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;

/** A kernel that is timed, and its times so far. */
final class TimedKernel {
  private static final double NANOS_PER_MICRO = 1e3;

  private final Device device;
  private final Launch launch;
  private final int launches;
  private final List<Double> microseconds = new ArrayList<>();

  private TimedKernel(Device device, Launch launch, int launches) {
    this.device = device;
    this.launch = launch;
    this.launches = launches;
  }

  /** Returns a kernel that the device has compiled and run. */
  static TimedKernel warm(Device device, Launch launch, Rounds rounds) throws NotMeasuredException {
    Duration first = time(device, launch, 1);
    Duration second = time(device, launch, rounds.launches(first));
    return new TimedKernel(device, launch, rounds.launches(second));
  }

  /** Adds a sample. */
  void measure() throws NotMeasuredException {
    microseconds.add(time(device, launch, launches).toNanos() / NANOS_PER_MICRO);
  }

  /** Returns the samples so far, at least one. */
  KernelTimes times() {
    long bytes = 0;
    for (BufferArgument argument : launch.arguments()) {
      bytes += (long) argument.contents().length() * argument.contents().type().bytes();
    }
    return new KernelTimes(launch.kernel(), bytes, new TimeSamples(microseconds));
  }

  /** Returns the mean time of some launches. */
  static Duration time(Device device, Launch launch, int launches) throws NotMeasuredException {
    return switch (device.time(launch, launches)) {
      case Outcome.Ran ran -> ran.time();
      case Outcome.Trapped trapped -> throw stopped(launch, trapped.violations().getFirst());
      case Outcome.Unsupported(String reason) -> throw stopped(launch, reason);
      case Outcome.TimedOut late -> throw stopped(launch, late.described());
      case Outcome.Crashed crashed ->
          throw stopped(
              launch,
              "crashed: "
                  + crashed.how()
                  + (crashed.kept() == null ? "" : ", kept in " + crashed.kept()));
    };
  }

  private static NotMeasuredException stopped(Launch launch, Object reason) {
    return new NotMeasuredException("kernel %s: %s".formatted(launch.kernel(), reason));
  }
}
