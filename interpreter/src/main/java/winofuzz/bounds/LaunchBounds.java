package winofuzz.bounds;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import winofuzz.ir.Arg;
import winofuzz.ir.Kernel;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Looks at the launch of one kernel, as its SPECIALs tell: gidx0 to gidx2 are positions of
 * threadgroups, lidx0 to lidx2 of threads in them.
 */
final class LaunchBounds {
  /** The most threads that a threadgroup of any Apple GPU may have. */
  private static final long MOST_THREADS = 1024;

  /** Positions are read into signed 32-bit numbers. */
  private static final long MOST_THREADGROUPS = Integer.MAX_VALUE;

  private final String kernel;

  LaunchBounds(String kernel) {
    this.kernel = kernel;
  }

  /** Returns the limits that the launch exceeds. */
  List<Counterexample> violations(Kernel.Linear body) {
    List<Counterexample> result = new ArrayList<>();
    double threads = 1;
    for (UOp node : body.instructions()) {
      if (!node.is(Op.SPECIAL) || !node.src(0).is(Op.CONST)) {
        continue;
      }
      long extent = node.src(0).intValue();
      boolean ofThreads = nameOf(node).startsWith("lidx");
      threads *= ofThreads ? extent : 1;
      if (extent < 1 || extent > MOST_THREADGROUPS) {
        result.add(exceeded("%s has an extent of %d".formatted(nameOf(node), extent)));
      }
    }
    if (threads > MOST_THREADS) {
      result.add(
          exceeded("%.0f threads per threadgroup, at most %d".formatted(threads, MOST_THREADS)));
    }
    return result;
  }

  private Counterexample exceeded(String what) {
    return new Counterexample(BoundsFault.LAUNCH, kernel, what, new TreeMap<>());
  }

  /** Returns the name of a position or loop counter, as the text of a kernel has it. */
  static String nameOf(UOp node) {
    return switch (node.arg()) {
      case Arg.Name name -> name.name();
      case Arg.Axis axis ->
          axis.id().stream().map(String::valueOf).collect(Collectors.joining("_", "ridx", ""));
      // Only SPECIAL and RANGE count something.
      default -> throw new AssertionError("neither a position nor a counter: " + node);
    };
  }
}
