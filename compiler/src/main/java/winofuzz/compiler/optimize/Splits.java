package winofuzz.compiler.optimize;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * What has become of the ranges of a graph: they have been given types, and split in parts, and the
 * parts again.
 *
 * @param whole for each range of the graph that has changed, what takes its place
 * @param origins for each new range, the range of the graph that it is a part of
 */
record Splits(Map<UOp, UOp> whole, Map<UOp, UOp> origins) {
  static final Splits NONE = new Splits(Map.of(), Map.of());

  Splits {
    whole = Map.copyOf(whole);
    origins = Map.copyOf(origins);
  }

  /** Splits that know other ranges in the place of some. */
  static Splits renamed(Map<UOp, UOp> replacements) {
    Map<UOp, UOp> origins = new HashMap<>();
    replacements.forEach((range, other) -> origins.put(other, range));
    return new Splits(replacements, origins);
  }

  /** Returns what has become of a range of the graph; itself if nothing. */
  UOp replacement(UOp range) {
    return whole.getOrDefault(range, range);
  }

  /** Returns the range of the graph that a range is, or is a part of. */
  UOp origin(UOp range) {
    return origins.getOrDefault(range, range);
  }

  /** Whether a range of the graph has become an expression of several. */
  boolean isSplit(UOp range) {
    return !replacement(range).is(Op.RANGE);
  }

  /** These, and a range that becomes {@code rest * size(part) + part}, or the parts exchanged. */
  Splits and(UOp range, UOp rest, UOp part, boolean top) {
    UOp sum =
        top
            ? part.times(ScheduleRanges.size(rest)).plus(rest)
            : rest.times(part.max() + 1).plus(part);
    UOp origin = origin(range);
    Map<UOp, UOp> newWhole = new HashMap<>(whole);
    newWhole.put(origin, GraphMap.replace(replacement(origin), Map.of(range, sum)));
    Map<UOp, UOp> newOrigins = new HashMap<>(origins);
    newOrigins.put(rest, origin);
    ScheduleRanges.in(List.of(part)).forEach(r -> newOrigins.putIfAbsent(r, origin));
    return new Splits(newWhole, newOrigins);
  }

  /**
   * Returns the sum of the constant factors that a range has among the terms of an index of the
   * graph.
   */
  long stride(UOp index, UOp range) {
    long stride = 0;
    for (UOp term : index.split(Op.ADD)) {
      if (term.is(Op.RANGE)) {
        for (UOp part : replacement(term).split(Op.ADD)) {
          stride += part == range ? 1 : factor(part, range);
        }
      } else {
        stride += factor(term, range);
      }
    }
    return stride;
  }

  /**
   * Returns the factor of a range in a term; it has one only where the range itself is multiplied.
   */
  private long factor(UOp term, UOp range) {
    return term.is(Op.MUL)
        ? factor(term.src(0), term.src(1), range) + factor(term.src(1), term.src(0), range)
        : 0;
  }

  private long factor(UOp operand, UOp other, UOp range) {
    return replacement(operand) == range && other.is(Op.CONST) ? other.intValue() : 0;
  }
}
