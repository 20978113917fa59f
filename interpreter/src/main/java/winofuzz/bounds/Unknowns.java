package winofuzz.bounds;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.UOp;

/**
 * The unknowns of a kernel: its positions and loop counters, and values that are no sum of others,
 * each with the relation that defines it.
 */
final class Unknowns {
  /** A division of a form by a positive constant. */
  private record Division(LinearForm dividend, long divisor, boolean floors) {}

  private final List<Unknown> all = new ArrayList<>();
  private final Map<Division, Integer> quotients = new HashMap<>();
  private final Map<Integer, Division> divisions = new HashMap<>();
  private final Map<Integer, Integer> remainders = new HashMap<>();
  private Ranges ranges = new Ranges(new long[0], new long[0]);

  /**
   * One unknown.
   *
   * @param source the position or loop counter that it is; null for a value computed from others
   * @param definition what it is computed by; null for a position or a loop counter, and for a
   *     value of which nothing but its range is known
   */
  record Unknown(long least, long most, @Nullable UOp source, @Nullable Relation definition) {
    /** Whether it is a position or a loop counter. */
    boolean isFree() {
      return source != null;
    }
  }

  int size() {
    return all.size();
  }

  Unknown get(int unknown) {
    return all.get(unknown);
  }

  /** Returns a new position or loop counter, from 0 to a greatest value. */
  LinearForm free(UOp source, long most) {
    all.add(new Unknown(0, most, source, null));
    return LinearForm.of(all.size() - 1);
  }

  /** Returns a new value of which nothing but its range is known. */
  LinearForm opaque(long least, long most) {
    all.add(
        new Unknown(
            Math.max(least, -Ranges.UNBOUNDED), Math.min(most, Ranges.UNBOUNDED), null, null));
    return LinearForm.of(all.size() - 1);
  }

  /** Makes a relation that defines an unknown. */
  interface Definition {
    Relation of(int result);
  }

  /** Returns a new value that a relation defines, within the range that the relation leaves it. */
  LinearForm defined(long least, long most, Definition definition) {
    int unknown = all.size();
    Relation relation = definition.of(unknown);
    all.add(new Unknown(least, most, null, relation));
    Ranges narrowed = ranges().copy();
    relation.narrow(narrowed);
    all.set(unknown, new Unknown(narrowed.least(unknown), narrowed.most(unknown), null, relation));
    ranges.narrow(unknown, narrowed.least(unknown), narrowed.most(unknown));
    return LinearForm.of(unknown);
  }

  /**
   * Returns a quotient by a positive constant.
   *
   * @param floors whether it is rounded towards negative infinity
   */
  LinearForm quotient(LinearForm dividend, long divisor, boolean floors) {
    // What is not negative is rounded towards zero and down alike.
    Division division = new Division(dividend, divisor, floors || ranges().least(dividend) >= 0);
    Integer known = quotients.get(division);
    if (known == null) {
      LinearForm made =
          defined(
              -Ranges.UNBOUNDED / divisor,
              Ranges.UNBOUNDED / divisor,
              result ->
                  new Relation.Quotient(
                      result, division.dividend, division.divisor, division.floors));
      known = made.unknown(0);
      quotients.put(division, known);
      divisions.put(known, division);
    }
    return LinearForm.of(known);
  }

  /**
   * Returns a form shifted to the right, which is a quotient that floors.
   *
   * <p>Of a product with a constant M it is a quotient by {@code c = ceil(2^s / M)}, where {@code e
   * = M c - 2^s} is so small that {@code e x < 2^s} for all x: {@code M x / 2^s = x / c + e x / (c
   * 2^s)}, which is less than 1 / c above x / c. (Granlund and Montgomery, Division by Invariant
   * Integers using Multiplication, 1994.)
   */
  LinearForm shifted(LinearForm form, int by) {
    long power = 1L << by;
    long factor = form.content();
    if (factor > 1 && factor < power && ranges().least(form) >= 0) {
      LinearForm x = form.dividedBy(factor);
      long divisor = Math.ceilDiv(power, factor);
      long excess = Math.multiplyExact(factor, divisor) - power;
      if (Math.multiplyExact(excess, ranges().most(x)) < power) {
        return quotient(x, divisor, true);
      }
    }
    return quotient(form, power, true);
  }

  /**
   * Returns a remainder: it has the sign of the dividend, as C defines it, and none if the division
   * floors.
   */
  LinearForm remainder(LinearForm dividend, long divisor, boolean floors) {
    return remainder(quotient(dividend, divisor, floors).unknown(0));
  }

  private LinearForm remainder(int quotient) {
    Integer known = remainders.get(quotient);
    if (known == null) {
      Division of = Objects.requireNonNull(divisions.get(quotient));
      boolean mayBeNegative = !of.floors && ranges().least(of.dividend) < 0;
      boolean mayBePositive = of.floors || ranges().most(of.dividend) > 0;
      LinearForm rest = of.dividend.plus(LinearForm.of(quotient), -of.divisor);
      known =
          defined(
                  mayBeNegative ? 1 - of.divisor : 0,
                  mayBePositive ? of.divisor - 1 : 0,
                  result -> new Relation.Within(LinearForm.of(result).plus(rest, -1), 0, 0))
              .unknown(0);
      remainders.put(quotient, known);
    }
    return LinearForm.of(known);
  }

  /** Returns a form with remainders in place of {@code x - c (x / c)}, whose range is narrower. */
  LinearForm reduced(LinearForm form) {
    LinearForm result = form;
    for (int i = 0; i < form.size(); i++) {
      Division of = divisions.get(form.unknown(i));
      if (of != null && form.factor(i) % of.divisor == 0) {
        long times = -form.factor(i) / of.divisor;
        if (contains(result, of.dividend, times)) {
          LinearForm rest = of.dividend.plus(LinearForm.of(form.unknown(i)), -of.divisor);
          result = result.plus(rest, -times).plus(remainder(form.unknown(i)), times);
        }
      }
    }
    return result;
  }

  private static boolean contains(LinearForm form, LinearForm part, long times) {
    for (int i = 0; i < part.size(); i++) {
      if (form.factorOf(part.unknown(i)) != Math.multiplyExact(times, part.factor(i))) {
        return false;
      }
    }
    return part.size() > 0;
  }

  /** Returns the values that a solution gives positions and loop counters, by their names. */
  SortedMap<String, Long> positions(Solver.Solution.Found solution) {
    SortedMap<String, Long> result = new TreeMap<>();
    for (int unknown : solution.matter()) {
      UOp source = get(unknown).source();
      if (source != null) {
        result.put(LaunchBounds.nameOf(source), solution.values().least(unknown));
      }
    }
    return result;
  }

  /** Returns the ranges of all unknowns, of which a copy may be narrowed. */
  Ranges ranges() {
    if (ranges.size() < all.size()) {
      ranges =
          new Ranges(
              all.stream().mapToLong(Unknown::least).toArray(),
              all.stream().mapToLong(Unknown::most).toArray());
    }
    return ranges;
  }
}
