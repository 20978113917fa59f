package winofuzz.metal.sim;

/**
 * A simdgroup barrier: begins a new epoch for each simdgroup, after checking that it arrives as a
 * whole.
 */
record SimdgroupBarrier(int line) implements Instruction {

  @Override
  public void execute(Frame frame) {
    Simdgroups.forEachWhole(frame, line, (first, end) -> frame.epochs().passSimdgroup(first, end));
  }
}
