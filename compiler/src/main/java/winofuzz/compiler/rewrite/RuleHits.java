package winofuzz.compiler.rewrite;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Counts how often each rule is applied, by rule set. What is computed by a shorter way than the
 * rules, as positions are with constants, is not counted. Used by one thread.
 */
public final class RuleHits {
  private final Map<String, IdentityHashMap<Rule<?>, Count>> bySet = new HashMap<>();

  /** The set counted last: its rules are mostly applied one after the other. */
  private String lastSet = "";

  private IdentityHashMap<Rule<?>, Count> ofLastSet = new IdentityHashMap<>();

  /** How often anything was added. */
  private long additions;

  private static final class Count {
    private int applications;
  }

  /** Adds what another has counted. */
  public void add(RuleHits other) {
    other.bySet.forEach((set, hits) -> hits.forEach((rule, n) -> add(set, rule, n.applications)));
  }

  /** Adds applications of a rule by the set of a name. */
  void add(String set, Rule<?> rule, int applications) {
    additions++;
    if (!set.equals(lastSet)) {
      lastSet = set;
      ofLastSet = bySet.computeIfAbsent(set, s -> new IdentityHashMap<>());
    }
    ofLastSet.computeIfAbsent(rule, r -> new Count()).applications += applications;
  }

  /** Returns a number that is another one after anything was added. */
  long additions() {
    return additions;
  }

  /** Returns how often a rule was applied as one of a set. */
  public int of(RuleSet<?> set, Rule<?> rule) {
    IdentityHashMap<Rule<?>, Count> counts = bySet.get(set.name());
    Count count = counts == null ? null : counts.get(rule);
    return count == null ? 0 : count.applications;
  }

  /** Returns how often rules were applied in all. */
  public long total() {
    return bySet.values().stream()
        .flatMap(hits -> hits.values().stream())
        .mapToLong(count -> count.applications)
        .sum();
  }

  /** Returns the rules that were applied at least once. */
  public Set<Rule<?>> applied() {
    Set<Rule<?>> result = new HashSet<>();
    bySet.values().forEach(hits -> result.addAll(hits.keySet()));
    return result;
  }
}
