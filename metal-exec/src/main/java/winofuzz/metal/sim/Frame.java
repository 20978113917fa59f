package winofuzz.metal.sim;

import java.util.Arrays;
import java.util.function.LongConsumer;
import winofuzz.metal.Violation;

/**
 * The state of one batch: some threadgroups side by side, their threads as lanes.
 *
 * <p>Lane {@code g * threads + t} is thread {@code t} of the batch's threadgroup {@code g}. The
 * mask says which lanes take part; it is 1 or 0 a lane.
 */
final class Frame {

  /** Operations that are counted at a time. */
  private static final long COUNTED = 1 << 16;

  /** Masks that a control-flow instruction may keep; see {@link #mask(int)}. */
  static final int MASKS_PER_LEVEL = 4;

  final float[][] floats;
  final int[][] ints;
  final long[][] longs;
  private final float[] uniforms;

  private final int threads;
  private final int[][] masks;
  private final int capacity;
  private final ViolationLog log;
  private final Deadline deadline;
  private final LongConsumer work;
  private BoundMemory[] memories = new BoundMemory[0];
  private int groups;
  private int lanes;
  private long firstGroup;
  private int[] mask;
  private int active;
  private long executed;
  private long counted;
  private Epochs epochs = new Epochs(0, 0);

  /**
   * A frame without contents.
   *
   * @param capacity most lanes that a batch may have
   * @param threads lanes a threadgroup
   * @param work takes note of operations: instructions times lanes
   */
  Frame(
      Layout layout,
      int capacity,
      int threads,
      ViolationLog log,
      Deadline deadline,
      LongConsumer work) {
    this.floats = new float[layout.slots(Bank.FLOAT)][capacity];
    this.ints = new int[layout.slots(Bank.INT)][capacity];
    this.longs = new long[layout.slots(Bank.LONG)][capacity];
    this.uniforms = new float[layout.uniforms()];
    this.masks = new int[(layout.levels() + 1) * MASKS_PER_LEVEL][];
    this.capacity = capacity;
    this.threads = threads;
    this.log = log;
    this.deadline = deadline;
    this.work = work;
    this.mask = mask(0);
    layout.constants().forEach(c -> c.fill(this));
  }

  /** Makes it stand for some threadgroups, all lanes taking part. */
  void begin(long first, int count, BoundMemory[] bound, Epochs passed) {
    firstGroup = first;
    groups = count;
    lanes = count * threads;
    memories = bound;
    epochs = passed;
    mask = mask(0);
    Arrays.fill(mask, 0, lanes, 1);
    active = lanes;
    executed = 0;
    counted = 0;
  }

  /** Notes that instructions are carried out. */
  void count(int instructions) {
    executed += instructions;
  }

  /** How many instructions the batch has carried out. */
  long executed() {
    return executed;
  }

  /** Number of lanes in this batch. */
  int lanes() {
    return lanes;
  }

  /** Lanes a threadgroup. */
  int threads() {
    return threads;
  }

  /** Threadgroups in this batch. */
  int groups() {
    return groups;
  }

  /** Index in the grid of the batch's first threadgroup. */
  long firstGroup() {
    return firstGroup;
  }

  Epochs epochs() {
    return epochs;
  }

  BoundMemory memory(int slot) {
    return memories[slot];
  }

  int[] mask() {
    return mask;
  }

  int active() {
    return active;
  }

  boolean isFull() {
    return active == lanes;
  }

  void setMask(int[] newMask, int count) {
    mask = newMask;
    active = count;
  }

  /** The mask array number {@code index} of those that control flow keeps; 0 is the outermost. */
  int[] mask(int index) {
    int[] found = masks[index];
    if (found == null) {
      found = new int[capacity];
      masks[index] = found;
    }
    return found;
  }

  float[] floats(Register register) {
    return floats[register.slot()];
  }

  /** The number that stands for a uniform register. */
  float uniform(Register register) {
    return uniforms[register.slot()];
  }

  void setUniform(Register register, float value) {
    uniforms[register.slot()] = value;
  }

  int[] ints(Register register) {
    return ints[register.slot()];
  }

  long[] longs(Register register) {
    return longs[register.slot()];
  }

  /** Throws if the run has used up its time or work. */
  void checkLimits() {
    deadline.check();
    if ((executed - counted) * lanes >= COUNTED) {
      countWork();
    }
  }

  /** Has the operations noted that were carried out since the last time. */
  void countWork() {
    long fresh = executed - counted;
    counted = executed;
    work.accept(fresh * lanes);
  }

  /** Notes what a lane did at a line, if it is watched for. */
  void report(Violation.Kind kind, int line, int lane, Violation.Place place) {
    log.report(kind, line, firstGroup + lane / threads, lane % threads, place);
  }

  /** Notes what a lane did that concerns no memory. */
  void report(Violation.Kind kind, int line, int lane) {
    log.report(kind, line, firstGroup + lane / threads, lane % threads, null);
  }

  boolean watches(Violation.Kind kind) {
    return log.watches(kind);
  }
}
