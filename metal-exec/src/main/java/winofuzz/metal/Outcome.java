package winofuzz.metal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What came of running a kernel. */
public sealed interface Outcome {

  /**
   * It ran, and no check reported anything worse than a warning.
   *
   * @param outputs what the out and inout buffers hold afterwards, by buffer index
   * @param time spent running, without compiling
   * @param warnings the first ones, in a fixed order
   */
  record Ran(SortedMap<Integer, Buffer> outputs, Duration time, List<Violation> warnings)
      implements Outcome {
    public Ran {
      warnings = List.copyOf(warnings);
    }

    /** A run without warnings. */
    public Ran(SortedMap<Integer, Buffer> outputs, Duration time) {
      this(outputs, time, List.of());
    }
  }

  /**
   * It violated a check. If it did not end after that, it was stopped.
   *
   * @param violations the first ones, in a fixed order, at least one, without warnings
   * @param count how many there were in all
   * @param outputs what the out and inout buffers hold afterwards, had the faults been harmless:
   *     reads out of bounds give zero and writes out of bounds are dropped
   */
  record Trapped(List<Violation> violations, long count, SortedMap<Integer, Buffer> outputs)
      implements Outcome {
    public Trapped {
      violations = List.copyOf(violations);
    }
  }

  /** The device cannot run this kernel, for a reason that names what and where. */
  record Unsupported(String reason) implements Outcome {}

  /**
   * It was still running when its time was up, and no check had reported anything.
   *
   * @param line of the text at which it was, a loop's; 0 if that is not known
   * @param kept the launch as a bundle, if it was kept
   */
  record TimedOut(Duration limit, int line, @Nullable Path kept) implements Outcome {

    /** Returns that in words. */
    public String described() {
      return "still running after " + limit + (line == 0 ? "" : ", in the loop of line " + line);
    }
  }

  /**
   * It ended the process it ran in, or the GPU gave up on it.
   *
   * @param how by which signal, with which exit status, or with which error
   * @param kept the launch as a bundle, if it was kept
   */
  record Crashed(String how, @Nullable Path kept) implements Outcome {}
}
