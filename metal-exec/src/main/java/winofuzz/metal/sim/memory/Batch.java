package winofuzz.metal.sim.memory;

import org.jspecify.annotations.Nullable;
import winofuzz.metal.Violation;
import winofuzz.metal.msl.MetalAddressSpace;

/**
 * Threadgroups of a grid that run side by side, their threads as lanes: which threads these are,
 * which barriers they have passed, and the log to which their violations go.
 *
 * <p>Lane {@code g * threads + t} is thread {@code t} of the batch's threadgroup {@code g}.
 */
public final class Batch {

  /** The threads of a simdgroup. */
  public static final int SIMDGROUP_WIDTH = 32;

  private final ViolationLog log;
  private final long firstGroup;
  private final int groups;
  private final int threads;
  private final Epochs epochs;

  /**
   * Creates a batch that has passed no barrier.
   *
   * @param firstGroup the index in the grid of its first threadgroup
   * @param groups its number of threadgroups
   * @param threads the threads of a threadgroup
   */
  public Batch(ViolationLog log, long firstGroup, int groups, int threads) {
    this.log = log;
    this.firstGroup = firstGroup;
    this.groups = groups;
    this.threads = threads;
    this.epochs = new Epochs(groups, groups * threads);
  }

  /** Returns the index in the grid of the first threadgroup. */
  public long firstGroup() {
    return firstGroup;
  }

  /** Returns the number of threadgroups. */
  public int groups() {
    return groups;
  }

  /** Returns the number of threads, and thus lanes, of a threadgroup. */
  public int threads() {
    return threads;
  }

  /** Returns the number of lanes. */
  public int lanes() {
    return groups * threads;
  }

  /** Returns the number of a lane's thread in the whole grid. */
  int thread(int lane) {
    return (int) (firstGroup * threads) + lane;
  }

  /** Returns how many barriers that order a kind of memory a lane's threadgroup has passed. */
  int epoch(MetalAddressSpace space, int lane) {
    return epochs.of(space, lane / threads);
  }

  /** Returns how many barriers of its simdgroup a lane has passed. */
  int simdgroupEpoch(int lane) {
    return epochs.ofSimdgroup(lane);
  }

  /** Notes that a threadgroup, by its index in the batch, passes a barrier. */
  public void passBarrier(int group, boolean orderDevice, boolean orderThreadgroup) {
    epochs.pass(group, orderDevice, orderThreadgroup);
  }

  /**
   * Notes that a simdgroup passes a barrier: the lanes from {@code first} to before {@code end}.
   */
  public void passSimdgroupBarrier(int first, int end) {
    epochs.passSimdgroup(first, end);
  }

  /** Returns whether the run watches for a kind of violation. */
  public boolean watches(Violation.Kind kind) {
    return log.watches(kind);
  }

  /** Returns whether a check has reported anything. */
  public boolean hasViolations() {
    return log.count() > 0;
  }

  /** Reports what a lane did at a line of the text, if the run watches for it. */
  public void report(Violation.Kind kind, int line, int lane, Violation.@Nullable Place place) {
    log.report(kind, line, firstGroup + lane / threads, lane % threads, place);
  }
}
