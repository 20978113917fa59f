package winofuzz.compiler.symbolic;

import static winofuzz.compiler.rewrite.Pattern.any;
import static winofuzz.compiler.rewrite.Pattern.invalid;
import static winofuzz.compiler.rewrite.Pattern.op;
import static winofuzz.compiler.rewrite.Pattern.value;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Match;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.OpSet;
import winofuzz.ir.UOp;

/** Conditions under which an index is valid: made simpler, and brought to the load they gate. */
final class ValidRules {
  private static final OpSet LOADS = OpSet.of(Op.LOAD);

  private ValidRules() {}

  static final RuleSet<Object> SIMPLIFICATION =
      RuleSet.of(
          "conditions",
          Rule.of(
              "simplify-conjunction",
              "a & b -> a & (b given a)",
              op(Op.AND),
              m -> Validity.simplifyConjunction(m.root(), m.rewriter())),
          Rule.of(
              "simplify-valid-index",
              "c ? x : invalid -> c ? (x given c) : invalid",
              any("c").where(any("x").dtype(DType::isIndex), invalid().named("i")),
              m ->
                  m.get("c")
                      .where(
                          Validity.given(m.get("c"), m.get("x"), false, m.rewriter()),
                          m.get("i"))));

  private static final Pattern LOAD = any("buffer").at(any("x")).load().named("load");

  static final RuleSet<Object> ONTO_LOADS =
      RuleSet.of(
          "choices onto loads",
          Rule.of(
              "choice-onto-load",
              "c ? load(x) : 0 -> load(c ? x : invalid)",
              any("c").where(LOAD, value(0)),
              m -> ontoLoad(m, m.get("c"))),
          Rule.of(
              "negated-choice-onto-load",
              "c ? 0 : load(x) -> load(c ? invalid : x)",
              any("c").where(value(0), LOAD),
              m -> ontoLoad(m, m.get("c").not())));

  /**
   * Clauses that depend on nothing but ranges of the index move to it; clauses it has are dropped.
   */
  private static @Nullable UOp ontoLoad(Match m, UOp condition) {
    UOp index = m.get("x");
    List<UOp> present = index.validPart().split(Op.AND);
    UOp gate = index.validPart();
    UOp remaining = UOp.bool(true);
    boolean moved = false;
    for (UOp clause : condition.split(Op.AND)) {
      if (present.contains(clause)) {
        moved = true;
      } else if (clause.ranges().stream().allMatch(index::dependsOn) && !readsMemory(clause)) {
        gate = gate.and(clause);
        moved = true;
      } else {
        remaining = remaining.and(clause);
      }
    }
    if (!moved) {
      return null;
    }
    List<UOp> rest = new ArrayList<>(m.get("load").srcFrom(1));
    UOp load = m.get("buffer").at(index.indexPart().valid(gate)).load(rest.toArray(UOp[]::new));
    return remaining.where(load, load.constLike(0));
  }

  private static boolean readsMemory(UOp clause) {
    return !clause.toposort(LOADS).isEmpty();
  }
}
