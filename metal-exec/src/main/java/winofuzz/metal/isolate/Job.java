package winofuzz.metal.isolate;

import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.PreparedKernel;

/**
 * What a worker is asked for.
 *
 * @param timedRuns how often the kernel is run to measure its time; 0 to run it once, for what it
 *     computes
 */
record Job(Launch launch, int timedRuns) {

  /** A launch that is run once. */
  static Job once(Launch launch) {
    return new Job(launch, 0);
  }

  /** Does it with the kernel of the launch. */
  Outcome run(PreparedKernel kernel) {
    return timedRuns == 0
        ? kernel.run(launch.threadgroups(), launch.threads(), launch.arguments())
        : kernel.time(launch.threadgroups(), launch.threads(), launch.arguments(), timedRuns);
  }
}
