package winofuzz.metal.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import winofuzz.metal.CacheFolder;
import winofuzz.metal.Device;
import winofuzz.metal.Outcome;
import winofuzz.metal.PreparedKernel;
import winofuzz.metal.Protection;
import winofuzz.metal.cxx.Dialect;
import winofuzz.metal.cxx.Translation;
import winofuzz.metal.launch.CompiledCache;
import winofuzz.metal.launch.CompilerMessages;
import winofuzz.metal.launch.KernelCache;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.MslProgram;

/**
 * Runs kernels on this machine's processor, in strict IEEE arithmetic. Safe for use by several
 * threads; a prepared kernel too. Kernels are loaded and run in processes of their own.
 */
public final class HostDevice implements Device {

  private final HostCompiler compiler;
  private final CompiledCache cache;
  private final Launchers launchers;
  private final KernelCache kernels = new KernelCache(this::compile);

  HostDevice(HostCompiler compiler, CompiledCache cache) {
    this.compiler = compiler;
    this.cache = cache;
    this.launchers = new Launchers(compiler, cache);
  }

  /** Returns the device, if a C++ compiler is on the path. */
  public static Optional<HostDevice> find() {
    CompiledCache cache = new CompiledCache(CacheFolder.ofUser().resolve("host"));
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

  @Override
  public List<Protection> protections() {
    return launchers.protections();
  }

  private PreparedKernel compile(MslProgram program, Function kernel) {
    Translation translation = Translation.of(program, Dialect.HOST);
    launchers.prepare();
    return switch (compiler.compile(
        cache,
        HostCompiler.Kind.LIBRARY,
        HostText.optimization(program),
        HostText.of(program, translation))) {
      case CompiledCache.Entry.Compiled(Path path) ->
          new HostKernel(program, kernel, translation, launchers, path);
      case CompiledCache.Entry.Refused(String messages) -> {
        Outcome refused =
            new Outcome.Unsupported(
                new CompilerMessages("C++", "kernel.metal", translation::metalLine)
                    .first(messages));
        yield (_, _, _) -> refused;
      }
    };
  }
}
