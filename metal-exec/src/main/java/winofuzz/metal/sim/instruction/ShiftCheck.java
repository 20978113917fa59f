package winofuzz.metal.sim.instruction;

import winofuzz.metal.Violation;
import winofuzz.metal.sim.lanes.Addresses;

/** Reports lanes that shift by a count outside of 0 to width - 1. */
public record ShiftCheck(Register count, int width, int line) implements Instruction {

  @Override
  public void execute(Frame frame) {
    int[] counts = frame.ints(count);
    int n = frame.lanes();
    if (Addresses.allWithin(counts, 0, width, n)) {
      return;
    }
    int[] mask = frame.mask();
    for (int i = 0; i < n; i++) {
      if (mask[i] != 0 && (counts[i] < 0 || counts[i] >= width)) {
        frame.report(Violation.Kind.SHIFT_RANGE, line, i);
      }
    }
  }
}
