package winofuzz.metal.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.Extent;
import winofuzz.metal.sim.instruction.Deadline;
import winofuzz.metal.sim.instruction.Frame;
import winofuzz.metal.sim.instruction.StepBudget;
import winofuzz.metal.sim.lower.LoweredKernel;
import winofuzz.metal.sim.memory.Batch;
import winofuzz.metal.sim.memory.Bindings;
import winofuzz.metal.sim.memory.BoundMemory;
import winofuzz.metal.sim.memory.ViolationLog;

/**
 * Runs a kernel on all threadgroups of a grid, batch by batch. The first batch shows how much work
 * the others are; if that is much, other cores take part.
 *
 * <p>Other cores take part only where no batch can see what another does. When a check then reports
 * something, its report could differ from that of a run in order, so that {@link #run} gives up and
 * the caller runs the whole grid again by {@link #inOrder}. The outcome thus never depends on the
 * number of cores.
 */
final class GridRun {

  /** The lanes that make a batch worth the overhead of its instructions. */
  private static final int WANTED_LANES = 1024;

  private static final int FEWEST_LANES = 64;

  /** Bytes of registers that still lie close to the processor. */
  private static final int WANTED_BYTES = 1 << 20;

  /**
   * The instructions times lanes that are worth sharing: some milliseconds, the time that a busy
   * machine may need to start another core.
   */
  private static final long WORTH_SHARING = 1 << 25;

  private final LoweredKernel kernel;
  private final Extent threadgroups;
  private final Extent threads;
  private final Deadline deadline;
  private final StepBudget budget;
  private final RunWork work;
  private final int cores;

  GridRun(
      LoweredKernel kernel,
      Extent threadgroups,
      Extent threads,
      Deadline deadline,
      StepBudget budget,
      RunWork work,
      int cores) {
    this.kernel = kernel;
    this.threadgroups = threadgroups;
    this.threads = threads;
    this.deadline = deadline;
    this.budget = budget;
    this.work = work;
    this.cores = cores;
  }

  private int perGroup() {
    return (int) threads.count();
  }

  private long total() {
    return threadgroups.count();
  }

  /** Runs all threadgroups on this core, from the first to the last. */
  void inOrder(Bindings bindings, ViolationLog log) {
    new Part(bindings, bindings.whole(), log, work::spend).work(new AtomicLong());
  }

  /** Runs one threadgroup on this core. */
  void run(long chosen, Bindings bindings, ViolationLog log) {
    new Part(bindings, bindings.whole(), log, work::spend)
        .workOf(new Batch(log, chosen, chosen, 1, perGroup()));
  }

  /**
   * Runs all threadgroups.
   *
   * @return whether all ran as if in order; if not, the memory and the log must not be used
   */
  boolean run(Bindings bindings, ViolationLog log) {
    try {
      boolean useful = attempt(bindings, log);
      if (useful) {
        work.keepAttempt();
      }
      return useful;
    } catch (RunWork.Exhausted e) {
      // In order it comes to the limit as well, at a point that does not depend on the cores.
      return false;
    } catch (StepBudget.Exhausted e) {
      work.keepAttempt();
      throw e;
    }
  }

  private boolean attempt(Bindings bindings, ViolationLog log) {
    AtomicLong next = new AtomicLong();
    Part first = new Part(bindings, bindings.whole(), log, work::attempt);
    long work = first.workOfBatch(next.getAndAdd(groupsPerBatch()));
    long left = Math.ceilDiv(total() - next.get(), groupsPerBatch()) * work;
    if (cores == 1 || left < WORTH_SHARING || !bindings.isSeparable() || !log.isEmpty()) {
      first.work(next);
      return true;
    }
    return share(bindings, log, next);
  }

