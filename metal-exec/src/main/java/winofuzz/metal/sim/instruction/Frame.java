package winofuzz.metal.sim.instruction;

import java.util.Arrays;
import java.util.function.LongConsumer;
import winofuzz.metal.Violation;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.sim.lanes.Bank;
import winofuzz.metal.sim.memory.Batch;
import winofuzz.metal.sim.memory.BoundMemory;

/**
 * The state of a running batch: the registers, the mask and the memory of its lanes.
 *
 * <p>The mask says which lanes take part: it holds 1 or 0 for each lane.
 */
public final class Frame {
  /** Operations that are counted at a time. */
  private static final long COUNTED = 1 << 16;

  /** The number of masks that a control-flow instruction may keep; see {@link #mask(int)}. */
  static final int MASKS_PER_LEVEL = 4;

  final float[][] floats;
  final int[][] ints;
  final long[][] longs;
  private final float[] uniforms;

  /** Upper bounds of the degrees that the values of {@link #longs} have as polynomials. */
  private final int[] degrees;

  private final int[][] masks;
  private final int capacity;
  private final Deadline deadline;
  private final StepBudget budget;
  private final LongConsumer work;
  private BoundMemory[] memories = new BoundMemory[0];
  private Batch batch;
  private int lanes;
  private int[] mask;
  private int active;
  private long executed;
  private long counted;
  private long nextCheck;

  /**
   * Creates the registers of a kernel for any batch of up to {@code capacity} lanes.
   *
   * @param work is told of operations, which are instructions times lanes
   * @param first the batch that runs first
   */
  public Frame(
      Layout layout,
      int capacity,
      Deadline deadline,
      StepBudget budget,
      LongConsumer work,
      Batch first) {
    this.floats = new float[layout.slots(Bank.FLOAT)][capacity];
    this.ints = new int[layout.slots(Bank.INT)][capacity];
    this.longs = new long[layout.slots(Bank.LONG)][capacity];
    this.uniforms = new float[layout.uniforms()];
    this.degrees = new int[longs.length];
    this.masks = new int[(layout.levels() + 1) * MASKS_PER_LEVEL][];
    this.capacity = capacity;
    this.deadline = deadline;
    this.budget = budget;
    this.work = work;
    this.batch = first;
    this.mask = mask(0);
    layout.constants().forEach(c -> c.fill(this));
  }

  /** Begins a batch, in which all lanes take part. */
  public void begin(Batch next, BoundMemory[] bound) {
    batch = next;
    lanes = next.lanes();
    memories = bound;
    mask = mask(0);
    Arrays.fill(mask, 0, lanes, 1);
    Arrays.fill(degrees, 0);
    active = lanes;
    executed = 0;
    counted = 0;
    nextCheck = interval();
  }

  /** Adds to the number of instructions that the batch has executed. */
  public void count(int instructions) {
    executed += instructions;
  }

  /** Returns how many instructions the batch has executed. */
  public long executed() {
    return executed;
  }

  /** Returns the batch that runs. */
  Batch batch() {
    return batch;
  }

  /** Returns the number of lanes of the batch. */
  public int lanes() {
    return lanes;
  }

  /** Returns the number of lanes of a threadgroup. */
  public int threads() {
    return batch.threads();
  }

  /** Returns the memory of a slot. */
  public BoundMemory memory(int slot) {
    return memories[slot];
  }

  /** Returns the current mask. */
  int[] mask() {
    return mask;
  }

  /** Returns how many lanes take part. */
  int active() {
    return active;
  }

  /** Returns whether all lanes take part. */
  boolean isFull() {
    return active == lanes;
  }

  /** Replaces the current mask by one in which {@code count} lanes take part. */
  void setMask(int[] newMask, int count) {
    mask = newMask;
    active = count;
  }

  /** Returns the mask array of an index that control flow keeps; 0 is the outermost. */
  int[] mask(int index) {
    int[] found = masks[index];
    if (found == null) {
      found = new int[capacity];
      masks[index] = found;
    }
    return found;
  }

  /** Returns the lanes of a register of floats. */
  public float[] floats(Register register) {
    return floats[register.slot()];
  }

  /** Returns the one value of a uniform register. */
  float uniform(Register register) {
    return uniforms[register.slot()];
  }

  /** Sets the one value of a uniform register. */
  void setUniform(Register register, float value) {
    uniforms[register.slot()] = value;
  }

  /** Returns the lanes of a register of ints. */
  public int[] ints(Register register) {
    return ints[register.slot()];
  }

  /** Returns the lanes of a register of longs. */
  public long[] longs(Register register) {
    return longs[register.slot()];
  }

  /**
   * Returns an upper bound of the degree that the field elements of a register have, over all
   * lanes, as polynomials of the launch's inputs.
   */
  int degree(Register register) {
    return degrees[register.slot()];
  }

  /** Sets the degree of a register whose lanes all have a new value or will not be read. */
  void setDegree(Register register, int degree) {
    degrees[register.slot()] = degree;
  }

  /** Returns the degrees of {@link #longs}, by slot. */
  int[] degrees() {
    return degrees;
  }

  /**
   * Returns an index of a lane as the text computes it, which its register may only hold the
   * nearest int of.
   */
  long index(Register register, int lane) {
    int at = ints[register.slot()][lane];
    return at == Integer.MAX_VALUE || at == Integer.MIN_VALUE ? exactIndex(register, lane) : at;
  }

  private long exactIndex(Register register, int lane) {
    Register.Origin origin = register.origin();
    if (origin == null) {
      return ints[register.slot()][lane];
    }
    Register first = origin.first();
    long value =
        first.origin() != null
            ? exactIndex(first, lane)
            : first.bank() == Bank.LONG ? longs[first.slot()][lane] : ints[first.slot()][lane];
    if (origin.type() == ScalarType.UINT) {
      value &= 0xffffffffL;
    }
    Register second = origin.second();
    double bound = (double) value * origin.factor();
    long scaled =
        Math.abs(bound) < 0x1p62
            ? value * origin.factor()
            : bound < 0 ? Long.MIN_VALUE / 2 : Long.MAX_VALUE / 2;
    return second == null ? scaled : scaled + exactIndex(second, lane);
  }

  private long interval() {
    return COUNTED / lanes + 1;
  }

  /**
   * Counts a round of a loop at a line of the text. Throws if the run has used up its time, its
   * work or its steps; the latter is reported of the first lane that still loops.
   */
  void countRound(int line) {
    if (++executed >= nextCheck) {
      checkLimits(line);
    }
  }

  private void checkLimits(int line) {
    deadline.check(line);
    countWork();
    nextCheck = executed + interval();
    boolean endless = executed > budget.instructions(lanes, batch.hasViolations());
    if (endless && active > 0 && batch.watches(Violation.Kind.ENDLESS_LOOP)) {
      int lane = 0;
      while (mask[lane] == 0) {
        lane++;
      }
      report(Violation.Kind.ENDLESS_LOOP, line, lane);
      throw new StepBudget.Exhausted();
    }
  }

  /** Reports the operations that were carried out since the last report. */
  public void countWork() {
    long fresh = executed - counted;
    counted = executed;
    work.accept(fresh * lanes);
  }

  /** Reports what a lane did to memory at a line of the text, if the run watches for it. */
  public void report(Violation.Kind kind, int line, int lane, Violation.Place place) {
    batch.report(kind, line, lane, place);
  }

  /** Reports what a lane did that concerns no memory, if the run watches for it. */
  public void report(Violation.Kind kind, int line, int lane) {
    batch.report(kind, line, lane, null);
  }
}
