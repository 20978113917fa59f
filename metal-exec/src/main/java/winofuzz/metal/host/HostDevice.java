package winofuzz.metal.host;

import java.nio.file.Path;
import java.util.Optional;
import winofuzz.metal.CacheFolder;
import winofuzz.metal.Device;
import winofuzz.metal.Outcome;
import winofuzz.metal.PreparedKernel;
import winofuzz.metal.cxx.Dialect;
import winofuzz.metal.cxx.Translation;
import winofuzz.metal.launch.CompilerMessages;
import winofuzz.metal.launch.KernelCache;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.MslProgram;

/**
 * Runs kernels on this machine's processor, in strict IEEE arithmetic. Safe for use by several
 * threads; a prepared kernel too. A kernel that leaves its bounds damages this process.
 */
public final class HostDevice implements Device {

  private final HostCompiler compiler;
  private final LibraryCache cache;
  private final KernelCache kernels = new KernelCache(this::compile);

  HostDevice(HostCompiler compiler, LibraryCache cache) {
    this.compiler = compiler;
    this.cache = cache;
  }

  /** Returns the device, if a C++ compiler is on the path. */
  public static Optional<HostDevice> find() {
    LibraryCache cache = new LibraryCache(CacheFolder.ofUser().resolve("host"));
    return HostCompiler.find(System.getenv().getOrDefault("PATH", ""))
        .map(compiler -> new HostDevice(compiler, cache));
  }

  @Override
  public String name() {
    return "host";
  }

  @Override
  public PreparedKernel prepare(String source, String kernel) {
    return kernels.get(source, kernel);
  }

  private PreparedKernel compile(MslProgram program, Function kernel) {
    Translation translation = Translation.of(program, Dialect.HOST);
    return switch (cache.get(
        compiler, HostText.optimization(program), HostText.of(program, translation))) {
      case LibraryCache.Entry.Library(Path path) ->
          new HostKernel(program, kernel, translation, path);
      case LibraryCache.Entry.Refused(String messages) -> {
        Outcome refused =
            new Outcome.Unsupported(
                new CompilerMessages("C++", "kernel.metal", translation::metalLine)
                    .first(messages));
        yield (_, _, _) -> refused;
      }
    };
  }
}
