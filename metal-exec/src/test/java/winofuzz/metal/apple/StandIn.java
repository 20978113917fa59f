package winofuzz.metal.apple;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The library {@code standin.c} in the place of macOS's own, with {@link SimulatedGpu} in the place
 * of the GPU. One can be used at a time.
 */
final class StandIn {

  private static final List<String> COMPILERS = List.of("cc", "gcc", "clang");

  private static @Nullable Path compiled;

  /** The one in use, referred to here because the library calls back what belongs to it. */
  private static final AtomicReference<@Nullable StandIn> CURRENT = new AtomicReference<>();

  private final Path file;
  private final NativeLibrary library;
  private final SimulatedGpu gpu = new SimulatedGpu();

  private StandIn(Path file) {
    this.file = file;
    this.library = NativeLibrary.getInstance(file.toString());
    call("standin_begin", gpu.compiler(), gpu.runner());
  }

  /** Why there may be none. */
  static final String MISSING = "expected Linux on x86-64 or AArch64 and a C compiler";

  /** A fresh one; empty if this machine cannot have it, see {@link #MISSING}. */
  static Optional<StandIn> find() {
    if (!Platform.isLinux() || !(Platform.is64Bit() && (Platform.isIntel() || Platform.isARM()))) {
      return Optional.empty();
    }
    Optional<StandIn> fresh = library().map(StandIn::new);
    CURRENT.set(fresh.orElse(null));
    return fresh;
  }

  /** The library, compiled once in this virtual machine. */
  private static synchronized Optional<Path> library() {
    if (compiled == null) {
      compiled = compiler().map(StandIn::compiledBy).orElse(null);
    }
    return Optional.ofNullable(compiled);
  }

  private static Optional<Path> compiler() {
    String[] folders = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1);
    return COMPILERS.stream()
        .flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Path compiledBy(Path program) {
    try (InputStream source =
        Objects.requireNonNull(StandIn.class.getResourceAsStream("standin.c"))) {
      Path folder = Files.createTempDirectory("winofuzz-standin");
      Path text = folder.resolve("standin.c");
      Path library = folder.resolve("standin.so");
      // The last registered goes first.
      for (Path made : List.of(folder, text, library)) {
        made.toFile().deleteOnExit();
      }
      Files.copy(source, text);
      Process process =
          new ProcessBuilder(
                  program.toString(),
                  "-shared",
                  "-fPIC",
                  "-O1",
                  "-pthread",
                  "-o",
                  library.toString(),
                  text.toString())
              .inheritIO()
              .start();
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new AssertionError(program + " does not compile standin.c");
      }
      return library;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void call(String function, Object... arguments) {
    library.getFunction(function).invokeVoid(arguments);
  }

  Frameworks frameworks() {
    return new Frameworks(file.toString(), file.toString(), List.of());
  }

  SimulatedGpu gpu() {
    return gpu;
  }

  /** Sets a property of the GPU, or {@code mathMode}: whether compile options know of it. */
  void set(String name, long value) {
    call("standin_set", name, value);
  }

  /** Which rules of Metal were broken, in order. */
  List<String> faults() {
    return library
        .getFunction("standin_faults")
        .invokeString(new Object[0], false)
        .lines()
        .toList();
  }

  /** How many objects are not released. */
  long live() {
    return live(null);
  }

  /** How many objects of a class are not released. */
  long live(@Nullable String className) {
    return (Long) library.getFunction("standin_live").invoke(Long.class, new Object[] {className});
  }

  /** How many autorelease pools are open on this thread. */
  long pools() {
    return (Long) library.getFunction("standin_pools").invoke(Long.class, new Object[0]);
  }
}
