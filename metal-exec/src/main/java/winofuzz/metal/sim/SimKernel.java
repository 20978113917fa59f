package winofuzz.metal.sim;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Extent;
import winofuzz.metal.FieldLaunch;
import winofuzz.metal.FieldOutcome;
import winofuzz.metal.Outcome;
import winofuzz.metal.PreparedKernel;
import winofuzz.metal.SparseLaunch;
import winofuzz.metal.SparseOutcome;
import winofuzz.metal.Violation;
import winofuzz.metal.WorkLimit;
import winofuzz.metal.launch.KernelArguments;
import winofuzz.metal.launch.LaunchLimits;
import winofuzz.metal.msl.MslProgram;
import winofuzz.metal.sim.instruction.Deadline;
import winofuzz.metal.sim.instruction.StepBudget;
import winofuzz.metal.sim.lower.LoweredKernel;
import winofuzz.metal.sim.memory.Bindings;
import winofuzz.metal.sim.memory.TouchedUnits;
import winofuzz.metal.sim.memory.ViolationLog;

/**
 * A lowered kernel that can be run. It keeps no state of a run. Safe for use by several threads.
 */
final class SimKernel implements PreparedKernel {

  private final MslProgram program;
  private final LoweredKernel kernel;
  private final SimOptions options;
  private final LongSupplier nanoClock;
  private final int cores;

  /** The same kernel over the field, from when a run first asks for it. */
  private volatile @Nullable LoweredKernel overField;

  /**
   * Creates a kernel that can run.
   *
   * @param program that it is one of
   * @param cores how many a run may use
   */
  SimKernel(
      MslProgram program,
      LoweredKernel kernel,
      SimOptions options,
      LongSupplier nanoClock,
      int cores) {
    this.program = program;
    this.kernel = kernel;
    this.options = options;
    this.nanoClock = nanoClock;
    this.cores = cores;
  }

  @Override
  public Outcome run(Extent threadgroups, Extent threads, List<BufferArgument> arguments) {
    return run(threadgroups, threads, arguments, WorkLimit.NONE);
  }

  @Override
  public Outcome run(
      Extent threadgroups, Extent threads, List<BufferArgument> arguments, WorkLimit limit) {
    checkGrid(kernel.name(), threadgroups, threads);
    int perGroup = (int) threads.count();
    Bindings bindings = bind(arguments, perGroup);
    ViolationLog log = log(threadgroups, threads);
    checkLimits(threads, bindings, log);
    if (log.count() > 0) {
      return new Outcome.Trapped(log.kept(), log.count(), bindings.outputs());
    }
    long start = nanoClock.getAsLong();
    Deadline deadline = new Deadline(nanoClock, options.timeLimit().toNanos());
    GridRun grid = grid(threadgroups, threads, deadline, limit);
    try {
      if (!grid.run(bindings, log)) {
        bindings = bind(arguments, perGroup);
        grid.inOrder(bindings, log);
      }
    } catch (StepBudget.Exhausted endless) {
      return new Outcome.Trapped(log.kept(), log.count(), bindings.outputs());
    } catch (Deadline.Passed passed) {
      return log.count() > 0
          ? new Outcome.Trapped(log.kept(), log.count(), bindings.outputs())
          : new Outcome.TimedOut(options.timeLimit(), passed.line(), null);
    }
    Duration time = Duration.ofNanos(nanoClock.getAsLong() - start);
    bindings.reportUnwritten(log);
    SortedMap<Integer, Buffer> outputs = bindings.outputs();
    return log.count() == 0
        ? new Outcome.Ran(outputs, time, log.warnings())
        : new Outcome.Trapped(log.kept(), log.count(), outputs);
  }

  /** Runs one threadgroup. */
  SparseOutcome run(SparseLaunch launch, WorkLimit limit) {
    Extent threads = launch.threads();
    KernelArguments.requireGrid(kernel.name(), launch.threadgroups(), threads);
    int perGroup = (int) Math.min(threads.count(), Integer.MAX_VALUE);
    Bindings bindings =
        Bindings.sparse(
            kernel.name(),
            kernel.memories(),
            kernel.tables(),
            launch.buffers(),
            options.checks(),
            perGroup);
    ViolationLog log = log(launch.threadgroups(), threads);
    checkLimits(threads, bindings, log);
    if (log.count() > 0) {
      return new SparseOutcome.Ran(log.kept(), bindings.written());
    }
    Deadline deadline = new Deadline(nanoClock, options.timeLimit().toNanos());
    try {
      grid(launch.threadgroups(), threads, deadline, limit).run(launch.chosen(), bindings, log);
    } catch (StepBudget.Exhausted endless) {
      return new SparseOutcome.Ran(log.kept(), bindings.written());
    } catch (Deadline.Passed passed) {
      return new SparseOutcome.NotRun("a threadgroup takes too long");
    } catch (TouchedUnits.RoomExhausted exhausted) {
      return new SparseOutcome.NotRun("a threadgroup touches too much memory");
    }
    return new SparseOutcome.Ran(log.kept(), bindings.written());
  }

  /** Runs the kernel with field elements for numbers. */
  FieldOutcome run(FieldLaunch launch, WorkLimit limit) {
    return FieldRun.of(kernel, this::overField, launch, options, nanoClock, limit);
  }

  /** Other threads need not wait: two that lower it at once do no harm. */
  private LoweredKernel overField() {
    LoweredKernel known = overField;
    if (known == null) {
      known = FieldRun.lowered(program, kernel.name());
      overField = known;
    }
    return known;
  }

  private GridRun grid(Extent threadgroups, Extent threads, Deadline deadline, WorkLimit limit) {
    return new GridRun(
        kernel, threadgroups, threads, deadline, options.budget(), new RunWork(limit), cores);
  }

  private ViolationLog log(Extent threadgroups, Extent threads) {
    return new ViolationLog(
        kernel.name(),
        threadgroups,
        threads,
        options.checks(),
        options.allViolations() ? ViolationLog.Room.ALL : ViolationLog.Room.FEW);
  }

  private Bindings bind(List<BufferArgument> arguments, int perGroup) {
    return new Bindings(
        kernel.name(),
        kernel.memories(),
        kernel.tables(),
        arguments,
        options.checks(),
        perGroup,
        options.listener());
  }

  /**
   * Requires that a whole grid can be run.
   *
   * @throws BadLaunchException if it has no threads, or too many
   */
  static void checkGrid(String kernel, Extent threadgroups, Extent threads) {
    KernelArguments.requireGrid(kernel, threadgroups, threads);
    double total =
        (double) threadgroups.x()
            * threadgroups.y()
            * threadgroups.z()
            * threads.x()
            * threads.y()
            * threads.z();
    if (total > Integer.MAX_VALUE) {
      throw new BadLaunchException(
          "kernel %s: expected fewer than 2^31 threads in all, found %s of %s"
              .formatted(kernel, threadgroups, threads));
    }
  }

  private void checkLimits(Extent threads, Bindings bindings, ViolationLog log) {
    for (Violation exceeded :
        LaunchLimits.APPLE.exceeded(kernel.name(), threads, bindings.threadgroupBytes())) {
      log.report(exceeded.kind(), 0, 0, 0, exceeded.place());
    }
  }
}
