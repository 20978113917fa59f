package winofuzz.metal.sim.instruction;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.sim.lanes.Masks;

/**
 * Repeats a block for each lane as long as its condition holds.
 *
 * @param test computes the condition
 * @param condition null if it always holds
 * @param step carried out after each round, also for lanes that a continue took out
 * @param testFirst whether the condition is tested before the first round
 * @param masks index of its first mask: lanes still looping, lanes in this round, lanes done, lanes
 *     to go on with the next round
 * @param mayExit whether lanes may leave a round early
 * @param mayReturn whether lanes may leave the function from within
 * @param line where it stands in the text
 */
public record LoopInstruction(
    Block test,
    @Nullable Register condition,
    Block body,
    Block step,
    boolean testFirst,
    int masks,
    boolean mayExit,
    boolean mayReturn,
    int line)
    implements Instruction {

  public static final int ROUND = 1;
  static final int DONE = 2;
  static final int CONTINUED = 3;

  @Override
  public void execute(Frame frame) {
    int n = frame.lanes();
    int[] outer = frame.mask();
    int before = frame.active();
    int[] looping = frame.mask(masks);
    int[] done = frame.mask(masks + DONE);
    Masks.copy(looping, outer, n);
    Arrays.fill(done, 0, n, 0);
    int count = before;
    boolean tested = testFirst;
    while (true) {
      frame.setMask(looping, count);
      frame.countRound(line);
      if (tested) {
        count = test(frame, looping, done, count, n);
      }
      tested = true;
      if (count == 0) {
        break;
      }
      count = round(frame, looping, count, n);
    }
    if (mayReturn) {
      Masks.copy(outer, done, n);
      int left = 0;
      for (int i = 0; i < n; i++) {
        left += done[i];
      }
      frame.setMask(outer, left);
    } else {
      frame.setMask(outer, before);
    }
  }

  private int test(Frame frame, int[] looping, int[] done, int count, int n) {
    if (condition == null) {
      return count;
    }
    test.execute(frame);
    int[] holds = frame.ints(condition);
    for (int i = 0; i < n; i++) {
      done[i] |= looping[i] & (holds[i] ^ 1);
    }
    int left = Masks.and(looping, looping, holds, n);
    frame.setMask(looping, left);
    return left;
  }

  private int round(Frame frame, int[] looping, int count, int n) {
    if (!mayExit) {
      body.execute(frame);
      step.execute(frame);
      return count;
    }
    int[] round = frame.mask(masks + ROUND);
    int[] continued = frame.mask(masks + CONTINUED);
    Masks.copy(round, looping, n);
    Arrays.fill(continued, 0, n, 0);
    frame.setMask(round, count);
    body.execute(frame);
    int left = Masks.or(looping, round, continued, n);
    frame.setMask(looping, left);
    if (left > 0) {
      step.execute(frame);
    }
    return left;
  }
}
