package winofuzz.metal.sim.instruction;

import winofuzz.metal.Violation;

/** Reports lanes that read a local variable before they write it. */
public record WrittenCheck(Register written, Violation.Place place, int line)
    implements Instruction {

  @Override
  public void execute(Frame frame) {
    int[] flags = frame.ints(written);
    int[] mask = frame.mask();
    for (int i = 0; i < frame.lanes(); i++) {
      if (mask[i] != 0 && flags[i] == 0) {
        frame.report(Violation.Kind.UNWRITTEN_READ, line, i, place);
      }
    }
  }
}
