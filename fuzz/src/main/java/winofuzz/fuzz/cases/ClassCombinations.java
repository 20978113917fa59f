package winofuzz.fuzz.cases;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import winofuzz.fuzz.inputs.Hash;

/**
 * All combinations of so many classes of different factors, two or three, and which of them have
 * occurred. A class has a number, those of one factor after those of the factor before it.
 */
final class ClassCombinations {
  private static final CaseFactor[] FACTORS = CaseFactor.values();

  /** The number of the first class of each factor, and of all classes. */
  private static final int[] FIRST = new int[FACTORS.length + 1];

  static {
    for (int i = 0; i < FACTORS.length; i++) {
      FIRST[i + 1] = FIRST[i] + FACTORS[i].classes().size();
    }
  }

  private static final int CLASSES = FIRST[FACTORS.length];

  private final int strength;
  private final List<int[]> order = new ArrayList<>();
  private final BitSet occurred = new BitSet();
  private int tried;

  ClassCombinations(int strength, Hash random) {
    this.strength = strength;
    add(new int[strength], 0, 0);
    for (int i = order.size() - 1; i > 0; i--) {
      Collections.swap(order, i, random.with(i).below(i + 1));
    }
  }

  private void add(int[] chosen, int size, int from) {
    if (size == strength) {
      order.add(chosen.clone());
      return;
    }
    for (int number = from; number < CLASSES; number++) {
      chosen[size] = number;
      add(chosen, size + 1, FIRST[factorOf(number).ordinal() + 1]);
    }
  }

  private static CaseFactor factorOf(int number) {
    int factor = 0;
    while (FIRST[factor + 1] <= number) {
      factor++;
    }
    return FACTORS[factor];
  }

  /** Chooses classes of a row by their numbers. */
  static void choose(FactorRow row, int[] numbers) {
    for (int number : numbers) {
      CaseFactor factor = factorOf(number);
      row.choose(factor, number - FIRST[factor.ordinal()]);
    }
  }

  private static int numberOf(CaseFactor factor, int index) {
    return FIRST[factor.ordinal()] + index;
  }

  /** Returns one that has not occurred, each once; none once all have. */
  int[] next() {
    while (tried < order.size()) {
      int[] candidate = order.get(tried++);
      if (!occurred.get(code(candidate))) {
        return candidate;
      }
    }
    return new int[0];
  }

  private static int code(int[] sorted) {
    int code = 0;
    for (int number : sorted) {
      code = code * CLASSES + number;
    }
    return code;
  }

  /** Returns how many new ones occur if a class is added to a row. */
  int gain(FactorRow row, CaseFactor factor, int index) {
    int gain = 0;
    int added = numberOf(factor, index);
    for (CaseFactor first : FACTORS) {
      if (row.has(first) && first != factor) {
        int one = numberOf(first, row.index(first));
        if (strength == 2) {
          gain += isNew(added, one) ? 1 : 0;
          continue;
        }
        for (int i = first.ordinal() + 1; i < FACTORS.length; i++) {
          CaseFactor second = FACTORS[i];
          if (row.has(second) && second != factor) {
            gain += isNew(added, one, numberOf(second, row.index(second))) ? 1 : 0;
          }
        }
      }
    }
    return gain;
  }

  private boolean isNew(int... numbers) {
    Arrays.sort(numbers);
    return !occurred.get(code(numbers));
  }

  /** Takes in that those of a row have occurred. */
  void cover(FactorRow row) {
    cover(row, new int[strength], 0, 0);
  }

  private void cover(FactorRow row, int[] chosen, int size, int from) {
    if (size == strength) {
      occurred.set(code(chosen));
      return;
    }
    for (int factor = from; factor < FACTORS.length; factor++) {
      chosen[size] = numberOf(FACTORS[factor], row.index(FACTORS[factor]));
      cover(row, chosen, size + 1, factor + 1);
    }
  }
}
