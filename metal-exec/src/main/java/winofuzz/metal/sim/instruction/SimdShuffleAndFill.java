package winofuzz.metal.sim.instruction;

import winofuzz.metal.Violation;
import winofuzz.metal.sim.lanes.Bank;
import winofuzz.metal.sim.memory.Batch;

/**
 * Moves the values of a simdgroup's lanes up or down by a distance. What a lane then lacks comes
 * from the other end of what fills.
 *
 * @param down whether a lane gets the value of one above
 * @param width how many neighbouring lanes are moved together
 */
public record SimdShuffleAndFill(
    boolean down,
    Register result,
    Register value,
    Register fill,
    Register distance,
    Register width,
    int line)
    implements Instruction {

  @Override
  public void execute(Frame frame) {
    Simdgroups.forEach(frame, (first, end) -> shuffle(frame, first, end));
    if (result.bank() == Bank.LONG) {
      frame.setDegree(result, Math.max(frame.degree(value), frame.degree(fill)));
    }
  }

  private void shuffle(Frame frame, int first, int end) {
    int[] mask = frame.mask();
    for (int i = first; i < end; i++) {
      if (mask[i] == 0) {
        continue;
      }
      int together = frame.ints(width)[i];
      if (together < 1 || together > Batch.SIMDGROUP_WIDTH) {
        together = Batch.SIMDGROUP_WIDTH;
      }
      int lowest = first + (i - first) / together * together;
      int by = frame.ints(distance)[i];
      long from = (long) i - lowest + (down ? by : -(long) by);
      boolean within = from >= 0 && from < together;
      long source = lowest + from + (within ? 0 : down ? -together : together);
      if (source < lowest
          || source >= Math.min(lowest + together, end)
          || mask[(int) source] == 0) {
        frame.report(Violation.Kind.DIVERGENT_SIMDGROUP, line, i);
        source = i;
      }
      SimdShuffle.copy(frame, result, i, within ? value : fill, (int) source);
    }
  }
}
