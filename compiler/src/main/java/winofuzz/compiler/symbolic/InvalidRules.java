package winofuzz.compiler.symbolic;

import static winofuzz.compiler.rewrite.Pattern.any;
import static winofuzz.compiler.rewrite.Pattern.invalid;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Match;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * An index may be invalid: no access. Arithmetic on it stays invalid, so the choice between a valid
 * index and {@code invalid} moves outwards, to the access.
 */
final class InvalidRules {
  private InvalidRules() {}

  /** An index that is invalid unless a condition holds. */
  static final Pattern GATED = any("cond").where(any("x"), invalid().named("i"));

  private static final Set<Op> COMPARISONS = EnumSet.of(Op.CMPLT, Op.CMPNE, Op.CMPEQ);
  private static final Set<Op> ARITHMETIC =
      EnumSet.allOf(Op.class).stream()
          .filter(op -> op.isBinary() && !op.isComparison())
          .collect(Collectors.toCollection(() -> EnumSet.noneOf(Op.class)));

  /** Moves {@code invalid} outwards. Goes first: 0 * invalid must not become 0. */
  static final RuleSet<Object> PROPAGATION = RuleSet.of("invalid", propagation());

  private static List<Rule<Object>> propagation() {
    List<Rule<Object>> rules = new ArrayList<>();
    for (Op op : ARITHMETIC) {
      rules.add(
          Rule.of(
              id("gated", op),
              "(cond ? x : invalid) " + op + " y -> cond ? x " + op + " y : invalid",
              GATED.alu(op, any("y")),
              m -> m.get("cond").where(m.get("x").alu(op, m.get("y")), m.get("i"))));
    }
    for (Op op : COMPARISONS) {
      rules.add(
          Rule.of(
              id("gated", op),
              "(cond ? x : invalid) " + op + " y -> x " + op + " y",
              GATED.alu(op, any("y")),
              m -> m.get("x").alu(op, m.get("y"))));
    }
    Pattern index = any().dtype(DType::isIndex);
    for (Op op : ARITHMETIC) {
      rules.add(
          Rule.of(
              id("invalid", op),
              "invalid " + op + " y -> invalid",
              invalid().named("i").alu(op, index),
              m -> m.get("i")));
    }
    for (Op op : COMPARISONS) {
      // The value is never used; either would do.
      rules.add(
          Rule.of(
              id("invalid", op),
              "invalid " + op + " y -> true",
              invalid().alu(op, index),
              m -> UOp.bool(true)));
    }
    rules.add(
        Rule.of(
            "nested-where-same-else",
            "a ? (b ? c : d) : d -> a&b ? c : d",
            any("a").where(any("b").where(any("c"), any("d")), any("d")),
            m -> m.get("a").and(m.get("b")).where(m.get("c"), m.get("d"))));
    // The order of gate & !cond matters: conjunctions are simplified left to right, and the gate
    // is to simplify the condition.
    rules.add(
        Rule.of(
            "invalid-out-of-where-then",
            "gate ? (cond ? x : invalid) : y -> !(gate & !cond) ? (gate ? x : y) : invalid",
            any("gate").where(GATED, any("y")),
            m ->
                m.get("gate")
                    .and(m.get("cond").not())
                    .not()
                    .where(m.get("gate").where(m.get("x"), m.get("y")), m.get("i"))));
    rules.add(
        Rule.of(
            "invalid-out-of-where-else",
            "gate ? y : (cond ? x : invalid) -> !gate ? (cond ? x : invalid) : y",
            any("gate").where(any("y"), GATED),
            m ->
                m.get("gate")
                    .not()
                    .where(m.get("cond").where(m.get("x"), m.get("i")), m.get("y"))));
    return rules;
  }

  private static String id(String kind, Op op) {
    return kind + "-" + op.name().toLowerCase(Locale.ROOT);
  }

  /** Drops the parts of a validity that no range of its index takes part in. */
  static final RuleSet<Object> UNRELATED =
      RuleSet.of(
          "unrelated conditions",
          Rule.of(
              "drop-unrelated-condition",
              "a&b ? x : invalid -> a ? x : invalid, if b shares no range with x",
              any("cond").where(any("x").dtype(DType::isIndex), invalid().named("i")),
              InvalidRules::dropUnrelated));

  private static @Nullable UOp dropUnrelated(Match m) {
    UOp index = m.get("x");
    List<UOp> conditions = m.get("cond").split(Op.AND);
    UOp kept = UOp.bool(true);
    boolean dropped = false;
    for (UOp condition : conditions) {
      if (condition.ranges().stream().anyMatch(index::dependsOn)) {
        kept = kept.and(condition);
      } else {
        dropped = true;
      }
    }
    return dropped ? kept.where(index, m.get("i")) : null;
  }
}
