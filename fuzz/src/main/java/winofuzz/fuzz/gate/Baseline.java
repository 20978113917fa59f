package winofuzz.fuzz.gate;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import winofuzz.fuzz.oracle.Signature;

/** The findings that a gate knows, by signature. */
public final class Baseline {
  /** Knows nothing: every finding is new. */
  public static final Baseline EMPTY = new Baseline(List.of());

  private final SortedMap<Signature, Known> bySignature;

  /**
   * A baseline.
   *
   * @param entries no two of one signature
   */
  public Baseline(Collection<Known> entries) {
    SortedMap<Signature, Known> sorted = new TreeMap<>();
    for (Known entry : entries) {
      if (sorted.put(entry.signature(), entry) != null) {
        throw new IllegalArgumentException("twice in a baseline: " + entry.signature());
      }
    }
    bySignature = Collections.unmodifiableSortedMap(sorted);
  }

  /** What is known, in the order of the signatures. */
  public List<Known> entries() {
    return List.copyOf(bySignature.values());
  }

  /** What is known of a signature. */
  public Optional<Known> find(Signature signature) {
    return Optional.ofNullable(bySignature.get(signature));
  }

  /**
   * The baseline that accepts what a gate found: new findings and those that came back are open,
   * open ones that are gone are fixed. What was not asked stays as it is.
   */
  public Baseline accepting(Collection<GateFinding> findings) {
    SortedMap<Signature, Known> updated = new TreeMap<>(bySignature);
    findings.forEach(f -> updated.put(f.entry().signature(), f.accepted()));
    return new Baseline(updated.values());
  }
}
