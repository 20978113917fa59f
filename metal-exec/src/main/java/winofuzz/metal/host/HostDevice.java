package winofuzz.metal.host;

import com.sun.jna.NativeLibrary;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import winofuzz.metal.BadInputException;
import winofuzz.metal.CacheFolder;
import winofuzz.metal.Device;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.PreparedKernel;
import winofuzz.metal.cxx.Dialect;
import winofuzz.metal.cxx.Translation;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.MslSyntaxException;
import winofuzz.metal.msl.Program;

/**
 * Runs kernels on this machine's processor, in strict IEEE arithmetic. Safe for use by several
 * threads; a prepared kernel too. What a kernel does out of bounds it does to this process.
 */
public final class HostDevice implements Device {

  private static final int MOST_CACHED = 64;

  /** A program and its loaded library, or why there is none. */
  private sealed interface Loaded {
    record Usable(Program program, Translation translation, NativeLibrary library)
        implements Loaded {}

    record Refused(Program program, String reason) implements Loaded {}
  }

  private final HostCompiler compiler;
  private final LibraryCache cache;
  private final Map<String, Loaded> programs =
      new LinkedHashMap<>(MOST_CACHED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Loaded> eldest) {
          return size() > MOST_CACHED;
        }
      };

  HostDevice(HostCompiler compiler, LibraryCache cache) {
    this.compiler = compiler;
    this.cache = cache;
  }

  /** The device, if a C++ compiler is on the path. */
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
    return switch (load(source)) {
      case Loaded.Usable(Program program, Translation translation, NativeLibrary library) ->
          new HostKernel(program, function(program, kernel), translation, library);
      case Loaded.Refused(Program program, String reason) -> {
        function(program, kernel);
        yield (_, _, _) -> new Outcome.Unsupported(reason);
      }
    };
  }

  private static Function function(Program program, String kernel) {
    return program
        .kernel(kernel)
        .orElseThrow(
            () ->
                new BadInputException(
                    "kernel '%s': expected one of %s"
                        .formatted(
                            kernel, program.kernels().stream().map(Function::name).toList())));
  }

  private Loaded load(String source) {
    synchronized (programs) {
      Loaded known = programs.get(source);
      if (known != null) {
        return known;
      }
    }
    Program program = Program.parse(source);
    Translation translation = Translation.of(program, Dialect.HOST);
    Loaded loaded =
        switch (cache.get(
            compiler, HostText.optimization(program), HostText.of(program, translation))) {
          case LibraryCache.Entry.Library(Path path) ->
              new Loaded.Usable(program, translation, NativeLibrary.getInstance(path.toString()));
          case LibraryCache.Entry.Refused(String messages) ->
              new Loaded.Refused(program, CompilerMessages.first(messages, translation));
        };
    synchronized (programs) {
      programs.put(source, loaded);
    }
    return loaded;
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
