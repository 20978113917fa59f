package winofuzz.metal.sim.instruction;

import java.util.Arrays;
import winofuzz.metal.sim.lanes.Masks;

/** Notes which lanes have written a local variable: none, all, or those that take part. */
public record WrittenMark(Register written, Kind kind) implements Instruction {

  public enum Kind {
    NONE,
    ALL,
    MASKED
  }

  @Override
  public void execute(Frame frame) {
    if (!written.isRead()) {
      return;
    }
    int[] flags = frame.ints(written);
    int n = frame.lanes();
    switch (kind) {
      case NONE -> Arrays.fill(flags, 0, n, 0);
      case ALL -> Arrays.fill(flags, 0, n, 1);
      case MASKED -> Masks.or(flags, flags, frame.mask(), n);
    }
  }
}
