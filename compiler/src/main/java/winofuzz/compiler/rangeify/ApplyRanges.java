package winofuzz.compiler.rangeify;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.Arg;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Rewrites a tensor graph by the ranges found for it. */
final class ApplyRanges {
  private ApplyRanges() {}

  static final RuleSet<NodeRanges> RULES =
      RuleSet.of(
          "apply ranges",
          // reduce(x, axes) = reduce(x, the ranges made for the axes)
          Rule.with(
              "reduce-over-ranges",
              Pattern.op(Op.REDUCE_AXIS),
              (m, ranges) -> overRanges(m.root(), ranges)),
          // pad(x)[i] = i inside ? x[i] : 0
          Rule.with("pad-is-choice", Pattern.op(Op.PAD), (m, ranges) -> choice(m.root(), ranges)),
          // a kept operand is stored over its ranges and read at the user's
          Rule.with("read-operands", Pattern.any(), (m, ranges) -> readOperands(m.root(), ranges)),
          // move(x) = x, now that x is read where the movement says
          Rule.with(
              "movement-done",
              Pattern.op(Op.RESHAPE, Op.EXPAND, Op.PERMUTE, Op.PAD, Op.SHRINK, Op.FLIP),
              (m, ranges) -> {
                UOp x = m.root();
                return ranges.find(x) != null || x.src(0).is(Op.INDEX) ? x.src(0) : null;
              }),
          // a constant is the same on every device
          Rule.with(
              "constant-anywhere",
              Pattern.op(Op.CONST),
              (m, ranges) -> {
                UOp c = m.root();
                return c.arity() > 0 && ranges.find(c) != null ? c.withSrc() : null;
              }));

  private static @Nullable UOp overRanges(UOp reduce, NodeRanges ranges) {
    Arg.FoldAxes fold = (Arg.FoldAxes) reduce.arg();
    NodeRanges.Of of = ranges.get(reduce);
    List<UOp> over = fold.axes().stream().map(of.inputs()::get).toList();
    UOp result = reduce.src(0).reduce(fold.op(), over);
    ranges.put(result, of);
    return result;
  }

  private static @Nullable UOp choice(UOp pad, NodeRanges ranges) {
    NodeRanges.Of of = ranges.find(pad);
    if (of == null) {
      return null;
    }
    UOp valid = UOp.bool(true);
    for (UOp index : of.inputs()) {
      valid = valid.and(index.validPart());
    }
    UOp result = valid.where(pad.src(0), pad.constLike(0));
    ranges.put(result, of);
    return result;
  }

  private static @Nullable UOp readOperands(UOp user, NodeRanges ranges) {
    if (user.is(Op.BUFFERIZE) || user.is(Op.INDEX)) {
      return null;
    }
    NodeRanges.Of of = ranges.find(user);
    List<UOp> operands = new ArrayList<>(user.arity());
    boolean changed = false;
    for (UOp operand : user.src()) {
      UOp read = operand;
      List<Integer> kept = ranges.keptAxes(operand);
      if (operand.is(Op.BUFFER)) {
        read = of == null ? operand : operand.at(of.inputs());
      } else if (kept != null) {
        List<UOp> closed = kept.stream().map(ranges.get(operand).outputs()::get).toList();
        read = operand.bufferize(Arg.Storage.GLOBAL, closed);
        if (of != null) {
          read = read.at(kept.stream().map(of.inputs()::get).toList());
        }
      }
      changed |= read != operand;
      operands.add(read);
    }
    return changed ? user.withSrc(operands) : null;
  }
}
