package winofuzz.bounds;

import java.util.Arrays;

/**
 * The range of each unknown, which may get narrower, and what follows for sums of them. Interval
 * arithmetic after Moore; narrowing a sum narrows its terms (bounds consistency).
 */
final class Ranges {
  /** Stands for no bound. What is computed from it may be twice as large without an overflow. */
  static final long UNBOUNDED = 1L << 60;

  private final long[] least;
  private final long[] most;
  private boolean changed;
  private boolean empty;

  Ranges(long[] least, long[] most) {
    this.least = least;
    this.most = most;
  }

  Ranges copy() {
    return new Ranges(Arrays.copyOf(least, least.length), Arrays.copyOf(most, most.length));
  }

  /** Returns how many unknowns there are. */
  int size() {
    return least.length;
  }

  long least(int unknown) {
    return least[unknown];
  }

  long most(int unknown) {
    return most[unknown];
  }

  boolean isFixed(int unknown) {
    return least[unknown] == most[unknown];
  }

  /** Whether no values are left for some unknown. */
  boolean isEmpty() {
    return empty;
  }

  /** Returns whether some range got narrower since this was asked last. */
  boolean takeChanged() {
    boolean result = changed;
    changed = false;
    return result;
  }

  void narrow(int unknown, long from, long to) {
    if (from > least[unknown]) {
      least[unknown] = from;
      changed = true;
    }
    if (to < most[unknown]) {
      most[unknown] = to;
      changed = true;
    }
    empty |= least[unknown] > most[unknown];
  }

  /** Returns the least value that a form can have, as far as ranges tell. */
  long least(LinearForm form) {
    long result = form.constant();
    for (int i = 0; i < form.size(); i++) {
      result = Math.addExact(result, leastTerm(form, i));
    }
    return bounded(result);
  }

  /** Returns the greatest value that a form can have, as far as ranges tell. */
  long most(LinearForm form) {
    long result = form.constant();
    for (int i = 0; i < form.size(); i++) {
      result = Math.addExact(result, mostTerm(form, i));
    }
    return bounded(result);
  }

  private static long bounded(long value) {
    if (value < -UNBOUNDED || value > UNBOUNDED) {
      throw new ArithmeticException("beyond 2^60: " + value);
    }
    return value;
  }

  private long leastTerm(LinearForm form, int i) {
    long factor = form.factor(i);
    int unknown = form.unknown(i);
    return Math.multiplyExact(factor, factor > 0 ? least[unknown] : most[unknown]);
  }

  private long mostTerm(LinearForm form, int i) {
    long factor = form.factor(i);
    int unknown = form.unknown(i);
    return Math.multiplyExact(factor, factor > 0 ? most[unknown] : least[unknown]);
  }

  /** Narrows the unknowns of a form that lies between two numbers. */
  void narrow(LinearForm form, long from, long to) {
    long lower = least(form);
    long upper = most(form);
    if (lower > to || upper < from) {
      empty = true;
      return;
    }
    for (int i = 0; i < form.size() && !empty; i++) {
      // What is left for this term when the others are as small, or as large, as they can be.
      long atMost = to - (lower - leastTerm(form, i));
      long atLeast = from - (upper - mostTerm(form, i));
      long factor = form.factor(i);
      if (factor > 0) {
        narrow(form.unknown(i), Math.ceilDiv(atLeast, factor), Math.floorDiv(atMost, factor));
      } else {
        narrow(form.unknown(i), Math.ceilDiv(atMost, factor), Math.floorDiv(atLeast, factor));
      }
      lower = least(form);
      upper = most(form);
    }
  }
}