  /** Runs the batches that are left on several cores. */
  private boolean share(Bindings bindings, ViolationLog log, AtomicLong next) {
    Part own = new Part(bindings, bindings.forPart(), log.fresh(), work::attempt);
    List<Helper> helpers = new ArrayList<>();
    for (int i = 1; i < cores; i++) {
      Helper helper =
          new Helper(new Part(bindings, bindings.forPart(), log.fresh(), work::attempt), next);
      helper.task.fork();
      helpers.add(helper);
    }
    try {
      own.work(next);
      boolean silent = own.mergeInto(bindings);
      for (Helper helper : helpers) {
        silent &= !helper.tookPart() || helper.part.mergeInto(bindings);
      }
      return silent;
    } catch (StepBudget.Exhausted e) {
      // In order the first loop that does not end is reported, whatever the number of cores.
      return false;
    } catch (Deadline.Passed e) {
      helpers.forEach(Helper::end);
      log.take(own.log);
      helpers.forEach(helper -> log.take(helper.part.log));
      throw e;
    } finally {
      helpers.forEach(Helper::end);
    }
  }

  /** Another core that may take part. */
  private static final class Helper {

    private final Part part;
    private final AtomicBoolean decided = new AtomicBoolean();
    private final ForkJoinTask<?> task;

    Helper(Part part, AtomicLong next) {
      this.part = part;
      this.task =
          ForkJoinTask.adapt(
              () -> {
                if (decided.compareAndSet(false, true)) {
                  part.work(next);
                }
              });
    }

    /** Returns whether it took part, after waiting for it; if it has not begun, it never will. */
    boolean tookPart() {
      if (decided.compareAndSet(false, true)) {
        task.cancel(false);
        return false;
      }
      task.join();
      return true;
    }

    /** Waits for it if it is still at work, as when another core was stopped. */
    void end() {
      if (decided.compareAndSet(false, true)) {
        task.cancel(false);
      } else {
        task.quietlyJoin();
      }
    }
  }

  /** Batches that run one after the other. */
  private final class Part {

    private final Bindings bindings;
    private final Map<Integer, BoundMemory> memory;
    private final ViolationLog log;
    private final LongConsumer counter;
    private @Nullable Frame frame;

    Part(
        Bindings bindings,
        Map<Integer, BoundMemory> memory,
        ViolationLog log,
        LongConsumer counter) {
      this.bindings = bindings;
      this.memory = memory;
      this.log = log;
      this.counter = counter;
    }

    /** Runs the batches that a counter hands out until none is left. */
    void work(AtomicLong next) {
      int groups = groupsPerBatch();
      for (long first = next.getAndAdd(groups); first < total(); first = next.getAndAdd(groups)) {
        workOfBatch(first);
      }
    }

    /** Runs a batch and returns the instructions times lanes that it took. */
    long workOfBatch(long first) {
      int count = (int) Math.min(total() - first, groupsPerBatch());
      return workOf(new Batch(log, 0, first, count, perGroup()));
    }

    private long workOf(Batch batch) {
      deadline.check(0);
      Frame here = frame(batch);
      here.begin(batch, bindings.forBatch(memory, batch.groups()));
      kernel.positions().forEach(p -> p.fill(here, threadgroups, threads));
      kernel.body().execute(here);
      here.countWork();
      return here.executed() * here.lanes();
    }

    private Frame frame(Batch first) {
      Frame known = frame;
      if (known == null) {
        known =
            new Frame(
                kernel.layout(), groupsPerBatch() * perGroup(), deadline, budget, counter, first);
        frame = known;
      }
      return known;
    }

    /** Takes over what it saw; returns false if a check reported or warned of something. */
    boolean mergeInto(Bindings whole) {
      return whole.merge(memory) && log.isEmpty();
    }
  }

  private int groupsPerBatch() {
    int affordable = WANTED_BYTES / Math.max(1, kernel.layout().bytesPerLane());
    int lanes = Math.max(FEWEST_LANES, Math.min(WANTED_LANES, affordable));
    int most = Math.max(1, lanes / perGroup());
    return (int) Math.ceilDiv(total(), Math.ceilDiv(total(), most));
  }
}
