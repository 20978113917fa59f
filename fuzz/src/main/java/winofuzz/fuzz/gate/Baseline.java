package winofuzz.fuzz.gate;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import winofuzz.fuzz.finding.Blame;
import winofuzz.fuzz.finding.Bug;

/** The findings that a gate knows, by bug. */
public final class Baseline {
  /** Knows nothing: every finding is new. */
  public static final Baseline EMPTY = new Baseline(List.of());

  private final SortedMap<Bug, Known> byBug;

  /**
   * A baseline.
   *
   * @param entries no two of one bug
   */
  public Baseline(Collection<Known> entries) {
    SortedMap<Bug, Known> sorted = new TreeMap<>();
    for (Known entry : entries) {
      if (sorted.put(entry.bug(), entry) != null) {
        throw new IllegalArgumentException("twice in a baseline: " + entry.signature());
      }
    }
    byBug = Collections.unmodifiableSortedMap(sorted);
  }

  /** What is known, in the order of the bugs. */
  public List<Known> entries() {
    return List.copyOf(byBug.values());
  }

  /**
   * Returns the same baseline with other blames.
   *
   * @param current gives today's blame for that of a file
   */
  public Baseline withBlames(UnaryOperator<Blame> current) {
    return new Baseline(
        entries().stream().map(e -> e.with(current.apply(e.signature().blame()))).toList());
  }

  /** What is known of a bug. */
  public Optional<Known> find(Bug bug) {
    return Optional.ofNullable(byBug.get(bug));
  }

  /**
   * The baseline that accepts what a gate found: new findings and those that came back are open,
   * open ones that are gone are fixed. What was not asked stays as it is.
   */
  public Baseline accepting(Collection<GateFinding> findings) {
    SortedMap<Bug, Known> updated = new TreeMap<>(byBug);
    findings.forEach(f -> updated.put(f.entry().bug(), f.accepted()));
    return new Baseline(updated.values());
  }
}
