package winofuzz.compiler.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import winofuzz.ir.UOp;

/** Evaluates index expressions at points of their ranges. */
final class IndexValues {
  private IndexValues() {}

  static long at(UOp index, Map<UOp, Long> point) {
    return switch (index.op()) {
      case CONST -> index.intValue();
      case RANGE -> point.getOrDefault(index, 0L);
      case ADD -> at(index.src(0), point) + at(index.src(1), point);
      case MUL -> at(index.src(0), point) * at(index.src(1), point);
      case IDIV -> at(index.src(0), point) / at(index.src(1), point);
      case MAX -> Math.max(at(index.src(0), point), at(index.src(1), point));
      case CAST -> at(index.src(0), point);
      case CMPLT -> at(index.src(0), point) < at(index.src(1), point) ? 1 : 0;
      case CMPNE -> at(index.src(0), point) != at(index.src(1), point) ? 1 : 0;
      case AND -> at(index.src(0), point) & at(index.src(1), point);
      case WHERE -> at(index.src(at(index.src(0), point) != 0 ? 1 : 2), point);
      case MOD -> at(index.src(0), point) % at(index.src(1), point);
      default -> throw new AssertionError("not an index: " + index);
    };
  }

  /** The values at all points, sorted. */
  static List<Long> all(UOp index, List<UOp> ranges) {
    List<Long> values = new ArrayList<>();
    collect(index, ranges, new HashMap<>(), values);
    return values.stream().sorted().toList();
  }

  private static void collect(
      UOp index, List<UOp> ranges, Map<UOp, Long> point, List<Long> values) {
    if (ranges.isEmpty()) {
      values.add(at(index, point));
      return;
    }
    UOp first = ranges.getFirst();
    for (long i = 0; i <= first.max(); i++) {
      point.put(first, i);
      collect(index, ranges.subList(1, ranges.size()), point, values);
    }
  }
}
