package winofuzz.metal.apple;

import org.jspecify.annotations.Nullable;

/**
 * A function of a library, compiled for the GPU: once, or for each choice of the function
 * constants, of which the last one used is kept. Safe for use by several threads.
 */
final class Pipelines {

  private record Compiled(FunctionConstants constants, Made pipeline) {}

  private final Gpu gpu;
  private final Owned library;
  private final String function;
  private volatile @Nullable Compiled last;

  Pipelines(Gpu gpu, Owned library, String function) {
    this.gpu = gpu;
    this.library = library;
    this.function = function;
  }

  /** Returns the pipeline, or why there is none. */
  Made get(FunctionConstants constants) {
    Compiled known = last;
    if (known != null && known.constants.equals(constants)) {
      return known.pipeline;
    }
    // Another thread may still use the last one, which is released when nobody does.
    Made fresh = gpu.pipeline(library, function, constants);
    last = new Compiled(constants, fresh);
    return fresh;
  }
}
