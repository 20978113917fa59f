package winofuzz.metal.isolate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Device;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.PreparedKernel;
import winofuzz.metal.Protection;
import winofuzz.metal.launch.KernelCache;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.MslProgram;

/**
 * A device in processes of its own, one for each launch that runs at the same time. A process that
 * a kernel crashes, or that runs out of time, is replaced; the kernel is kept as a bundle. Safe for
 * use by several threads.
 */
public final class IsolatedDevice implements Device {

  private final String name;
  private final Duration limit;
  private final CrashFolder kept;
  private final KernelCache kernels = new KernelCache(this::compile);
  private final ConcurrentLinkedDeque<WorkerProcess> idle = new ConcurrentLinkedDeque<>();

  /**
   * Creates a stand-in for the device of a name in the {@link DeviceCatalog}.
   *
   * @param limit how long a kernel may run
   * @param kept the folder in which kernels that crashed or hung last are kept
   */
  public IsolatedDevice(String name, Duration limit, Path kept) {
    this(name, limit, new CrashFolder(kept, CrashFolder.LIMITS));
  }

  private IsolatedDevice(String name, Duration limit, CrashFolder kept) {
    this.name = name;
    this.limit = limit;
    this.kept = kept;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Device withTimeLimit(Duration other) {
    return new IsolatedDevice(name, other, kept);
  }

  @Override
  public PreparedKernel prepare(String source, String kernel) {
    return kernels.get(source, kernel);
  }

  @Override
  public String hardware() {
    return DeviceCatalog.find(name).map(Device::hardware).orElse("");
  }

  /** Returns the device's own; what this process adds is no protection from native code. */
  @Override
  public List<Protection> protections() {
    return DeviceCatalog.find(name).map(Device::protections).orElse(List.of());
  }

  private PreparedKernel compile(MslProgram program, Function kernel) {
    String source = program.source().text();
    return new PreparedKernel() {
      @Override
      public Outcome run(Extent threadgroups, Extent threads, List<BufferArgument> arguments) {
        return send(Job.once(launch(threadgroups, threads, arguments)));
      }

      @Override
      public Outcome time(
          Extent threadgroups, Extent threads, List<BufferArgument> arguments, int runs) {
        return send(new Job(launch(threadgroups, threads, arguments), runs));
      }

      private Launch launch(Extent threadgroups, Extent threads, List<BufferArgument> arguments) {
        return new Launch(source, kernel.name(), threadgroups, threads, arguments);
      }
    };
  }

  private Outcome send(Job job) {
    WorkerProcess worker = idle.pollFirst();
    if (worker == null) {
      worker = WorkerProcess.start(name);
    }
    boolean usable = false;
    try {
      Outcome outcome = worker.run(job, limit);
      if (outcome instanceof Outcome.Crashed(String how, _)) {
        // A GPU that gave up on a kernel runs no other for the same process.
        return new Outcome.Crashed(how, keep(job.launch()));
      }
      usable = true;
      return outcome;
    } catch (WorkerProcess.Ended e) {
      return new Outcome.Crashed(String.valueOf(e.getMessage()), keep(job.launch()));
    } catch (WorkerProcess.OutOfTime e) {
      return new Outcome.TimedOut(limit, 0, keep(job.launch()));
    } catch (BadLaunchException e) {
      usable = true;
      throw e;
    } finally {
      if (usable) {
        idle.addFirst(worker);
      } else {
        worker.stop();
      }
    }
  }

  private @Nullable Path keep(Launch launch) {
    return kept.keep(name, launch).orElse(null);
  }
}
