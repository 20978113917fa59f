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
  private final long origin;
  private final long firstGroup;
  private final int groups;
  private final int threads;
  private final Epochs epochs;
  private final ThreadNumbers numbers;
  private final int[] numberOfLane;
  private final int[] groupOfLane;

  /**
   * Creates a batch that has passed no barrier.
   *
   * @param origin the index in the grid of the first threadgroup that runs in any batch
   * @param firstGroup the index in the grid of its first threadgroup
   * @param groups its number of threadgroups
   * @param threads the threads of a threadgroup
   */
  public Batch(ViolationLog log, long origin, long firstGroup, int groups, int threads) {
    this.log = log;
    this.origin = origin;
    this.firstGroup = firstGroup;
    this.groups = groups;
    this.threads = threads;
    this.epochs = new Epochs(groups * threads);
    this.numbers = new ThreadNumbers(threads);
    this.numberOfLane = new int[groups * threads];
    this.groupOfLane = new int[groups * threads];
    for (int group = 0; group < groups; group++) {
      int first = group * threads;
      for (int thread = 0; thread < threads; thread++) {
        numberOfLane[first + thread] = numbers.of(firstGroup - origin + group, thread);
        groupOfLane[first + thread] = group;
      }
    }
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

  /** Returns the index in the batch of a lane's threadgroup. */
  int group(int lane) {
    return groupOfLane[lane];
  }

  /** Returns the number of a lane's thread in the whole run, one of {@link ThreadNumbers}. */
  int thread(int lane) {
    return numberOfLane[lane];
  }

  /** Returns which barriers that order a kind of memory a lane has passed. */
  long epoch(MetalAddressSpace space, int lane) {
    return epochs.of(space, lane);
  }

  /** Notes that a threadgroup, by its index in the batch, passes a barrier. */
  public void passBarrier(int group, boolean orderDevice, boolean orderThreadgroup) {
    epochs.pass(group * threads, (group + 1) * threads, orderDevice, orderThreadgroup);
  }

  /**
   * Notes that a simdgroup passes a barrier: the lanes from {@code first} to before {@code end}.
   */
  public void passSimdgroupBarrier(
      int first, int end, boolean orderDevice, boolean orderThreadgroup) {
    epochs.passSimdgroup(first, end, orderDevice, orderThreadgroup);
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

  /** Reports what a lane did at a line of the text in conflict with another thread. */
  void report(RaceTracker.Conflict conflict, int line, int lane, Violation.Place place) {
    log.report(
        conflict.kind(),
        line,
        firstGroup + lane / threads,
        lane % threads,
        place,
        new ViolationLog.Other(
            conflict.other(),
            conflict.line(),
            origin + numbers.group(conflict.thread()),
            numbers.thread(conflict.thread())));
  }
}
