package winofuzz.fuzz.oracle;

import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import winofuzz.interpret.Values;

/** Comparing results, and saying in one line how they differ. */
public final class Differences {
  /** The remark on results that are equal as numbers and not in their bits. */
  static final String ZERO_SIGNS = "zeros differ in their sign";

  private Differences() {}

  /** Whether two results have the same bits; any NaN equals any other. */
  public static boolean sameBits(Values a, Values b) {
    return a.size() == b.size() && IntStream.range(0, a.size()).allMatch(i -> sameBits(a, b, i));
  }

  private static boolean sameBits(Values a, Values b, int i) {
    return Double.doubleToLongBits(a.at(i)) == Double.doubleToLongBits(b.at(i));
  }

  /** Whether two results are equal as numbers: zeros may differ in sign. */
  public static boolean sameNumbers(Values a, Values b) {
    return a.size() == b.size()
        && IntStream.range(0, a.size()).allMatch(i -> sameBits(a, b, i) || a.at(i) == b.at(i));
  }

  /** The elements of which two exact results differ, in one line. */
  public static String exact(Values a, Values b, String left, String right) {
    return describe(
        a, b, left, right, i -> !Double.isFinite(b.at(i)) || !a.exactAt(i).equals(b.exactAt(i)));
  }

  /** The elements of which the bits of two results differ, in one line. */
  public static String bits(Values a, Values b, String left, String right) {
    return describe(a, b, left, right, i -> !sameBits(a, b, i));
  }

  /** The elements of a result that are further from an exact one than allowed, in one line. */
  static String beyond(
      Values exact, Values found, IntToDoubleFunction allowed, String left, String right) {
    return describe(exact, found, left, right, i -> !isWithin(exact, found, allowed, i))
        + ", more than rounding can do";
  }

  /** Whether all elements of a result are as near to another one as allowed. */
  static boolean areWithin(Values a, Values b, IntToDoubleFunction allowed) {
    return a.size() == b.size()
        && IntStream.range(0, a.size()).allMatch(i -> isWithin(a, b, allowed, i));
  }

  /** Not "distance > allowed", which a NaN would pass. */
  private static boolean isWithin(Values a, Values b, IntToDoubleFunction allowed, int i) {
    return Math.abs(a.at(i) - b.at(i)) <= Math.nextUp(allowed.applyAsDouble(i));
  }

  private static String describe(
      Values a, Values b, String left, String right, IntPredicate differs) {
    if (a.size() != b.size()) {
      return String.format(
          Locale.ROOT, "%s has %d elements, %s %d", left, a.size(), right, b.size());
    }
    int count = 0;
    int first = -1;
    double most = 0;
    for (int i = 0; i < a.size(); i++) {
      if (differs.test(i)) {
        first = first < 0 ? i : first;
        count++;
        most = Math.max(most, Math.abs(a.at(i) - b.at(i)));
      }
    }
    return String.format(
        Locale.ROOT,
        "%d of %d elements differ, by up to %s; the first at %d: %s has %s, %s %s",
        count,
        a.size(),
        most,
        first,
        left,
        a.at(first),
        right,
        b.at(first));
  }
}
