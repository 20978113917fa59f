package winofuzz.bounds;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sum of integer unknowns with constant factors, and a constant. All arithmetic is exact: an
 * {@link ArithmeticException} says that a number needs more than 64 bits.
 */
final class LinearForm {
  static final LinearForm ZERO = constant(0);

  private final int[] unknowns;
  private final long[] factors;
  private final long constant;

  /**
   * @param unknowns in ascending order
   * @param factors none of which is zero
   */
  private LinearForm(int[] unknowns, long[] factors, long constant) {
    this.unknowns = unknowns;
    this.factors = factors;
    this.constant = constant;
  }

  static LinearForm constant(long value) {
    return new LinearForm(new int[0], new long[0], value);
  }

  static LinearForm of(int unknown) {
    return new LinearForm(new int[] {unknown}, new long[] {1}, 0);
  }

  boolean isConstant() {
    return unknowns.length == 0;
  }

  long constant() {
    return constant;
  }

  int size() {
    return unknowns.length;
  }

  int unknown(int i) {
    return unknowns[i];
  }

  long factor(int i) {
    return factors[i];
  }

  /** Returns this plus another form times a factor. */
  LinearForm plus(LinearForm other, long times) {
    int[] merged = new int[size() + other.size()];
    long[] sums = new long[merged.length];
    int count = 0;
    int i = 0;
    int j = 0;
    while (i < size() || j < other.size()) {
      boolean left = j == other.size() || (i < size() && unknowns[i] <= other.unknowns[j]);
      boolean right = i == size() || (j < other.size() && other.unknowns[j] <= unknowns[i]);
      long sum = left ? factors[i] : 0;
      if (right) {
        sum = Math.addExact(sum, Math.multiplyExact(times, other.factors[j]));
      }
      if (sum != 0) {
        merged[count] = left ? unknowns[i] : other.unknowns[j];
        sums[count++] = sum;
      }
      i += left ? 1 : 0;
      j += right ? 1 : 0;
    }
    return new LinearForm(
        Arrays.copyOf(merged, count),
        Arrays.copyOf(sums, count),
        Math.addExact(constant, Math.multiplyExact(times, other.constant)));
  }

  LinearForm plus(long number) {
    return new LinearForm(unknowns, factors, Math.addExact(constant, number));
  }

  LinearForm times(long number) {
    return ZERO.plus(this, number);
  }

  /** Returns the factor of an unknown, zero where it does not occur. */
  long factorOf(int unknown) {
    int at = Arrays.binarySearch(unknowns, unknown);
    return at < 0 ? 0 : factors[at];
  }

  /** Returns the greatest number that divides all factors and the constant; zero of zero. */
  long content() {
    long result = Math.absExact(constant);
    for (long factor : factors) {
      long rest = Math.absExact(factor);
      while (rest != 0) {
        long next = result % rest;
        result = rest;
        rest = next;
      }
    }
    return result;
  }

  /** Returns this divided by a number that divides all factors and the constant. */
  LinearForm dividedBy(long number) {
    return new LinearForm(
        unknowns, Arrays.stream(factors).map(f -> f / number).toArray(), constant / number);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof LinearForm other
        && constant == other.constant
        && Arrays.equals(unknowns, other.unknowns)
        && Arrays.equals(factors, other.factors);
  }

  @Override
  public int hashCode() {
    return (Arrays.hashCode(unknowns) * 31 + Arrays.hashCode(factors)) * 31
        + Long.hashCode(constant);
  }

  /** Returns {@code 1 - this}: of a truth value, its negation. */
  LinearForm negated() {
    return constant(1).plus(this, -1);
  }
}
