package winofuzz.compiler.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.compiler.symbolic.Simplify;
import winofuzz.ir.Arg;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * A range {@code r} of which the kernel takes {@code r % c}, with {@code c} a divisor of its size,
 * becomes two: {@code r = r0 * c + r1}. The remainder is then {@code r1}, the quotient {@code r0}.
 */
final class SplitRanges {
  /** The context keeps the ranges to be split and their divisors. */
  static final RuleSet<Map<UOp, UOp>> RULES =
      RuleSet.<Map<UOp, UOp>>join(
          "split ranges",
          RuleSet.<Map<UOp, UOp>>of(
              "split ranges",
              Rule.<Map<UOp, UOp>>with(
                  "mark-range-to-split",
                  "r % c marks r to be split",
                  Pattern.op(Op.RANGE).named("r").modulo(Pattern.scalarConstant("c")),
                  (match, marked) -> {
                    mark(match.get("r"), match.get("c"), marked);
                    return null;
                  }),
              Rule.<Map<UOp, UOp>>with(
                  "split-range",
                  "r -> r0 * c + r1",
                  Pattern.op(Op.SINK),
                  (match, marked) -> split(match.root(), marked, match.rewriter()))),
          FlattenRanges.RULES);

  private SplitRanges() {}

  static UOp apply(UOp sink, Rewriter rewriter) {
    return rewriter.rewrite(sink, RULES, new HashMap<>());
  }

  private static void mark(UOp range, UOp divisor, Map<UOp, UOp> marked) {
    UOp end = range.src(0);
    if (end.is(Op.CONST) && end.intValue() % divisor.intValue() == 0) {
      marked.putIfAbsent(range, divisor);
    }
  }

  private static UOp split(UOp sink, Map<UOp, UOp> marked, Rewriter rewriter) {
    if (marked.isEmpty()) {
      return sink;
    }
    Map<UOp, UOp> parts = new HashMap<>();
    marked.forEach(
        (range, divisor) ->
            parts.put(
                range,
                part(range, 0, range.src(0).divide(divisor))
                    .times(divisor)
                    .plus(part(range, 1, divisor))));
    marked.clear();
    return Simplify.simplify(Rewriter.substitute(sink, parts), rewriter);
  }

  private static UOp part(UOp range, int number, UOp end) {
    Arg.Axis axis = range.axis();
    List<Integer> id = new ArrayList<>(axis.id());
    id.add(number);
    return UOp.range(end, new Arg.Axis(id, axis.type(), axis.role(), axis.kernelLocal()));
  }
}
