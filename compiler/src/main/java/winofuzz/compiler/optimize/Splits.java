package winofuzz.compiler.optimize;

import java.util.HashMap;
import java.util.Map;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * How ranges of a graph have been split, and their parts again.
 *
 * @param whole for each split range of the graph, the expression of parts that takes its place
 * @param origins for each part, the range of the graph that it is a part of
 */
record Splits(Map<UOp, UOp> whole, Map<UOp, UOp> origins) {
  static final Splits NONE = new Splits(Map.of(), Map.of());

  /** Compares by identity of its ranges only through its maps; both are copied. */
  Splits {
    whole = Map.copyOf(whole);
    origins = Map.copyOf(origins);
  }

  /** The graph with split ranges replaced. */
  UOp in(UOp graph) {
    return whole.isEmpty() ? graph : GraphMap.replace(graph, whole);
  }

  /** The range of the graph that a range is, or is a part of. */
  UOp origin(UOp range) {
    return origins.getOrDefault(range, range);
  }

  boolean isSplit(UOp origin) {
    return whole.containsKey(origin);
  }

  /** These, and a range that becomes {@code rest * size(part) + part}, or the parts exchanged. */
  Splits and(UOp range, UOp rest, UOp part, boolean top) {
    UOp sum =
        top ? part.times(Ranges.size(rest)).plus(rest) : rest.times(part.max() + 1).plus(part);
    Map<UOp, UOp> newWhole = new HashMap<>();
    Map<UOp, UOp> change = Map.of(range, sum);
    whole.forEach((key, value) -> newWhole.put(key, GraphMap.replace(value, change)));
    Map<UOp, UOp> newOrigins = new HashMap<>(origins);
    UOp origin = origin(range);
    if (origin == range) {
      newWhole.put(range, sum);
    }
    newOrigins.put(rest, origin);
    Ranges.in(java.util.List.of(part)).forEach(r -> newOrigins.putIfAbsent(r, origin));
    return new Splits(newWhole, newOrigins);
  }

  /** The sum of the constant factors that a range has among the terms of an index. */
  long stride(UOp index, UOp range) {
    long stride = 0;
    for (UOp term : index.split(Op.ADD)) {
      UOp replaced = whole.getOrDefault(term, term);
      for (UOp inner : replaced.split(Op.ADD)) {
        stride += factor(inner, range);
      }
    }
    return stride;
  }

  /** A product has a factor only where the range itself, not yet split, is multiplied. */
  private long factor(UOp term, UOp range) {
    if (term == range) {
      return 1;
    }
    if (!term.is(Op.MUL)) {
      return 0;
    }
    return factor(term.src(0), term.src(1), range) + factor(term.src(1), term.src(0), range);
  }

  private static long factor(UOp operand, UOp other, UOp range) {
    return operand == range && other.is(Op.CONST) ? other.intValue() : 0;
  }
}
