package winofuzz.fuzz.corpus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.coverage.Feature;

/**
 * Few cases that reach what many do. The smallest such set is hard to find (set cover), so that
 * this is a greedy one: the case next that reaches most of what is left, of equal ones the smallest;
 * then those are dropped, largest first, without which nothing is lost.
 */
public final class Distillation {
  private static final Comparator<KeptCase> SMALLER_FIRST =
      Comparator.comparing(KeptCase::subject, ConvCase.bySize()).thenComparing(KeptCase::target);

  private final List<KeptCase> from;
  private final Predicate<KeptCase> always;

  /**
   * A distillation.
   *
   * @param from cases, in any order: the result does not depend on it
   * @param always whether a case stays whatever it reaches
   */
  public Distillation(Collection<KeptCase> from, Predicate<KeptCase> always) {
    this.from = from.stream().sorted(SMALLER_FIRST).toList();
    this.always = always;
  }

  /**
   * What is left, smallest first.
   *
   * @param most cases besides those that stay anyway; where this is too few for all features, those
   *     that reach most
   */
  public List<KeptCase> result(int most) {
    Set<KeptCase> chosen = new HashSet<>(from.stream().filter(always).toList());
    Set<Feature> missing = union(from);
    missing.removeAll(union(chosen));
    for (int i = 0; i < most && !missing.isEmpty(); i++) {
      KeptCase next = best(missing);
      chosen.add(next);
      missing.removeAll(next.features());
    }
    for (KeptCase c : from.reversed()) {
      if (chosen.contains(c) && !always.test(c) && onlyOf(chosen).get(c).isEmpty()) {
        chosen.remove(c);
      }
    }
    return from.stream().filter(chosen::contains).toList();
  }

  /** The case that reaches most of some features; the first of equal ones. */
  private KeptCase best(Set<Feature> missing) {
    KeptCase best = from.getFirst();
    long most = -1;
    for (KeptCase c : from) {
      long reached = c.features().stream().filter(missing::contains).count();
      if (reached > most) {
        most = reached;
        best = c;
      }
    }
    return best;
  }

  /** All that some cases reach. */
  public static SortedSet<Feature> union(Collection<KeptCase> cases) {
    SortedSet<Feature> result = new TreeSet<>();
    cases.forEach(c -> result.addAll(c.features()));
    return result;
  }

  /** What each of some cases reaches and no other of them does: why it is kept. */
  public static Map<KeptCase, SortedSet<Feature>> onlyOf(Collection<KeptCase> cases) {
    Map<Feature, List<KeptCase>> reachedBy = new HashMap<>();
    for (KeptCase c : cases) {
      c.features().forEach(f -> reachedBy.computeIfAbsent(f, k -> new ArrayList<>()).add(c));
    }
    Map<KeptCase, SortedSet<Feature>> result = new HashMap<>();
    cases.forEach(c -> result.put(c, new TreeSet<>()));
    reachedBy.forEach(
        (feature, by) -> {
          if (by.size() == 1) {
            result.getOrDefault(by.getFirst(), new TreeSet<>()).add(feature);
          }
        });
    return result;
  }
}
