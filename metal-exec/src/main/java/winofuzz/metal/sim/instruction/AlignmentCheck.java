package winofuzz.metal.sim.instruction;

import winofuzz.metal.Violation;

/**
 * Reports lanes whose index is not a multiple of what a vector or wider scalar needs.
 *
 * @param multiple in scalars of the index
 */
public record AlignmentCheck(int slot, Register index, int displacement, int multiple, int line)
    implements Instruction {

  @Override
  public void execute(Frame frame) {
    int[] mask = frame.mask();
    for (int i = 0; i < frame.lanes(); i++) {
      if (mask[i] != 0 && Math.floorMod(frame.index(index, i) + displacement, multiple) != 0) {
        Violation.Place place = frame.memory(slot).place(frame.index(index, i) + displacement);
        frame.report(Violation.Kind.MISALIGNED, line, i, place);
      }
    }
  }
}
