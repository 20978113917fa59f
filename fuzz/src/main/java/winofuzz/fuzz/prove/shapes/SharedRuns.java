package winofuzz.fuzz.prove.shapes;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.lowering.BegunLowering;
import winofuzz.fuzz.lowering.ContentHash;
import winofuzz.fuzz.prove.FieldPoint;
import winofuzz.fuzz.prove.PointRun;

/**
 * The runs of kernels at one seed, each made once: by lowerings that end alike, and by equal
 * kernels. Inputs of equal sizes are equal, as the seed alone decides them. Any number of threads
 * may use it at once.
 *
 * <p>Equal kernels have equal memories, so that runs are shared by shapes of one number of elements
 * alone: there is one of these for each, which bounds what is held.
 */
final class SharedRuns {
  private final Map<Key, KernelRun> byLowering = new ConcurrentHashMap<>();
  private final Map<Key, PointRun> byKernels = new ConcurrentHashMap<>();

  /** What decides a run: how the lowering ends, or the kernels, and the sizes of the inputs. */
  private record Key(ContentHash content, int activation, int weight) {
    static Key of(ContentHash content, FieldPoint point) {
      return new Key(content, point.activation().size(), point.weight().size());
    }
  }

  /**
   * Returns the run of a lowering.
   *
   * @param key of the lowering, where the compiler can tell which others end alike
   * @param lowered finishes it
   * @param running runs kernels at the point
   */
  KernelRun get(
      Optional<ContentHash> key,
      FieldPoint point,
      Supplier<BegunLowering.Kernels> lowered,
      Running running) {
    if (key.isEmpty()) {
      return run(lowered.get(), point, running);
    }
    Key whole = Key.of(key.get(), point);
    KernelRun known = byLowering.get(whole);
    if (known == null) {
      known = run(lowered.get(), point, running);
      byLowering.put(whole, known);
    }
    return known;
  }

  private KernelRun run(BegunLowering.Kernels lowered, FieldPoint point, Running running) {
    ContentHash content = ShapeBytes.of(lowered);
    Key whole = Key.of(content, point);
    PointRun run = byKernels.get(whole);
    if (run == null) {
      run = running.run(lowered, point);
      byKernels.put(whole, run);
    }
    return new KernelRun(content, lowered.kernels().stream().map(LaunchShape::of).toList(), run);
  }

  /** Runs kernels at a point. */
  interface Running {
    PointRun run(BegunLowering.Kernels lowered, FieldPoint point);
  }
}
