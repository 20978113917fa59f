package winofuzz.compiler.optimize;

import java.util.ArrayList;
import java.util.List;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * What a REDUCE or STORE closes becomes a flat list of ranges again, after ranges in it have been
 * replaced by expressions of other ranges.
 */
public final class FlattenRanges {
  /** To be joined with rules that replace ranges. */
  public static final RuleSet<Object> RULES =
      RuleSet.of(
          "flatten ranges",
          Rule.of(
              "flatten-ranges",
              "closed ranges are listed flat",
              Pattern.op(Op.REDUCE, Op.STORE),
              match -> flatten(match.root())));

  private FlattenRanges() {}

  static UOp flatten(UOp node) {
    int start = node.op().closedRangesStart();
    if (node.arity() <= start) {
      return node;
    }
    List<UOp> flat = new ArrayList<>(node.src().subList(0, start));
    flat.addAll(ScheduleRanges.in(node.srcFrom(start)));
    return node.withSrc(flat);
  }
}
