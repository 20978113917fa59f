package winofuzz.compiler.optimize;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import winofuzz.ir.AxisType;
import winofuzz.ir.UOp;

/**
 * The order in which the axes of a kernel are counted, named and listed: first by what they became,
 * then by number.
 */
final class AxisOrder {
  private static final Comparator<UOp> ORDER =
      Comparator.<UOp>comparingInt(r -> position(ScheduleRanges.type(r)))
          .thenComparing(r -> r.axis().id(), AxisOrder::compareIds);

  private AxisOrder() {}

  /** Returns the ranges of a kernel that take more than one value, in order. */
  static List<UOp> of(UOp sink) {
    return sorted(ScheduleRanges.in(List.of(sink)));
  }

  /** Returns those of the ranges that take more than one value, in order. */
  static List<UOp> sorted(List<UOp> ranges) {
    return ranges.stream().filter(r -> r.max() > 0).sorted(ORDER).toList();
  }

  /** Threads that share a reduction stand among the threads; see the class comment. */
  private static int position(AxisType type) {
    return switch (type) {
      case LOOP -> -1;
      case GLOBAL -> 0;
      case WARP -> 1;
      case LOCAL, GROUP_REDUCE -> 2;
      case UPCAST -> 3;
      case REDUCE -> 4;
      case UNROLL -> 5;
    };
  }

  private static int compareIds(List<Integer> a, List<Integer> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int byNumber = Integer.compare(a.get(i), b.get(i));
      if (byNumber != 0) {
        return byNumber;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  /** Letters of types, numbers and sizes on one line: {@code g0=16 l5=8 R2.1=3}. */
  static String describe(List<UOp> ranges) {
    return ranges.stream().map(AxisOrder::describe).collect(Collectors.joining(" "));
  }

  private static String describe(UOp range) {
    String number =
        range.axis().id().stream().map(String::valueOf).collect(Collectors.joining("."));
    return ScheduleRanges.type(range).letter() + number + "=" + ScheduleRanges.size(range);
  }
}
