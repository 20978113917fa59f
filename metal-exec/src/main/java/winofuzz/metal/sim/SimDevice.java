package winofuzz.metal.sim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import winofuzz.metal.BadInputException;
import winofuzz.metal.Device;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.PreparedKernel;
import winofuzz.metal.msl.DeepStack;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.MslSyntaxException;
import winofuzz.metal.msl.Program;

/**
 * The device that is always there: runs kernels in the JVM, in lockstep, with checks. Safe for use
 * by several threads; a prepared kernel too.
 */
public final class SimDevice implements Device {

  private static final int MOST_CACHED = 64;

  private record Key(String source, String kernel) {}

  private final SimOptions options;
  private final LongSupplier nanoClock;
  private final int cores;
  private final Map<Key, SimKernel> cache =
      new LinkedHashMap<>(MOST_CACHED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, SimKernel> eldest) {
          return size() > MOST_CACHED;
        }
      };

  public SimDevice() {
    this(SimOptions.DEFAULT);
  }

  public SimDevice(SimOptions options) {
    this(options, System::nanoTime, Runtime.getRuntime().availableProcessors());
  }

  /**
   * A device that measures time by a given clock, in nanoseconds.
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
  public PreparedKernel prepare(String source, String kernel) {
    Key key = new Key(source, kernel);
    synchronized (cache) {
      SimKernel known = cache.get(key);
      if (known != null) {
        return known;
      }
    }
    SimKernel prepared = compile(source, kernel);
    synchronized (cache) {
      cache.put(key, prepared);
    }
    return prepared;
  }

  private SimKernel compile(String source, String kernel) {
    Program program = Program.parse(source);
    Function function =
        program
            .kernel(kernel)
            .orElseThrow(
                () ->
                    new BadInputException(
                        "kernel '%s': expected one of %s"
                            .formatted(
                                kernel, program.kernels().stream().map(Function::name).toList())));
    LoweredKernel lowered =
        DeepStack.call(() -> KernelLowering.lower(program, function, options.profile()));
    return new SimKernel(lowered, options, nanoClock, cores);
  }

  @Override
  public Outcome run(Launch launch) {
    PreparedKernel kernel;
    try {
      kernel = prepare(launch.source(), launch.kernel());
    } catch (MslSyntaxException e) {
      if (e.kind() == MslSyntaxException.Kind.UNSUPPORTED) {
        return new Outcome.Unsupported(e.described());
      }
      throw e;
    }
    return kernel.run(launch.threadgroups(), launch.threads(), launch.arguments());
  }
}
