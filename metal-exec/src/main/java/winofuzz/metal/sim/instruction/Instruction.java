package winofuzz.metal.sim.instruction;

/** One step of a lowered kernel, carried out for all lanes. */
public interface Instruction {

  void execute(Frame frame);
}
