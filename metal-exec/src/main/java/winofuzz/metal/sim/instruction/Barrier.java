package winofuzz.metal.sim.instruction;

import winofuzz.metal.Violation;

/**
 * A threadgroup barrier. In lockstep there is nothing to wait for: it checks that a threadgroup
 * arrives as a whole or not at all, and begins a new epoch.
 */
public record Barrier(boolean orderDevice, boolean orderThreadgroup, int line)
    implements Instruction {

  @Override
  public void execute(Frame frame) {
    int[] mask = frame.mask();
    int threads = frame.threads();
    for (int group = 0; group < frame.batch().groups(); group++) {
      int first = group * threads;
      int arrived = 0;
      for (int i = first; i < first + threads; i++) {
        arrived += mask[i];
      }
      if (arrived > 0 && arrived < threads) {
        int absent = first;
        while (mask[absent] != 0) {
          absent++;
        }
        frame.report(Violation.Kind.DIVERGENT_BARRIER, line, absent);
      }
      if (arrived > 0) {
        frame.batch().passBarrier(group, orderDevice, orderThreadgroup);
      }
    }
  }
}
