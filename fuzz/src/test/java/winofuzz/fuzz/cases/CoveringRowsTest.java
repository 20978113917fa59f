package winofuzz.fuzz.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Target;
import winofuzz.fuzz.inputs.InputDomain;

/** Every combination of two classes is drawn early, and of three soon after. */
final class CoveringRowsTest {
  private static final CaseFactor[] FACTORS = CaseFactor.values();

  /** The cases for pairs, and some of those for triples. */
  private static final int CASES = 400;

  private static Set<Set<String>> pairs(FactorRow row) {
    List<String> names = new ArrayList<>();
    for (CaseFactor factor : FACTORS) {
      names.add(factor.label() + "=" + row.nameOf(factor));
    }
    Set<Set<String>> result = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      for (String second : names.subList(i + 1, names.size())) {
        result.add(Set.of(names.get(i), second));
      }
    }
    return result;
  }

  /** All pairs that occur in any of many rows: what is left then, no row has. */
  private static Set<Set<String>> possible(long seed) {
    CoveringRows rows = new CoveringRows(seed);
    Set<Set<String>> result = new HashSet<>();
    IntStream.range(0, 1200).forEach(i -> result.addAll(pairs(rows.get(i))));
    return result;
  }

  @Test
  void twoSeedsFindTheSamePairsPossible() {
    assertEquals(possible(1), possible(2));
  }

  @Test
  void everyPossiblePairIsDrawnAmongTheFirstCases() {
    Set<Set<String>> missing = possible(1);
    try (CaseSource source = new CaseSource(1, InputDomain.drawn(), List.of(Target.values()))) {
      for (int i = 0; i < CASES; i++) {
        missing.removeAll(pairs(FactorRow.of(source.get(i, List.of()))));
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void aCaseIsInAllClassesOfItsRow() {
    CoveringRows rows = new CoveringRows(7);
    int met = 0;
    try (CaseSource source = new CaseSource(7, InputDomain.drawn(), List.of(Target.values()))) {
      for (int third = 0; third < 60; third++) {
        met +=
            FactorRow.of(source.get(3 * third + 1, List.of())).equals(rows.get(2 * third)) ? 1 : 0;
        met +=
            FactorRow.of(source.get(3 * third + 2, List.of())).equals(rows.get(2 * third + 1))
                ? 1
                : 0;
      }
    }
    assertTrue(met >= 114, met + " of 120");
  }

  @Test
  void rowsDependOnTheSeedAlone() {
    CoveringRows some = new CoveringRows(3);
    FactorRow last = some.get(50);
    assertEquals(last, new CoveringRows(3).get(50));
    assertNotEquals(last, new CoveringRows(4).get(50));
  }

  @Test
  void noRowPutsTogetherWhatExcludesEachOther() {
    CoveringRows rows = new CoveringRows(5);
    for (int i = 0; i < 300; i++) {
      FactorRow row = rows.get(i);
      assertTrue(FactorConstraints.allow(row), row.toString());
    }
  }
}
