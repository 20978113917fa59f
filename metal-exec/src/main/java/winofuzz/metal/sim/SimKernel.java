package winofuzz.metal.sim;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.function.LongSupplier;
import winofuzz.metal.BadInputException;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Extent;
import winofuzz.metal.Outcome;
import winofuzz.metal.PreparedKernel;
import winofuzz.metal.Violation;

/** A lowered kernel that can be run; holds nothing of any run. */
final class SimKernel implements PreparedKernel {

  private static final int MOST_THREADS = 1024;
  private static final int MOST_THREADGROUP_BYTES = 32 * 1024;

  /** Lanes that make a batch worth its instructions' overhead. */
  private static final int WANTED_LANES = 512;

  /** Bytes of registers that still lie close to the processor. */
  private static final int WANTED_BYTES = 1 << 20;

  private final LoweredKernel kernel;
  private final SimOptions options;
  private final LongSupplier nanoClock;

  SimKernel(LoweredKernel kernel, SimOptions options, LongSupplier nanoClock) {
    this.kernel = kernel;
    this.options = options;
    this.nanoClock = nanoClock;
  }

  @Override
  public Outcome run(Extent threadgroups, Extent threads, List<BufferArgument> arguments) {
    checkGrid(threadgroups, threads);
    int perGroup = (int) threads.count();
    Bindings bindings = new Bindings(kernel, arguments, options, perGroup);
    ViolationLog log = new ViolationLog(kernel.name(), threadgroups, threads, options.checks());
    checkLimits(threads, bindings, log);
    if (log.count() > 0) {
      return new Outcome.Trapped(log.kept(), log.count(), bindings.outputs());
    }
    long start = nanoClock.getAsLong();
    try {
      runBatches(threadgroups, threads, bindings, log);
    } catch (Deadline.Passed passed) {
      return new Outcome.TimedOut(options.timeLimit(), null);
    }
    Duration time = Duration.ofNanos(nanoClock.getAsLong() - start);
    bindings.reportUnwritten(log);
    SortedMap<Integer, Buffer> outputs = bindings.outputs();
    return log.count() == 0
        ? new Outcome.Ran(outputs, time)
        : new Outcome.Trapped(log.kept(), log.count(), outputs);
  }

  private void checkGrid(Extent threadgroups, Extent threads) {
    for (Extent extent : List.of(threadgroups, threads)) {
      if (extent.x() < 1 || extent.y() < 1 || extent.z() < 1) {
        throw new BadInputException(
            "kernel %s: expected threadgroups and threads of at least 1, found %s and %s"
                .formatted(kernel.name(), threadgroups, threads));
      }
    }
    double total =
        (double) threadgroups.x()
            * threadgroups.y()
            * threadgroups.z()
            * threads.x()
            * threads.y()
            * threads.z();
    if (total > Integer.MAX_VALUE) {
      throw new BadInputException(
          "kernel %s: expected fewer than 2^31 threads in all, found %s of %s"
              .formatted(kernel.name(), threadgroups, threads));
    }
  }

  private static void checkLimits(Extent threads, Bindings bindings, ViolationLog log) {
    if (threads.count() > MOST_THREADS) {
      Violation.Place place =
          new Violation.Place("threads per threadgroup", -1, threads.count(), MOST_THREADS);
      log.report(Violation.Kind.TOO_MANY_THREADS, 0, 0, 0, place);
    }
    if (bindings.threadgroupBytes() > MOST_THREADGROUP_BYTES) {
      Violation.Place place =
          new Violation.Place(
              "bytes of threadgroup memory",
              -1,
              bindings.threadgroupBytes(),
              MOST_THREADGROUP_BYTES);
      log.report(Violation.Kind.TOO_MUCH_THREADGROUP_MEMORY, 0, 0, 0, place);
    }
  }

  private void runBatches(
      Extent threadgroups, Extent threads, Bindings bindings, ViolationLog log) {
    int perGroup = (int) threads.count();
    int total = (int) threadgroups.count();
    int groups = Math.min(total, groupsPerBatch(perGroup));
    Deadline deadline = new Deadline(nanoClock, options.timeLimit().toNanos());
    Frame frame = new Frame(kernel.layout(), groups * perGroup, perGroup, log, deadline);
    for (int first = 0; first < total; first += groups) {
      deadline.check();
      int count = Math.min(groups, total - first);
      frame.begin(first, count, bindings.forBatch(count), new Epochs(count, count * perGroup));
      kernel.positions().forEach(p -> p.fill(frame, threadgroups, threads));
      kernel.body().execute(frame);
    }
  }

  private int groupsPerBatch(int perGroup) {
    int affordable = WANTED_BYTES / Math.max(1, kernel.layout().bytesPerLane());
    int lanes = Math.max(64, Math.min(WANTED_LANES, affordable));
    return Math.max(1, lanes / perGroup);
  }
}
