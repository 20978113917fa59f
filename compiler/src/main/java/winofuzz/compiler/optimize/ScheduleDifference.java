package winofuzz.compiler.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import winofuzz.compiler.pass.Draft;
import winofuzz.compiler.pass.KernelDraft;
import winofuzz.compiler.pass.Observation;
import winofuzz.compiler.pass.Pass;
import winofuzz.convolution.Target;
import winofuzz.ir.UOp;

/**
 * Says where the schedule of a kernel parts from what was expected of it: at which pass, at which
 * option, and what would have come of the expected one.
 */
public final class ScheduleDifference {
  private static final String PARTS = "   <- parts here";

  private final List<String> lines = new ArrayList<>();
  private boolean hasParted;

  private ScheduleDifference() {}

  /**
   * What is known of a scheduled kernel from outside.
   *
   * @param name as it is called
   * @param threadgroups the grid, x first
   * @param threads the threadgroup, x first
   * @param options the options applied, in order, as text
   */
  public record Launch(
      String name, List<Integer> threadgroups, List<Integer> threads, List<String> options) {
    public Launch {
      threadgroups = List.copyOf(threadgroups);
      threads = List.copyOf(threads);
      options = List.copyOf(options);
    }
  }

  /**
   * Returns a report of several lines, or nothing where both are equal.
   *
   * @param expected what should have come out
   * @param found what came out
   * @param passes that lead to a scheduled kernel, in order
   * @param kernel the kernel before them
   * @param target what it was scheduled for
   */
  public static Optional<String> explain(
      Launch expected, Launch found, List<Pass> passes, UOp kernel, Target target) {
    if (expected.equals(found)) {
      return Optional.empty();
    }
    ScheduleDifference report = new ScheduleDifference();
    report.lines.add("expected " + expected.name + ", found " + found.name);
    KernelSchedule start = report.passes(passes, kernel, target);
    report.options(expected, found, start);
    report.compare("name", expected.name, found.name);
    report.compare(
        "threadgroups", dimensions(expected.threadgroups), dimensions(found.threadgroups));
    report.compare("threads", dimensions(expected.threads), dimensions(found.threads));
    return Optional.of(String.join("\n", report.lines) + "\n");
  }

  private KernelSchedule passes(List<Pass> passes, UOp kernel, Target target) {
    pass("kernel split", kernel);
    Draft draft =
        new Draft.Kernels(target, List.of(), List.of(new KernelDraft(kernel, List.of())), false);
    for (Pass pass : passes.subList(0, passes.size() - 1)) {
      draft = Observation.NONE.apply(pass, draft);
      pass(pass.name(), draft.graphs().getFirst());
    }
    return KernelSchedule.of(draft.graphs().getFirst(), TensorCore.of(target));
  }

  private void pass(String name, UOp graph) {
    row(
        "after " + name,
        AxisOrder.describe(AxisOrder.of(graph)),
        graph.toposort().size() + " nodes");
  }

  /** Applies the expected options one after the other beside those that were chosen. */
  private void options(Launch expected, Launch found, KernelSchedule start) {
    KernelSchedule schedule = start;
    for (int i = 0; i < Math.max(expected.options.size(), found.options.size()); i++) {
      String wanted = i < expected.options.size() ? expected.options.get(i) : "none";
      String chosen = i < found.options.size() ? found.options.get(i) : "none";
      compare("option " + (i + 1), wanted, chosen);
      if (i < expected.options.size()) {
        try {
          schedule = schedule.apply(Opt.parse(wanted));
          row("  gives", schedule.describe(), "");
        } catch (RefusedException refused) {
          row("  is refused", refused.getMessage(), "");
          return;
        }
      }
    }
    boolean sameRanges = schedule.name().equals(expected.name);
    lines.add(
        "the expected options give "
            + schedule.name()
            + (sameRanges
                ? ", as expected: the decisions differ"
                : ", not the expected name: the ranges differ before scheduling"));
  }

  private void compare(String what, String expected, String found) {
    boolean same = expected.equals(found);
    row(what, "expected " + expected, "found " + found + (same || hasParted ? "" : PARTS));
    hasParted |= !same;
  }

  private void row(String what, String left, String right) {
    lines.add(
        String.format(java.util.Locale.ROOT, "%-24s%-48s %s", what, left, right).stripTrailing());
  }

  private static String dimensions(List<Integer> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining(" x "));
  }
}
