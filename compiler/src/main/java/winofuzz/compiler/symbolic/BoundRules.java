package winofuzz.compiler.symbolic;

import static winofuzz.compiler.rewrite.Pattern.any;
import static winofuzz.compiler.rewrite.Pattern.op;

import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Match;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.Arg;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Rules that need bounds alone. */
final class BoundRules {
  private BoundRules() {}

  static final RuleSet<Object> RULES =
      RuleSet.of(
          "bounds",
          Rule.of(
              "constant-by-bounds",
              "x -> c, if min x = max x = c",
              op(ConstantRules.ops(
                      o -> o.isAlu() || o == Op.DEFINE_VAR || o == Op.SPECIAL || o == Op.RANGE))
                  .dtype(type -> !type.isFloat()) // floats have no bounds
                  .named("x"),
              BoundRules::ifConstant),
          Rule.of(
              "max-by-bounds",
              "max(x, y) -> x, if x >= y",
              any("x").max(any("y")),
              BoundRules::larger));

  private static @Nullable UOp ifConstant(Match m) {
    UOp x = m.get("x");
    // A bound at the end of what a long holds may stand for anything past it.
    return x.bounds().isConstant() && x.min() != Long.MIN_VALUE && x.max() != Long.MAX_VALUE
        ? x.constLike(x.min())
        : null;
  }

  private static @Nullable UOp larger(Match m) {
    UOp x = m.get("x");
    UOp y = m.get("y");
    if (x.dtype().isFloat()) {
      // No bounds are kept of floats, but nothing is below minus infinity.
      return y.arg() == Arg.Special.NEGATIVE_INFINITY
          ? x
          : x.arg() == Arg.Special.NEGATIVE_INFINITY ? y : null;
    }
    return x.min() >= y.max() ? x : x.max() <= y.min() ? y : null;
  }
}
