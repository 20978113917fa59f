package winofuzz.metal.sim;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import winofuzz.metal.Device;
import winofuzz.metal.FieldLaunch;
import winofuzz.metal.FieldOutcome;
import winofuzz.metal.Outcome;
import winofuzz.metal.PreparedKernel;
import winofuzz.metal.SparseLaunch;
import winofuzz.metal.SparseOutcome;
import winofuzz.metal.WorkLimit;
import winofuzz.metal.launch.KernelCache;
import winofuzz.metal.msl.DeepStack;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.MslProgram;
import winofuzz.metal.sim.lower.KernelLowering;
import winofuzz.metal.sim.lower.LoweredKernel;

/**
 * The device that is always there: runs kernels in the JVM, in lockstep, with checks. It and its
 * kernels are safe for use by several threads.
 */
public final class SimDevice implements Device {

  private final SimOptions options;
  private final LongSupplier nanoClock;
  private final int cores;
  private final KernelCache kernels = new KernelCache(this::compile);

  public SimDevice() {
    this(SimOptions.DEFAULT);
  }

  public SimDevice(SimOptions options) {
    this(options, System::nanoTime, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Creates a device that measures time by a given clock, in nanoseconds.
   *
   * @param cores how many a run may use
   */
  SimDevice(SimOptions options, LongSupplier nanoClock, int cores) {
    this.options = options;
    this.nanoClock = nanoClock;
    this.cores = cores;
  }

  @Override
  public String name() {
    return "sim";
  }

  @Override
  public boolean sharesMemory() {
    return true;
  }

  @Override
  public Device withTimeLimit(Duration limit) {
    return new SimDevice(options.withTimeLimit(limit), nanoClock, cores);
  }

  @Override
  public Device withAllViolations() {
    return new SimDevice(options.withAllViolations(), nanoClock, cores);
  }

  @Override
  public PreparedKernel prepare(String source, String kernel) {
    return kernels.get(source, kernel);
  }

  @Override
  public SparseOutcome run(SparseLaunch launch, WorkLimit limit) {
    return kernels.get(launch.source(), launch.kernel()) instanceof SimKernel known
        ? known.run(launch, limit)
        : new SparseOutcome.NotRun("the simulator does not know what a kernel uses");
  }

  @Override
  public FieldOutcome run(FieldLaunch launch, WorkLimit limit) {
    PreparedKernel prepared = kernels.get(launch.source(), launch.kernel());
    if (prepared instanceof SimKernel written) {
      return written.run(launch, limit);
    }
    return prepared.run(launch.threadgroups(), launch.threads(), List.of())
            instanceof Outcome.Unsupported(String reason)
        ? new FieldOutcome.NotRun(reason)
        : new FieldOutcome.NotRun("the simulator does not know what a kernel uses");
  }

  private PreparedKernel compile(MslProgram program, Function kernel) {
    LoweredKernel lowered =
        DeepStack.call(() -> KernelLowering.lower(program, kernel, options.profile()));
    return new SimKernel(program, lowered, options, nanoClock, cores);
  }
}
