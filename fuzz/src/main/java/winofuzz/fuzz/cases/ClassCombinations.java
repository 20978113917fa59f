package winofuzz.fuzz.cases;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.inputs.Hash;

/**
 * All combinations of so many classes of different factors, two or three, and which of them have
 * occurred. A class has a number, those of one factor after those of the factor before it.
 */
final class ClassCombinations {
  private static final List<CaseFactor> FACTORS = List.of(CaseFactor.values());

  /** The number of the first class of each factor. */
  private static final Map<CaseFactor, Integer> FIRST = new EnumMap<>(CaseFactor.class);

  /** The factor of each class. */
  private static final List<CaseFactor> OF = new ArrayList<>();

  static {
    for (CaseFactor factor : FACTORS) {
      FIRST.put(factor, OF.size());
      OF.addAll(Collections.nCopies(factor.classes().size(), factor));
    }
  }

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
    for (int number = from; number < OF.size(); number++) {
      chosen[size] = number;
      add(chosen, size + 1, numberOf(OF.get(number), OF.get(number).classes().size()));
    }
  }

  /** Chooses classes of a row by their numbers. */
  static void choose(FactorRow row, int[] numbers) {
    for (int number : numbers) {
      CaseFactor factor = OF.get(number);
      row.choose(factor, number - numberOf(factor, 0));
    }
  }

  private static int numberOf(CaseFactor factor, int index) {
    return FIRST.getOrDefault(factor, 0) + index;
  }

  /** Returns the numbers of the classes that are chosen, but for those of one factor. */
  private static int[] numbers(FactorRow row, @Nullable CaseFactor without) {
    return FACTORS.stream()
        .filter(factor -> factor != without && row.has(factor))
        .mapToInt(factor -> numberOf(factor, row.index(factor)))
        .toArray();
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
      code = code * OF.size() + number;
    }
    return code;
  }

  /** Returns how many new ones occur if a class is added to a row. */
  int gain(FactorRow row, CaseFactor factor, int index) {
    int added = numberOf(factor, index);
    int[] there = numbers(row, factor);
    int gain = 0;
    for (int i = 0; i < there.length; i++) {
      if (strength == 2) {
        gain += isNew(added, there[i]) ? 1 : 0;
      } else {
        for (int j = i + 1; j < there.length; j++) {
          gain += isNew(added, there[i], there[j]) ? 1 : 0;
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
    cover(numbers(row, null), new int[strength], 0, 0);
  }

  private void cover(int[] numbers, int[] chosen, int size, int from) {
    if (size == strength) {
      occurred.set(code(chosen));
      return;
    }
    for (int i = from; i < numbers.length; i++) {
      chosen[size] = numbers[i];
      cover(numbers, chosen, size + 1, i + 1);
    }
  }
}
