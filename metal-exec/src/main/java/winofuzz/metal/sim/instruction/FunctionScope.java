package winofuzz.metal.sim.instruction;

import winofuzz.metal.sim.lanes.Masks;

/**
 * The body of an inlined function that may return before its end. Lanes that returned come back
 * after it.
 *
 * @param masks index of its mask
 */
public record FunctionScope(Block body, int masks) implements Instruction {

  @Override
  public void execute(Frame frame) {
    int n = frame.lanes();
    int[] outer = frame.mask();
    int before = frame.active();
    int[] inner = frame.mask(masks);
    Masks.copy(inner, outer, n);
    frame.setMask(inner, before);
    body.execute(frame);
    frame.setMask(outer, before);
  }
}
