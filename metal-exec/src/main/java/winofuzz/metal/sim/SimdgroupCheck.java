package winofuzz.metal.sim;

/** Reports simdgroups of which only a part carries out a matrix operation. */
record SimdgroupCheck(int line) implements Instruction {

  @Override
  public void execute(Frame frame) {
    Simdgroups.forEachWhole(frame, line, (first, end) -> {});
  }
}
