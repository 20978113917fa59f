package winofuzz.fuzz.lowering;

import winofuzz.metal.WorkLimit;
import winofuzz.work.Work;
import winofuzz.work.WorkMeter;

/**
 * Lets runs of kernels do the work that a meter allows.
 *
 * @param meter of the case
 */
public record MeteredRun(WorkMeter meter) implements WorkLimit {
  @Override
  public boolean allows(long operations) {
    return meter.allows(Work.OPERATION, operations);
  }

  @Override
  public void spend(long operations) {
    meter.spend(Work.OPERATION, operations);
  }
}
