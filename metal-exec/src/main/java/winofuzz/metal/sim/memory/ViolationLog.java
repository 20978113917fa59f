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

/** Collects what the checks found: the first ones of each site, and a count of all. */
public final class ViolationLog {

  private record Site(Violation.Kind kind, int line) {}

  /**
   * How many violations are kept.
   *
   * @param most in all
   * @param mostOfSite of one kind at one line
   */
  public record Room(int most, int mostOfSite) {

    /** A few of each line. */
    public static final Room FEW = new Room(100, 4);

    /** As many as there is memory for. */
    public static final Room ALL = new Room(1_000_000, 1_000_000);
  }

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
  private final Room room;
  private final List<Violation> kept = new ArrayList<>();
  private final List<Violation> warnings = new ArrayList<>();
  private final Map<Site, Integer> perSite = new HashMap<>();
  private long count;

  public ViolationLog(
      String kernel, Extent threadgroups, Extent threads, Set<Check> checks, Room room) {
    this.kernel = kernel;
    this.threadgroups = threadgroups;
    this.threads = threads;
    this.checks = checks;
    this.room = room;
  }

  /** Returns an empty log of the same run. */
  public ViolationLog fresh() {
    return new ViolationLog(kernel, threadgroups, threads, checks, room);
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
    if (hasRoom(list, kind, line)) {
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

  private boolean hasRoom(List<Violation> list, Violation.Kind kind, int line) {
    int found = perSite.merge(new Site(kind, line), 1, Integer::sum);
    return found <= room.mostOfSite() && list.size() < room.most();
  }

  /** Takes over what another log of the same run has. */
  public void take(ViolationLog other) {
    count += other.count;
    take(kept, other.kept);
    take(warnings, other.warnings);
  }

  private void take(List<Violation> to, List<Violation> from) {
    for (Violation violation : from) {
      if (hasRoom(to, violation.kind(), violation.line())) {
        to.add(violation);
      }
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
