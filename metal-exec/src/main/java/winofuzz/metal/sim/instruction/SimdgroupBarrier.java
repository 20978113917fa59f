package winofuzz.metal.sim.instruction;

/**
 * A simdgroup barrier: begins a new epoch for each simdgroup, after checking that it arrives as a
 * whole.
 */
public record SimdgroupBarrier(int line) implements Instruction {

  @Override
  public void execute(Frame frame) {
    Simdgroups.forEachWhole(
        frame, line, (first, end) -> frame.batch().passSimdgroupBarrier(first, end));
  }
}
