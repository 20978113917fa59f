package winofuzz.metal.sim.instruction;

import winofuzz.metal.Violation;

/** Reports lanes that ask for a vector's component beyond its last. */
public record ComponentCheck(Register index, int count, String name, int line)
    implements Instruction {

  @Override
  public void execute(Frame frame) {
    int[] at = frame.ints(index);
    int[] mask = frame.mask();
    for (int i = 0; i < frame.lanes(); i++) {
      if (mask[i] != 0 && (at[i] < 0 || at[i] >= count)) {
        Violation.Place place = new Violation.Place(name, -1, at[i], count);
        frame.report(Violation.Kind.READ_OUT_OF_BOUNDS, line, i, place);
      }
    }
  }
}
