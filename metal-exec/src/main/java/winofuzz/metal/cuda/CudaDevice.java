package winofuzz.metal.cuda;

import com.sun.jna.Pointer;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import winofuzz.metal.CacheFolder;
import winofuzz.metal.Device;
import winofuzz.metal.Outcome;
import winofuzz.metal.PreparedKernel;
import winofuzz.metal.cxx.EntryPoints;
import winofuzz.metal.launch.CompiledCache;
import winofuzz.metal.launch.KernelCache;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.MslProgram;

/**
 * Runs kernels on the first NVIDIA GPU. One launch runs at a time. After a kernel that the GPU gave
 * up on, this process can run no other.
 */
public final class CudaDevice implements Device {

  /** Files that exist where NVIDIA's driver is installed: on Linux, and on Linux under Windows. */
  private static final List<Path> DRIVER_FILES =
      List.of(Path.of("/dev/nvidiactl"), Path.of("/dev/dxg"));

  /** Unloads the code of kernels that nothing refers to any more. */
  private static final Cleaner CLEANER = Cleaner.create();

  private final Nvrtc compiler;
  private final Driver driver;
  private final CompiledCache cache = new CompiledCache(CacheFolder.ofUser().resolve("cuda"));
  private final KernelCache kernels = new KernelCache(this::compile);

  private CudaDevice(Nvrtc compiler, Driver driver) {
    this.compiler = compiler;
    this.driver = driver;
  }

  /** Returns the device, if NVIDIA's compiler, its driver and a GPU are here. */
  public static Optional<CudaDevice> find() {
    // Cheaper than loading libraries, on the machines without a GPU.
    if (DRIVER_FILES.stream().noneMatch(Files::exists)) {
      return Optional.empty();
    }
    return Nvrtc.find()
        .flatMap(compiler -> Driver.find().map(driver -> new CudaDevice(compiler, driver)));
  }

  @Override
  public String name() {
    return "cuda";
  }

  @Override
  public String hardware() {
    return driver.hardware();
  }

  @Override
  public PreparedKernel prepare(String source, String kernel) {
    return kernels.get(source, kernel);
  }

  private PreparedKernel compile(MslProgram program, Function kernel) {
    return switch (compiler.compile(cache, CudaText.of(program), driver.architecture())) {
      case CompiledCache.Entry.Compiled(Path code) -> {
        driver.enter();
        Pointer module = driver.load(code);
        Pointer entry = driver.function(module, EntryPoints.name(kernel.name()));
        CudaKernel loaded = new CudaKernel(driver, program, kernel, entry);
        CLEANER.register(loaded, () -> driver.unload(module));
        yield loaded;
      }
      case CompiledCache.Entry.Refused(String messages) -> {
        String first = messages.lines().filter(l -> l.contains("error")).findFirst().orElse("");
        yield (_, _, _) -> new Outcome.Unsupported("the CUDA compiler says: " + first.strip());
      }
    };
  }
}
