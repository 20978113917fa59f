package winofuzz.compiler.optimize;

import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.compiler.symbolic.SymbolicRules;
import winofuzz.ir.Arg;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Reductions that can be computed in closed form lose their loop. */
final class SimplifyReduces {
  /** What is left as it is where it enters a reduction; all else becomes a variable. */
  private static final Set<Op> NAMES =
      EnumSet.of(Op.CONST, Op.VCONST, Op.DEFINE_GLOBAL, Op.DEFINE_LOCAL, Op.DEFINE_VAR);

  static final RuleSet<Object> RULES =
      RuleSet.<Object>join(
          "simplify reduces",
          SymbolicRules.UNUSED_RANGES,
          RuleSet.of(
              "simplify reduces",
              Rule.of(
                  "closed-form-sum",
                  "a sum in closed form",
                  Pattern.op(Op.REDUCE).src(Pattern.any(), Pattern.any()),
                  match -> collapse(match.root(), match.rewriter()))));

  private SimplifyReduces() {}

  static UOp apply(UOp sink, Rewriter rewriter) {
    return rewriter.rewrite(sink, RULES);
  }

  /**
   * Collapses a reduction over one range: what enters its body from outside becomes a variable,
   * then the rules are tried on the body alone.
   */
  private static @Nullable UOp collapse(UOp reduce, Rewriter rewriter) {
    Set<UOp> inside = inside(reduce);
    if (inside.stream().anyMatch(u -> u.is(Op.STORE) || u.is(Op.REDUCE))) {
      return null;
    }
    Map<UOp, UOp> variables = new LinkedHashMap<>();
    for (UOp node : reduce.toposort()) {
      if (inside.contains(node)) {
        for (UOp operand : node.src()) {
          if (!inside.contains(operand) && !NAMES.contains(operand.op())) {
            variables.computeIfAbsent(operand, o -> variable(o, variables.size()));
          }
        }
      }
    }
    UOp body = Rewriter.substitute(reduce, variables);
    UOp collapsed = rewriter.rewrite(body, CollapseRules.COLLAPSE);
    if (!CollapseRules.hasNoRange(collapsed)) {
      return null;
    }
    Map<UOp, UOp> back = new LinkedHashMap<>();
    variables.forEach((value, variable) -> back.put(variable, value));
    return Rewriter.substitute(collapsed, back);
  }

  private static UOp variable(UOp value, int number) {
    Arg name = new Arg.Variable("in" + number, value.min(), value.max());
    return UOp.of(Op.DEFINE_VAR, value.dtype(), name);
  }

  /** Returns the nodes below a reduction that depend on its range. */
  private static Set<UOp> inside(UOp reduce) {
    Set<UOp> inside = Collections.newSetFromMap(new IdentityHashMap<>());
    UOp range = reduce.src(1);
    for (UOp node : reduce.toposort()) {
      if (node == range || (node != reduce && node.src().stream().anyMatch(inside::contains))) {
        inside.add(node);
      }
    }
    return inside;
  }
}
