package winofuzz.fuzz.rules;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.rules.EquationVerdict.Different;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;

/** Looks for assignments at which the sides of an equation differ. */
final class Disagreement {
  private Disagreement() {}

  /** Whether two numbers count as equal. */
  @FunctionalInterface
  interface Sameness {
    boolean test(Values a, Values b, int index);
  }

  /** Returns the smallest of the assignments that tells both sides apart, or null. */
  static @Nullable Different find(
      Equation equation, Assignments assignments, Semantics semantics, Sameness sameness) {
    boolean[] given = assignments.test(equation.given());
    Values before = assignments.evaluate(equation.before(), semantics);
    Values after = assignments.evaluate(equation.after(), semantics);
    int found = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < assignments.count(); i++) {
      if (given[i] && !sameness.test(before, after, i)) {
        double size = size(assignments, i);
        if (found < 0 || size < least) {
          found = i;
          least = size;
        }
      }
    }
    return found < 0
        ? null
        : new Different(
            equation.text(),
            assignments.text(found),
            Assignments.number(before, found),
            Assignments.number(after, found),
            least);
  }

  /** Returns a measure of an assignment: the sum of its magnitudes. */
  private static double size(Assignments assignments, int which) {
    double sum = 0;
    for (Map.Entry<Unknown, Values> entry : assignments.values().entrySet()) {
      int size = entry.getKey().size();
      for (int i = which * size; i < (which + 1) * size; i++) {
        double value = Math.abs(entry.getValue().at(i));
        sum += Double.isNaN(value) ? 1e30 : Math.min(value, 1e30) + (value % 1 == 0 ? 0 : 0.1);
      }
    }
    return sum;
  }

  // *** when numbers are the same

  static boolean integers(Values a, Values b, int index) {
    return ((Values.Integers) a).longAt(index) == ((Values.Integers) b).longAt(index);
  }

  static boolean residues(Values a, Values b, int index) {
    return ((Values.Residues) a).residueAt(index) == ((Values.Residues) b).residueAt(index);
  }

  /** The same bits; all NaNs count as one. */
  static boolean bits(Values a, Values b, int index) {
    return a instanceof Values.Integers
        ? integers(a, b, index)
        : Double.doubleToLongBits(a.at(index)) == Double.doubleToLongBits(b.at(index));
  }

  static boolean exactly(Values a, Values b, int index) {
    return a instanceof Values.Integers
        ? integers(a, b, index)
        : a.exactAt(index).equals(b.exactAt(index));
  }

  /** As near as the bounds on what rounding lost allow; where there is no bound nothing is said. */
  static boolean withinBounds(Values a, Values b, int index) {
    if (!(a instanceof Values.Bounded x) || !(b instanceof Values.Bounded y)) {
      return bits(a, b, index);
    }
    double distance = Math.abs(x.at(index) - y.at(index));
    double bound = x.boundAt(index) + y.boundAt(index);
    return !Double.isFinite(bound) || distance <= bound;
  }
}
