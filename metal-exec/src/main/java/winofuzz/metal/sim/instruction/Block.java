package winofuzz.metal.sim.instruction;

import java.util.List;

/** Instructions one after another. */
public final class Block implements Instruction {

  private final Instruction[] instructions;

  public Block(List<Instruction> instructions) {
    this.instructions = instructions.toArray(new Instruction[0]);
  }

  @Override
  public void execute(Frame frame) {
    frame.count(instructions.length);
    for (Instruction instruction : instructions) {
      instruction.execute(frame);
      if (frame.active() == 0) {
        return;
      }
    }
  }
}
