package winofuzz.metal.sim.instruction;

import java.util.Arrays;

/**
 * Takes all lanes of the current mask out of it. They come back where their kind of exit leads.
 *
 * @param loopMasks index of the first mask of the loop that they leave; unused by {@code RETURN}
 */
public record Exit(Kind kind, int loopMasks) implements Instruction {

  public enum Kind {
    BREAK,
    CONTINUE,
    /** Out of an inlined function, whose {@link FunctionScope} brings the lanes back. */
    RETURN
  }

  @Override
  public void execute(Frame frame) {
    int n = frame.lanes();
    int[] mask = frame.mask();
    switch (kind) {
      case BREAK -> merge(frame.mask(loopMasks + LoopInstruction.DONE), mask, n);
      case CONTINUE -> merge(frame.mask(loopMasks + LoopInstruction.CONTINUED), mask, n);
      case RETURN -> {}
    }
    Arrays.fill(mask, 0, n, 0);
    frame.setMask(mask, 0);
  }

  private static void merge(int[] target, int[] mask, int n) {
    for (int i = 0; i < n; i++) {
      target[i] |= mask[i];
    }
  }
}
