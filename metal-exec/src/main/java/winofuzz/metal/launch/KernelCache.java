package winofuzz.metal.launch;

import java.util.LinkedHashMap;
import java.util.Map;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Outcome;
import winofuzz.metal.PreparedKernel;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.MslProgram;
import winofuzz.metal.msl.MslSyntaxException;

/**
 * The kernels that a device has compiled, of which it keeps those that were used last. Safe for use
 * by several threads, if the compiler is.
 */
public final class KernelCache {

  private static final int MOST_KEPT = 64;

  /** What a device makes of a kernel. */
  @FunctionalInterface
  public interface Compiler {

    /**
     * Compiles a kernel of a program.
     *
     * @throws MslSyntaxException if the text uses what the device does not support
     */
    PreparedKernel compile(MslProgram program, Function kernel);
  }

  private record Key(String source, String kernel) {}

  private final Compiler compiler;
  private final Map<Key, PreparedKernel> kept =
      new LinkedHashMap<>(MOST_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, PreparedKernel> eldest) {
          return size() > MOST_KEPT;
        }
      };

  public KernelCache(Compiler compiler) {
    this.compiler = compiler;
  }

  /**
   * Returns the kernel of a name in a Metal text: one whose every run is {@link
   * Outcome.Unsupported} if the text is right and more than the front end or the device knows.
   *
   * @throws MslSyntaxException if the text is malformed
   * @throws BadLaunchException if it has no such kernel
   */
  public PreparedKernel get(String source, String kernel) {
    Key key = new Key(source, kernel);
    synchronized (kept) {
      PreparedKernel known = kept.get(key);
      if (known != null) {
        return known;
      }
    }
    // Other threads need not wait: two that compile the same kernel are rare and do no harm.
    PreparedKernel fresh = compile(source, kernel);
    synchronized (kept) {
      kept.put(key, fresh);
    }
    return fresh;
  }

  private PreparedKernel compile(String source, String kernel) {
    try {
      MslProgram program = MslProgram.parse(source);
      return compiler.compile(program, find(program, kernel));
    } catch (MslSyntaxException e) {
      if (e.kind() == MslSyntaxException.Kind.UNSUPPORTED) {
        Outcome unsupported = new Outcome.Unsupported(e.described());
        return (_, _, _) -> unsupported;
      }
      throw e;
    }
  }

  private static Function find(MslProgram program, String kernel) {
    return program
        .kernel(kernel)
        .orElseThrow(
            () ->
                new BadLaunchException(
                    "kernel '%s': expected one of %s"
                        .formatted(
                            kernel, program.kernels().stream().map(Function::name).toList())));
  }
}
