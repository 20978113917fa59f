package winofuzz.fuzz.coverage;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import winofuzz.fuzz.coverage.Feature.Kind;

/** What the cases of a campaign have reached. Used by one thread. */
public final class Coverage {
  private final Set<Feature> reached = new HashSet<>();
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
  private final Map<Kind, Long> last = new EnumMap<>(Kind.class);
  private final Triples triples;

  /** Nothing. */
  public Coverage() {
    this(new Triples());
  }

  /** Nothing but triples of classes. */
  public Coverage(Triples triples) {
    this.triples = triples.copy();
  }

  /**
   * Takes in what a case reaches; cases come in the order of their numbers.
   *
   * @return what no case before it reached
   */
  public SortedSet<Feature> add(long number, Collection<Feature> features) {
    SortedSet<Feature> fresh = new TreeSet<>();
    for (Feature feature : features) {
      if (reached.add(feature)) {
        fresh.add(feature);
        counts.merge(feature.kind(), 1, Integer::sum);
        last.put(feature.kind(), number);
      }
    }
    if (triples.add(features) > 0) {
      last.put(Kind.TRIPLE, number);
    }
    return fresh;
  }

  /** Returns the triples of classes that were reached. */
  public Triples triples() {
    return triples;
  }

  /** How many features of a kind were reached. */
  public int count(Kind kind) {
    return kind == Kind.TRIPLE ? triples.count() : counts.getOrDefault(kind, 0);
  }

  /** The number of the last case that reached a new feature of a kind; empty where none did. */
  public OptionalLong last(Kind kind) {
    Long number = last.get(kind);
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
