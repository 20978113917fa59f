package winofuzz.compiler.optimize;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Match;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.compiler.symbolic.SymbolicRules;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.OpSet;
import winofuzz.ir.UOp;

/** Reductions that need no loop. */
final class CollapseRules {
  /** Moves what does not depend on the range out of a sum, until no loop is left. */
  private static final OpSet RANGES = OpSet.of(Op.RANGE);

  static final RuleSet<Object> COLLAPSE =
      RuleSet.<Object>join(
          "collapse a reduce",
          SymbolicRules.UNUSED_RANGES,
          RuleSet.of(
              "collapse a reduce",
              Rule.of(
                  "lift-add-from-less",
                  "x + y < c -> x < c - y",
                  sum().orCast().lessThan(Pattern.any("c")),
                  CollapseRules::liftSumFromLess),
              Rule.of(
                  "lift-mul-from-less",
                  "x * y < c -> x < (c + y - 1) / y, y > 0",
                  Pattern.any("x").times(Pattern.any("y")).lessThan(Pattern.any("c")),
                  CollapseRules::liftProductFromLess),
              Rule.of(
                  "lift-add-from-not-equal",
                  "x + y != c -> x != c - y",
                  sum().orCast().notEqual(Pattern.any("c")),
                  CollapseRules::liftSumFromNotEqual),
              Rule.of(
                  "count-from-cut",
                  "sum over r of (r < cut ? 0 : v) -> clamp(size - cut) * v",
                  sumOverRange(
                      range().lessThan(Pattern.any("cut")).where(zero(), Pattern.constant("v"))),
                  m -> count(m, end(m).minus(m.get("cut")).max(index(0)).min(end(m)))),
              Rule.of(
                  "count-between",
                  "sum over r of (lower <= r < upper ? v : 0) -> clamp(upper - lower) * v",
                  sumOverRange(
                      Pattern.any("r")
                          .lessThan(Pattern.any("lower"))
                          .not()
                          .and(range().lessThan(Pattern.any("upper")))
                          .where(Pattern.constant("v"), zero())),
                  m -> count(m, between(m.get("lower"), m.get("upper"), end(m)))),
              Rule.of(
                  "count-to-cut",
                  "sum over r of (r < cut ? v : 0) -> clamp(cut) * v",
                  sumOverRange(
                      range().lessThan(Pattern.any("cut")).where(Pattern.constant("v"), zero())),
                  m -> count(m, m.get("cut").max(index(0)).min(end(m)))),
              Rule.of(
                  "sum-of-sums",
                  "sum of (x + y) -> sum of x + sum of y",
                  sum().reduce(Op.ADD),
                  m -> again(m.root(), m.get("x")).plus(again(m.root(), m.get("y")))),
              Rule.of(
                  "mul-gate",
                  "x * (gate ? 1 : 0) -> gate ? x : 0",
                  Pattern.any("x").times(Pattern.any("gate").dtype(CollapseRules::isBool).cast()),
                  m -> orZero(m.get("gate"), m.get("x"))),
              Rule.of(
                  "pick-one-point",
                  "sum over r of (i != r ? 0 : x) -> x with r = i",
                  sumOverRange(
                      Pattern.any("i")
                          .dtype(DType::isInteger)
                          .notEqual(range().orCast())
                          .where(zero(), Pattern.any("x"))),
                  CollapseRules::pick),
              Rule.of(
                  "lift-variable-from-sum",
                  "sum of (variable & y ? c : 0) -> sum of (y ? c : 0) * variable",
                  Pattern.op(Op.DEFINE_VAR)
                      .named("x")
                      .and(Pattern.any("y"))
                      .where(Pattern.constant("c"), zero())
                      .reduce(Op.ADD),
                  m ->
                      again(m.root(), orZero(m.get("y"), m.get("c")))
                          .times(m.get("x").cast(m.get("c").dtype())))),
          SymbolicRules.FULL);

  private CollapseRules() {}

  // *** patterns

  private static Pattern sum() {
    return Pattern.any("x").plus(Pattern.any("y"));
  }

  private static Pattern range() {
    return Pattern.op(Op.RANGE).named("r");
  }

  private static Pattern zero() {
    return Pattern.value(0);
  }

  private static Pattern sumOverRange(Pattern value) {
    return Pattern.op(Op.REDUCE).argIs(new Arg.Fold(Op.ADD)).src(value, Pattern.any("r"));
  }

  private static boolean isBool(DType type) {
    return type.isBool();
  }

  // *** replacements

  private static @Nullable UOp liftSumFromLess(Match m) {
    return isLifted(m) ? m.get("x").lessThan(otherSide(m)) : null;
  }

  private static @Nullable UOp liftProductFromLess(Match m) {
    UOp y = m.get("y");
    UOp c = m.get("c");
    // The quotient truncates: rounded up is what it is where the dividend is not negative.
    return hasNoRange(y) && hasNoRange(c) && y.min() > 0 && c.plus(y).min() > 0
        ? m.get("x").lessThan(c.plus(y).minus(1).divide(y))
        : null;
  }

  private static @Nullable UOp liftSumFromNotEqual(Match m) {
    return isLifted(m) ? m.get("x").notEqual(otherSide(m)) : null;
  }

  /**
   * Whether a term may move to the other side: a number between two integers cannot be compared
   * with them, and a sum that a conversion changes is no longer the sum.
   */
  private static boolean isLifted(Match m) {
    UOp x = m.get("x");
    UOp y = m.get("y");
    UOp c = m.get("c");
    DType.Kind kind = c.dtype().kind();
    UOp sum = x.plus(y);
    boolean isKept =
        y.dtype().equals(c.dtype())
            ? !kind.equals(DType.Kind.BOOL)
            : y.dtype().isInteger()
                && c.dtype().isInteger()
                && kind.minValue() <= sum.min()
                && sum.max() <= kind.maxValue();
    return isKept && hasNoRange(y) && hasNoRange(c);
  }

  private static UOp otherSide(Match m) {
    UOp y = m.get("y");
    return m.get("c").cast(y.dtype()).minus(y);
  }

  private static UOp end(Match m) {
    return m.get("r").src(0);
  }

  private static UOp index(long value) {
    return UOp.index(value);
  }

  /** Returns how many of {@code [0, end)} lie in {@code [lower, upper)}. */
  private static UOp between(UOp lower, UOp upper, UOp end) {
    return upper.min(end).minus(lower.max(index(0))).max(index(0)).min(end);
  }

  private static UOp count(Match m, UOp times) {
    UOp value = m.get("v");
    return times.cast(value.dtype()).times(value);
  }

  private static UOp again(UOp reduce, UOp value) {
    List<UOp> ranges = reduce.srcFrom(Op.REDUCE.closedRangesStart());
    return value.reduce(((Arg.Fold) reduce.arg()).op(), ranges).withDType(reduce.dtype());
  }

  private static UOp orZero(UOp gate, UOp value) {
    return gate.where(value, value.constLike(0));
  }

  private static UOp pick(Match m) {
    UOp range = m.get("r");
    UOp index = m.get("i").cast(range.dtype());
    UOp inside = index.atLeast(0).and(index.lessThan(range.src(0)));
    UOp picked = Rewriter.substitute(m.get("x"), Map.of(range, index.valid(inside)));
    return orZero(inside, picked);
  }

  /** Whether a value is the same throughout the kernel. */
  static boolean hasNoRange(UOp value) {
    return value.toposort(RANGES).isEmpty();
  }
}
