package winofuzz.bounds;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.UOp;

/**
 * The unknowns of a kernel: its positions and loop counters, and values that are no sum of others,
 * each with the relation that defines it.
 */
final class Unknowns {
  /** A quotient of a form, which division and remainder share. */
  private record Division(UOp dividend, long divisor, boolean floors) {}

  private final List<Unknown> all = new ArrayList<>();
  private final Map<Division, Integer> quotients = new HashMap<>();
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
    all.set(
        unknown, new Unknown(narrowed.least(unknown), narrowed.most(unknown), null, relation));
    ranges.narrow(unknown, narrowed.least(unknown), narrowed.most(unknown));
    return LinearForm.of(unknown);
  }

  /**
   * Returns the quotient of a node by a positive constant.
   *
   * @param form what the node is
   * @param floors whether it is rounded towards negative infinity
   */
  LinearForm quotient(UOp node, LinearForm form, long divisor, boolean floors) {
    Division division = new Division(node, divisor, floors);
    Integer known = quotients.get(division);
    if (known == null) {
      LinearForm made =
          defined(
              -Ranges.UNBOUNDED / divisor,
              Ranges.UNBOUNDED / divisor,
              result -> new Relation.Quotient(result, form, divisor, floors));
      known = made.unknown(0);
      quotients.put(division, known);
    }
    return LinearForm.of(known);
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
