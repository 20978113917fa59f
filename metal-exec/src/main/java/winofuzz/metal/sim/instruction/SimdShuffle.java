package winofuzz.metal.sim.instruction;

import winofuzz.metal.Violation;
import winofuzz.metal.sim.lanes.Bank;
import winofuzz.metal.sim.memory.Batch;

/** Gives each lane the value that another lane of its simdgroup has. */
public record SimdShuffle(Kind kind, Register result, Register value, Register operand, int line)
    implements Instruction {

  /** How a lane's source follows from its number {@code l} and the operand {@code d}. */
  public enum Kind {
    /** {@code d}. */
    FROM,
    /** {@code l ^ d}. */
    XOR,
    /** {@code l - d}; the lane itself below 0. */
    UP,
    /** {@code l + d}; the lane itself past the end. */
    DOWN,
    /** {@code l - d} around the simdgroup. */
    ROTATE_UP,
    /** {@code l + d} around the simdgroup. */
    ROTATE_DOWN,
    /** The first lane that takes part. */
    FIRST
  }

  @Override
  public void execute(Frame frame) {
    Simdgroups.forEach(frame, (first, end) -> shuffle(frame, first, end));
    if (result.bank() == Bank.LONG) {
      frame.setDegree(result, frame.degree(value));
    }
  }

  private void shuffle(Frame frame, int first, int end) {
    int[] mask = frame.mask();
    int[] distances = frame.ints(operand);
    int leader = first;
    while (mask[leader] == 0) {
      leader++;
    }
    for (int i = first; i < end; i++) {
      if (mask[i] == 0) {
        continue;
      }
      int lane = i - first;
      long source = first + source(lane, distances[i], leader - first);
      if (source < first || source >= end || mask[(int) source] == 0) {
        frame.report(Violation.Kind.DIVERGENT_SIMDGROUP, line, i);
        source = i;
      }
      copy(frame, result, i, value, (int) source);
    }
  }

  private long source(int lane, int distance, int leader) {
    return switch (kind) {
      case FROM -> distance;
      case XOR -> lane ^ distance;
      case UP -> distance > lane ? lane : (long) lane - distance;
      case DOWN -> (long) lane + distance >= Batch.SIMDGROUP_WIDTH ? lane : (long) lane + distance;
      case ROTATE_UP -> Math.floorMod((long) lane - distance, Batch.SIMDGROUP_WIDTH);
      case ROTATE_DOWN -> Math.floorMod((long) lane + distance, Batch.SIMDGROUP_WIDTH);
      case FIRST -> leader;
    };
  }

  /** Gives a lane of a register the value of a lane of another one. */
  static void copy(Frame frame, Register result, int to, Register value, int from) {
    switch (result.bank()) {
      case FLOAT -> frame.floats(result)[to] = frame.floats(value)[from];
      case INT -> frame.ints(result)[to] = frame.ints(value)[from];
      case LONG -> frame.longs(result)[to] = frame.longs(value)[from];
    }
  }
}
