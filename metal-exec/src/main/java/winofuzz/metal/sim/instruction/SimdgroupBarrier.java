package winofuzz.metal.sim.instruction;

/**
 * A simdgroup barrier: begins a new epoch of the memory that it orders for each simdgroup, after
 * checking that the simdgroup arrives as a whole or not at all.
 */
public record SimdgroupBarrier(boolean orderDevice, boolean orderThreadgroup, int line)
    implements Instruction {

  @Override
  public void execute(Frame frame) {
    Simdgroups.forEach(
        frame,
        (first, end) -> {
          Simdgroups.checkWhole(frame, line, first, end);
          frame.batch().passSimdgroupBarrier(first, end, orderDevice, orderThreadgroup);
        });
  }
}
