package winofuzz.metal.sim.instruction;

import org.jspecify.annotations.Nullable;
import winofuzz.metal.sim.lanes.Masks;

/**
 * Carries out one block for the lanes where a condition holds and another for the rest.
 *
 * @param masks index of its first mask
 * @param mayExit whether lanes may leave a loop or function from within
 */
public record IfInstruction(
    Register condition, Block whenTrue, @Nullable Block whenFalse, int masks, boolean mayExit)
    implements Instruction {

  @Override
  public void execute(Frame frame) {
    int n = frame.lanes();
    int[] outer = frame.mask();
    int before = frame.active();
    int[] yes = frame.mask(masks);
    int yesCount = Masks.and(yes, outer, frame.ints(condition), n);
    if (!mayExit && yesCount == before) {
      whenTrue.execute(frame);
      return;
    }
    int[] no = frame.mask(masks + 1);
    int noCount = Masks.without(no, outer, yes, n);
    if (yesCount > 0) {
      frame.setMask(yes, yesCount);
      whenTrue.execute(frame);
    }
    if (whenFalse != null && noCount > 0) {
      frame.setMask(no, noCount);
      whenFalse.execute(frame);
    }
    int after = mayExit ? Masks.or(outer, yes, no, n) : before;
    frame.setMask(outer, after);
  }
}
