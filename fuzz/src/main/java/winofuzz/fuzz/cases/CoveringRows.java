package winofuzz.fuzz.cases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.inputs.Hash;

/**
 * Rows of classes in which every pair of classes of different factors occurs soon, then every
 * triple, as far as some case can be in all of them. Each row is put together greedily around a
 * combination that has not occurred: of every factor the class that makes most new ones (Cohen,
 * Dalal, Fredman, Patton: The AETG System, 1997). Once all triples have occurred rows are random.
 *
 * <p>The rows depend on the seed alone. Used by one thread.
 */
final class CoveringRows {
  private static final CaseFactor[] FACTORS = CaseFactor.values();

  /** How many partial rows are tried around a combination before it counts as impossible. */
  private static final int MOST_TRIES = 4_000;

  private final Hash root;
  private final List<FactorRow> rows = new ArrayList<>();
  private final ClassCombinations pairs;
  private final ClassCombinations triples;
  private int tries;

  CoveringRows(long seed) {
    root = Hash.of(seed).with(-3);
    pairs = new ClassCombinations(2, root.with(2));
    triples = new ClassCombinations(3, root.with(3));
  }

  /** Returns the row of a number. */
  FactorRow get(int number) {
    while (rows.size() <= number) {
      rows.add(next(root.with(4).with(rows.size())));
    }
    return rows.get(number);
  }

  private FactorRow next(Hash random) {
    for (ClassCombinations wanted : List.of(pairs, triples)) {
      for (int[] around = wanted.next(); around.length > 0; around = wanted.next()) {
        FactorRow row = complete(around, wanted, random);
        if (row != null) {
          pairs.cover(row);
          triples.cover(row);
          return row;
        }
      }
    }
    FactorRow row = complete(new int[0], triples, random);
    if (row == null) {
      throw new AssertionError("no class of any factor goes with others");
    }
    return row;
  }

  /** Returns a row in which some classes occur, by their numbers; null where there is none. */
  private @Nullable FactorRow complete(int[] around, ClassCombinations wanted, Hash random) {
    FactorRow row = new FactorRow();
    ClassCombinations.choose(row, around);
    if (!FactorConstraints.allow(row)) {
      return null;
    }
    List<CaseFactor> open = new ArrayList<>();
    for (CaseFactor factor : FACTORS) {
      if (!row.has(factor)) {
        open.add(random.with(factor.label().hashCode()).below(open.size() + 1), factor);
      }
    }
    tries = 0;
    return fill(row, open, wanted, random) ? row : null;
  }

  private boolean fill(
      FactorRow row, List<CaseFactor> open, ClassCombinations wanted, Hash random) {
    if (open.isEmpty()) {
      return true;
    }
    CaseFactor factor = open.getFirst();
    for (int index : byGain(row, factor, wanted, random)) {
      row.choose(factor, index);
      if (++tries > MOST_TRIES) {
        break;
      }
      List<CaseFactor> rest = open.subList(1, open.size());
      if (FactorConstraints.allow(row)
          && rest.stream().allMatch(other -> leaves(row, other))
          && fill(row, rest, wanted, random.with(index))) {
        return true;
      }
    }
    row.leave(factor);
    return false;
  }

  /** Whether some class of a factor goes with a row, so that the row is no dead end. */
  private static boolean leaves(FactorRow row, CaseFactor open) {
    boolean any = false;
    for (int index = 0; index < open.classes().size() && !any; index++) {
      row.choose(open, index);
      any = FactorConstraints.allow(row);
    }
    row.leave(open);
    return any;
  }

  /**
   * Returns the classes of a factor, first those with which most new combinations occur, and at the
   * end what makes cases costly: that is taken where a combination wants it.
   */
  private static List<Integer> byGain(
      FactorRow row, CaseFactor factor, ClassCombinations wanted, Hash random) {
    record Gain(int index, boolean costly, int gain, long tie) {}
    List<Gain> gains = new ArrayList<>();
    for (int index = 0; index < factor.classes().size(); index++) {
      long tie = random.with(factor.label().hashCode()).with(index).bits();
      int gain = wanted.gain(row, factor, index);
      row.choose(factor, index);
      gains.add(new Gain(index, FactorConstraints.isCostly(row), gain, tie));
      row.leave(factor);
    }
    gains.sort(
        Comparator.comparing(Gain::costly)
            .thenComparingInt(g -> -g.gain)
            .thenComparingLong(Gain::tie));
    return gains.stream().map(Gain::index).toList();
  }
}
