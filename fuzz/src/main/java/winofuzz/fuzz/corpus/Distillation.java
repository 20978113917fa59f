package winofuzz.fuzz.corpus;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.coverage.Feature;

/**
 * Few cases that reach what many do. The fewest are hard to find (set cover), so that this is
 * greedy: next comes the case that reaches most of what is left, of equal ones the smallest; then
 * those are dropped, largest first, that reach nothing alone.
 */
public final class Distillation {
  private static final Comparator<KeptCase> SMALLER_FIRST =
      Comparator.comparing(KeptCase::subject, ConvCase.bySize()).thenComparing(KeptCase::target);

  private final List<KeptCase> from;
  private final Predicate<KeptCase> stays;

  /**
   * A distillation.
   *
   * @param from cases, in any order: the result does not depend on it
   * @param stays whether a case is kept whatever it reaches
   */
  public Distillation(Collection<KeptCase> from, Predicate<KeptCase> stays) {
    this.from = from.stream().sorted(SMALLER_FIRST).toList();
    this.stays = stays;
  }

  /**
   * What is left, smallest first.
   *
   * @param most how many cases may be chosen besides those that stay; where these are too few for
   *     all features, they are those that reach most
   */
  public List<KeptCase> result(int most) {
    Set<KeptCase> chosen = new HashSet<>(from.stream().filter(stays).toList());
    Set<Feature> missing = new HashSet<>(new Reach(from).features());
    missing.removeAll(new Reach(chosen).features());
    for (int i = 0; i < most && !missing.isEmpty(); i++) {
      KeptCase next = best(missing);
      chosen.add(next);
      missing.removeAll(next.features());
    }
    Reach reach = new Reach(chosen);
    for (KeptCase c : from.reversed()) {
      if (chosen.contains(c) && !stays.test(c) && reach.onlyBy(c).isEmpty()) {
        chosen.remove(c);
        reach.remove(c);
      }
    }
    return from.stream().filter(chosen::contains).toList();
  }

  /** The case that reaches most of some features; the first of equal ones. */
  private KeptCase best(Set<Feature> missing) {
    KeptCase best = from.getFirst();
    long most = 0;
    for (KeptCase c : from) {
      long reached = c.features().stream().filter(missing::contains).count();
      if (reached > most) {
        most = reached;
        best = c;
      }
    }
    return best;
  }
}
