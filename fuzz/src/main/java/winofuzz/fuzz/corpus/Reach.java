package winofuzz.fuzz.corpus;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import winofuzz.fuzz.coverage.Feature;

/** What some cases reach together, and how many of them reach it. */
public final class Reach {
  private final SortedMap<Feature, Integer> counts = new TreeMap<>();

  public Reach(Collection<KeptCase> cases) {
    cases.forEach(this::add);
  }

  void add(KeptCase c) {
    c.features().forEach(f -> counts.merge(f, 1, Integer::sum));
  }

  /** Takes out a case that is in. */
  void remove(KeptCase c) {
    c.features().forEach(f -> counts.computeIfPresent(f, (k, n) -> n == 1 ? null : n - 1));
  }

  /** All that is reached. */
  public SortedSet<Feature> features() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(counts.keySet()));
  }

  /** What a case that is in reaches and no other does: why it is kept. */
  public SortedSet<Feature> onlyBy(KeptCase c) {
    SortedSet<Feature> result = new TreeSet<>(c.features());
    result.removeIf(f -> counts.getOrDefault(f, 0) > 1);
    return result;
  }
}
