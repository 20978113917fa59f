package winofuzz.metal.sim.instruction;

import winofuzz.metal.sim.lanes.LaneSelection;

/**
 * Gives a variable's register a value.
 *
 * @param masked whether lanes that take no part must keep their value
 * @param last whether no later instruction reads the value's own register, so that the two
 *     registers may trade arrays
 */
public record Move(Register result, Register value, boolean masked, boolean last)
    implements Instruction {

  @Override
  public void execute(Frame frame) {
    boolean all = !masked || frame.isFull();
    int n = frame.lanes();
    switch (result.bank()) {
      case FLOAT -> {
        if (all && last) {
          swap(frame.floats);
        } else if (all) {
          System.arraycopy(frame.floats(value), 0, frame.floats(result), 0, n);
        } else {
          float[] d = frame.floats(result);
          LaneSelection.select(d, frame.mask(), frame.floats(value), d, n);
        }
      }
      case INT -> {
        if (all && last) {
          swap(frame.ints);
        } else if (all) {
          System.arraycopy(frame.ints(value), 0, frame.ints(result), 0, n);
        } else {
          int[] d = frame.ints(result);
          LaneSelection.select(d, frame.mask(), frame.ints(value), d, n);
        }
      }
      case LONG -> {
        int degree = frame.degree(value);
        frame.setDegree(result, all ? degree : Math.max(degree, frame.degree(result)));
        if (all && last) {
          swap(frame.longs);
        } else if (all) {
          System.arraycopy(frame.longs(value), 0, frame.longs(result), 0, n);
        } else {
          long[] d = frame.longs(result);
          LaneSelection.select(d, frame.mask(), frame.longs(value), d, n);
        }
      }
    }
  }

  private <A> void swap(A[] arrays) {
    A kept = arrays[result.slot()];
    arrays[result.slot()] = arrays[value.slot()];
    arrays[value.slot()] = kept;
  }
}
