package winofuzz.metal.sim.instruction;

/** Reports simdgroups of which only a part carries out a matrix operation. */
public record SimdgroupCheck(int line) implements Instruction {

  @Override
  public void execute(Frame frame) {
    Simdgroups.forEachFull(frame, line, (first, end) -> {});
  }
}
