package winofuzz.metal.sim.instruction;

/** Reports simdgroups of which only a part carries out a matrix operation. */
public record SimdgroupCheck(int line) implements Instruction {

  @Override
  public void execute(Frame frame) {
    Simdgroups.forEachWhole(frame, line, (first, end) -> {});
  }
}
