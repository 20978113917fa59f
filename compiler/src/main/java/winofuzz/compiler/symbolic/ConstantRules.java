package winofuzz.compiler.symbolic;

import static winofuzz.compiler.rewrite.Pattern.op;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.DType;
import winofuzz.ir.Op;

/** Operations all of whose operands are constants. */
final class ConstantRules {
  private ConstantRules() {}

  private static final Pattern CONSTANT = op(Op.VCONST, Op.CONST);

  static final RuleSet<Object> RULES =
      RuleSet.of(
          "constants",
          Rule.of(
              "fold-unary",
              "f(c) -> its value",
              op(ops(Op::isUnary)).src(CONSTANT),
              m -> ConstantFolding.fold(m.root())),
          Rule.of(
              "fold-binary",
              "f(c, d) -> its value",
              op(ops(Op::isBinary)).src(CONSTANT, CONSTANT),
              m -> ConstantFolding.fold(m.root())),
          Rule.of(
              "fold-ternary",
              "f(c, d, e) -> its value",
              op(ops(Op::isTernary)).src(CONSTANT, CONSTANT, CONSTANT),
              m -> ConstantFolding.fold(m.root())));

  /**
   * Real constants for passes that keep no rounding. Elsewhere folding keeps it: a constant carries
   * what its operations come to in floating point.
   */
  static final RuleSet<Object> EXACT =
      RuleSet.of(
          "exact constants",
          Rule.of(
              "round-once",
              "c -> its exact value, rounded once, of floats",
              CONSTANT.dtype(DType::isFloat),
              m -> Constants.roundedOnce(m.root())));

  /** Returns the operations that pass. */
  static Set<Op> ops(Predicate<Op> test) {
    return EnumSet.allOf(Op.class).stream()
        .filter(test)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Op.class)));
  }
}
