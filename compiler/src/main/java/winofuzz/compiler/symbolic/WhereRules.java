package winofuzz.compiler.symbolic;

import static winofuzz.compiler.rewrite.Pattern.any;
import static winofuzz.compiler.rewrite.Pattern.op;
import static winofuzz.compiler.rewrite.Pattern.scalarConstant;

import winofuzz.compiler.rewrite.Match;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.DType;
import winofuzz.ir.Op;

/** Choices: decided ones, negated ones, and arithmetic on two with one condition. */
final class WhereRules {
  private WhereRules() {}

  private static final Pattern FIRST = any("c").where(any("t"), any("f"));
  private static final Pattern SECOND = any("c").where(any("tt"), any("ff"));

  static final RuleSet<Object> DECIDED =
      RuleSet.of(
          "decided choices",
          Rule.of("where-same", "c ? x : x -> x", any().where(any("x"), any("x")), m -> m.get("x")),
          Rule.of(
              "where-constant",
              "true ? x : y -> x",
              scalarConstant("c").where(any("x"), any("y")),
              m -> m.intOf("c") != 0 ? m.get("x") : m.get("y")));

  static final RuleSet<Object> FOLDING =
      RuleSet.of(
          "choices",
          Rule.of(
              "where-not",
              "!c ? t : f -> c ? f : t",
              any("c").dtype(DType::isBool).not().where(any("t"), any("f")),
              m -> m.get("f").isInvalid() ? null : m.get("c").where(m.get("f"), m.get("t"))),
          Rule.of(
              "join-wheres",
              "(c ? t : f) op (c ? tt : ff) -> c ? t op tt : f op ff, if it folds a branch",
              op(ConstantRules.ops(Op::isBinary)).src(FIRST, SECOND),
              m ->
                  foldsABranch(m)
                      ? m.get("c")
                          .where(
                              m.get("t").alu(m.root().op(), m.get("tt")),
                              m.get("f").alu(m.root().op(), m.get("ff")))
                      : null),
          Rule.of(
              "join-wheres-after-term",
              "y + (c ? t : f) + (c ? tt : ff) -> y + (c ? t+tt : f+ff), if it folds a branch",
              any("y").plus(FIRST).plus(SECOND),
              m ->
                  foldsABranch(m)
                      ? m.get("y")
                          .plus(
                              m.get("c")
                                  .where(
                                      m.get("t").plus(m.get("tt")), m.get("f").plus(m.get("ff"))))
                      : null));

  private static boolean foldsABranch(Match m) {
    return (m.get("t").is(Op.CONST) && m.get("tt").is(Op.CONST))
        || (m.get("f").is(Op.CONST) && m.get("ff").is(Op.CONST));
  }
}
