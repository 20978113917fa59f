package winofuzz.metal.sim.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.Check;
import winofuzz.metal.Extent;
import winofuzz.metal.Violation;

/** Collects what the checks found: the first few of each site, and a count of all. */
public final class ViolationLog {

  private static final int MOST_KEPT = 100;
  private static final int MOST_KEPT_A_SITE = 4;

  private record Site(Violation.Kind kind, int line) {}

  private final String kernel;
  private final Extent threadgroups;
  private final Extent threads;
  private final Set<Check> checks;
  private final List<Violation> kept = new ArrayList<>();
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
    if (!watches(kind)) {
      return;
    }
    count++;
    boolean room = perSite.merge(new Site(kind, line), 1, Integer::sum) <= MOST_KEPT_A_SITE;
    if (room && kept.size() < MOST_KEPT) {
      kept.add(
          new Violation(
              kind,
              kernel,
              line,
              threadgroups.position(threadgroup),
              threads.position(thread),
              place));
    }
  }

  public List<Violation> kept() {
    return kept;
  }

  public long count() {
    return count;
  }
}
