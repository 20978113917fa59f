package winofuzz.metal.sim;

/** One step of a lowered kernel, carried out for all lanes. */
interface Instruction {

  void execute(Frame frame);
}
