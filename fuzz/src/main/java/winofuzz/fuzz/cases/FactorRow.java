package winofuzz.fuzz.cases;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A class of each factor, or of some. Changed while it is put together. */
final class FactorRow {
  private final Map<CaseFactor, Integer> chosen = new EnumMap<>(CaseFactor.class);

  /** Returns the row that a case is in. */
  static FactorRow of(DrawnCase drawn) {
    FactorRow row = new FactorRow();
    for (CaseFactor factor : CaseFactor.values()) {
      row.choose(factor, factor.indexOf(drawn));
    }
    return row;
  }

  void choose(CaseFactor factor, int index) {
    chosen.put(factor, index);
  }

  void leave(CaseFactor factor) {
    chosen.remove(factor);
  }

  boolean has(CaseFactor factor) {
    return chosen.containsKey(factor);
  }

  /** Returns the position of the class that is chosen. */
  int index(CaseFactor factor) {
    Integer index = chosen.get(factor);
    if (index == null) {
      throw new AssertionError("no class is chosen of " + factor);
    }
    return index;
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
    return other instanceof FactorRow row && chosen.equals(row.chosen);
  }

  @Override
  public int hashCode() {
    return chosen.hashCode();
  }

  /** {@code rank=2 dtype=float16 ...}. */
  @Override
  public String toString() {
    return chosen.keySet().stream()
        .map(factor -> factor.label() + "=" + nameOf(factor))
        .collect(Collectors.joining(" "));
  }
}
