package winofuzz.metal.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinTask;
import winofuzz.metal.Extent;

/**
 * A kernel on all threadgroups of a grid: batch by batch, or in parts on several cores.
 *
 * <p>Parts run at once only where nothing that one does shows in another. A check that has
 * something to say in a part may say it otherwise when the grid runs in order, so that then {@link
 * #inParts} gives up and the whole grid runs again, {@link #inOrder}: what comes out never depends
 * on the cores.
 */
final class GridRun {

  /** Lanes that make a batch worth its instructions' overhead. */
  private static final int WANTED_LANES = 512;

  private static final int FEWEST_LANES = 64;

  /** Bytes of registers that still lie close to the processor. */
  private static final int WANTED_BYTES = 1 << 20;

  /** Instructions times lanes that take longer than waking another core: a few 100 µs. */
  private static final long WORTH_SHARING = 1 << 20;

  private final LoweredKernel kernel;
  private final Extent threadgroups;
  private final Extent threads;
  private final Deadline deadline;
  private final int cores;

  GridRun(LoweredKernel kernel, Extent threadgroups, Extent threads, Deadline deadline, int cores) {
    this.kernel = kernel;
    this.threadgroups = threadgroups;
    this.threads = threads;
    this.deadline = deadline;
    this.cores = cores;
  }

  private int perGroup() {
    return (int) threads.count();
  }

  private int total() {
    return (int) threadgroups.count();
  }

  /** Runs all threadgroups, from the first to the last. */
  void inOrder(Bindings bindings, ViolationLog log) {
    run(bindings, bindings.whole(), log, 0, total());
  }

  /** Whether the grid may run in parts and is large enough. */
  boolean isWorthSharing(Bindings bindings) {
    long work = (long) kernel.instructions() * total() * perGroup();
    return cores > 1 && total() > 1 && work >= WORTH_SHARING && bindings.isSeparable();
  }

  /**
   * Runs parts of the grid at once.
   *
   * @return whether no check has anything to say; else what the memory holds is of no use
   */
  boolean inParts(Bindings bindings, ViolationLog log) {
    int parts = Math.min(cores, total());
    List<ForkJoinTask<Map<Integer, BoundMemory>>> tasks = new ArrayList<>();
    List<ViolationLog> logs = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int first = (int) ((long) total() * part / parts);
      int end = (int) ((long) total() * (part + 1) / parts);
      ViolationLog own = log.fresh();
      logs.add(own);
      tasks.add(
          ForkJoinTask.adapt(
              () -> {
                Map<Integer, BoundMemory> memory = bindings.forPart();
                run(bindings, memory, own, first, end);
                return memory;
              }));
    }
    ForkJoinTask.invokeAll(tasks);
    boolean merged = true;
    for (ForkJoinTask<Map<Integer, BoundMemory>> task : tasks) {
      merged &= bindings.merge(task.join());
    }
    return merged && logs.stream().allMatch(l -> l.count() == 0);
  }

  private void run(
      Bindings bindings, Map<Integer, BoundMemory> memory, ViolationLog log, int begin, int end) {
    int perGroup = perGroup();
    int batches = Math.ceilDiv(end - begin, groupsPerBatch());
    int groups = Math.ceilDiv(end - begin, batches);
    Frame frame = new Frame(kernel.layout(), groups * perGroup, perGroup, log, deadline);
    for (int first = begin; first < end; first += groups) {
      deadline.check();
      int count = Math.min(groups, end - first);
      frame.begin(
          first, count, bindings.forBatch(memory, count), new Epochs(count, count * perGroup));
      kernel.positions().forEach(p -> p.fill(frame, threadgroups, threads));
      kernel.body().execute(frame);
    }
  }

  private int groupsPerBatch() {
    int affordable = WANTED_BYTES / Math.max(1, kernel.layout().bytesPerLane());
    int lanes = Math.max(FEWEST_LANES, Math.min(WANTED_LANES, affordable));
    return Math.max(1, lanes / perGroup());
  }
}
