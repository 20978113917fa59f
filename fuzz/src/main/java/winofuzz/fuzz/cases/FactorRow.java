package winofuzz.fuzz.cases;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** A class of each factor, or of some. Changed while it is put together. */
final class FactorRow {
  private static final CaseFactor[] FACTORS = CaseFactor.values();
  private static final int NOT_CHOSEN = -1;

  private final int[] chosen = new int[FACTORS.length];

  FactorRow() {
    Arrays.fill(chosen, NOT_CHOSEN);
  }

  /** Returns the row that a case is in. */
  static FactorRow of(DrawnCase drawn) {
    FactorRow row = new FactorRow();
    for (CaseFactor factor : FACTORS) {
      row.choose(factor, factor.indexOf(drawn));
    }
    return row;
  }

  void choose(CaseFactor factor, int index) {
    chosen[factor.ordinal()] = index;
  }

  void leave(CaseFactor factor) {
    chosen[factor.ordinal()] = NOT_CHOSEN;
  }

  boolean has(CaseFactor factor) {
    return chosen[factor.ordinal()] != NOT_CHOSEN;
  }

  int index(CaseFactor factor) {
    return chosen[factor.ordinal()];
  }

  /** Whether a class is chosen. */
  boolean is(CaseFactor factor, String name) {
    return has(factor) && nameOf(factor).equals(name);
  }

  /** Whether another class than some is chosen. */
  boolean isOtherThan(CaseFactor factor, String name) {
    return has(factor) && !nameOf(factor).equals(name);
  }

  /** Whether one of some classes is chosen. */
  boolean isIn(CaseFactor factor, Set<String> names) {
    return has(factor) && names.contains(nameOf(factor));
  }

  /** Whether one of some classes is chosen, or still may be. */
  boolean mayBeIn(CaseFactor factor, Set<String> names) {
    return !has(factor) || names.contains(nameOf(factor));
  }

  /** Returns the name of the class that is chosen. */
  String nameOf(CaseFactor factor) {
    return factor.classes().get(index(factor));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FactorRow row && Arrays.equals(chosen, row.chosen);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(chosen);
  }

  /** {@code rank=2 dtype=float16 ...}. */
  @Override
  public String toString() {
    return Arrays.stream(FACTORS)
        .filter(this::has)
        .map(factor -> factor.label() + "=" + nameOf(factor))
        .collect(Collectors.joining(" "));
  }
}
