package winofuzz.metal.sim.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.AccessKind;
import winofuzz.metal.Check;
import winofuzz.metal.Extent;
import winofuzz.metal.Violation;

/** Collects what the checks found: the first few of each site, and a count of all. */
public final class ViolationLog {

  private static final int MOST_KEPT = 100;
  private static final int MOST_KEPT_A_SITE = 4;

  private record Site(Violation.Kind kind, int line) {}

  /**
   * An access that another is in conflict with.
   *
   * @param threadgroup its index in the grid
   * @param thread its index in its threadgroup
   */
  record Other(AccessKind kind, int line, long threadgroup, int thread) {}

  private final String kernel;
  private final Extent threadgroups;
  private final Extent threads;
  private final Set<Check> checks;
  private final List<Violation> kept = new ArrayList<>();
  private final List<Violation> warnings = new ArrayList<>();
  private final Map<Site, Integer> perSite = new HashMap<>();
  private long count;

  public ViolationLog(String kernel, Extent threadgroups, Extent threads, Set<Check> checks) {
    this.kernel = kernel;
    this.threadgroups = threadgroups;
    this.threads = threads;
    this.checks = checks;
  }

  /** Returns an empty log of the same run. */
  public ViolationLog fresh() {
    return new ViolationLog(kernel, threadgroups, threads, checks);
  }

  boolean watches(Violation.Kind kind) {
    return checks.contains(kind.check());
  }

  public void report(
      Violation.Kind kind,
      int line,
      long threadgroup,
      int thread,
      Violation.@Nullable Place place) {
    report(kind, line, threadgroup, thread, place, null);
  }

  void report(
      Violation.Kind kind,
      int line,
      long threadgroup,
      int thread,
      Violation.@Nullable Place place,
      @Nullable Other other) {
    if (!watches(kind)) {
      return;
    }
    List<Violation> list = kind.isWarning() ? warnings : kept;
    count += kind.isWarning() ? 0 : 1;
    boolean room = perSite.merge(new Site(kind, line), 1, Integer::sum) <= MOST_KEPT_A_SITE;
    if (room && list.size() < MOST_KEPT) {
      list.add(
          new Violation(
              kind,
              kernel,
              line,
              threadgroups.position(threadgroup),
              threads.position(thread),
              place,
              other == null ? null : access(other)));
    }
  }

  private Violation.Access access(Other other) {
    return new Violation.Access(
        other.kind(),
        other.line(),
        threadgroups.position(other.threadgroup()),
        threads.position(other.thread()));
  }

  /** Returns the first violations, without warnings. */
  public List<Violation> kept() {
    return kept;
  }

  /** Returns the first warnings. */
  public List<Violation> warnings() {
    return warnings;
  }

  /** Returns whether there is neither a violation nor a warning. */
  public boolean isEmpty() {
    return count == 0 && warnings.isEmpty();
  }

  /** Returns the number of violations, without warnings. */
  public long count() {
    return count;
  }
}
