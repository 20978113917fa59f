package winofuzz.metal.apple;

import com.sun.jna.Platform;
import java.util.Optional;
import winofuzz.metal.Device;
import winofuzz.metal.Outcome;
import winofuzz.metal.PreparedKernel;
import winofuzz.metal.launch.CompilerMessages;
import winofuzz.metal.launch.KernelCache;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.MslProgram;

/**
 * Runs kernels on the default GPU of a Mac, every operation rounded. Safe for use by several
 * threads; a prepared kernel too.
 */
public final class MetalDevice implements Device {

  private static final CompilerMessages MESSAGES =
      new CompilerMessages("Metal", "program_source", line -> line);

  private final Gpu gpu;
  private final KernelCache kernels = new KernelCache(this::compile);

  MetalDevice(Gpu gpu) {
    this.gpu = gpu;
  }

  /** Returns the device, if this is a Mac with a GPU. */
  public static Optional<MetalDevice> find() {
    return Platform.isMac()
        ? Gpu.open(Frameworks.OF_SYSTEM).map(MetalDevice::new)
        : Optional.empty();
  }

  @Override
  public String name() {
    return "metal";
  }

  @Override
  public PreparedKernel prepare(String source, String kernel) {
    return kernels.get(source, kernel);
  }

  private PreparedKernel compile(MslProgram program, Function kernel) {
    try (AutoreleasePool _ = gpu.pool()) {
      return switch (gpu.library(SafeText.of(program))) {
        case Made.Ready(Owned library) ->
            new MetalKernel(gpu, program, kernel, new Pipelines(gpu, library, kernel.name()));
        case Made.Refused(String reason) -> {
          Outcome refused = new Outcome.Unsupported(MESSAGES.first(reason));
          yield (_, _, _) -> refused;
        }
      };
    }
  }
}
