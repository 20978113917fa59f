package winofuzz.ir;

import java.util.Arrays;

/** Computes the ranges that a node depends on from those of its operands. */
final class OpenRanges {
  private static final UOp[] NONE = {};

  private OpenRanges() {}

  /** Returns the open ranges of a node other than a RANGE, in order of first use. */
  static UOp[] of(Op op, UOp[] src) {
    int start = op.closedRangesStart();
    int inside = start < 0 ? src.length : Math.min(start, src.length);
    UOp[] open = NONE;
    for (int i = 0; i < inside; i++) {
      open = union(open, src[i].rangesArray());
    }
    if (start >= 0 && open.length > 0) {
      UOp[] closed = NONE;
      for (int i = inside; i < src.length; i++) {
        closed = union(closed, src[i].rangesArray());
      }
      open = minus(open, closed);
    }
    return open;
  }

  private static UOp[] union(UOp[] a, UOp[] b) {
    if (a.length == 0 || a == b) {
      return b;
    }
    UOp[] result = a;
    int n = a.length;
    for (UOp r : b) {
      if (!contains(a, a.length, r)) {
        if (n == result.length) {
          result = Arrays.copyOf(result, n + b.length);
        }
        result[n++] = r;
      }
    }
    return n == result.length ? result : Arrays.copyOf(result, n);
  }

  private static UOp[] minus(UOp[] a, UOp[] b) {
    return Arrays.stream(a).filter(r -> !contains(b, b.length, r)).toArray(UOp[]::new);
  }

  /** Whether a range is among the first n of some. */
  static boolean contains(UOp[] ranges, int n, UOp range) {
    for (int i = 0; i < n; i++) {
      if (ranges[i] == range) {
        return true;
      }
    }
    return false;
  }
}
