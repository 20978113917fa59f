package winofuzz.compiler.schedule;

import java.util.List;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.compiler.symbolic.SymbolicRules;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.NodeMap;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Carries out SUBSTITUTE nodes: {@code SUBSTITUTE(x, NOOP(keys), NOOP(values))} is {@code x} with
 * each value for its key. What is made is folded at once, because most of it is choices by an index
 * that has become a constant. Only what depends on a key's ranges is looked at.
 */
final class Substitution {
  private Substitution() {}

  /** What comes of a substitution is folded by these. */
  static final RuleSet<Object> FOLDING = SymbolicRules.SIMPLE_WITH_REMAINDERS;

  /** The context folds. */
  static final RuleSet<Rewriter.Session> RULES =
      RuleSet.of(
          "run substitutes",
          Rule.with(
              "substitute-below",
              Pattern.op(Op.SUBSTITUTE)
                  .src(Pattern.any(), Pattern.op(Op.NOOP), Pattern.op(Op.NOOP)),
              (m, folding) -> {
                UOp substitute = m.root();
                return new Below(substitute.src(1), substitute.src(2), folding)
                    .result(substitute.src(0));
              }));

  static UOp of(UOp x, List<UOp> keys, List<UOp> values) {
    return UOp.of(Op.SUBSTITUTE, x.dtype(), x, list(keys), list(values));
  }

  private static UOp list(List<UOp> nodes) {
    return UOp.of(Op.NOOP, DType.VOID, Arg.None.NONE, nodes);
  }

  /**
   * Returns a graph with its substitutions carried out, the inner ones first, and folded. A value
   * depends on no range that an outer one replaces but through what an inner one puts in.
   */
  static UOp carriedOut(UOp graph, Rewriter rewriter) {
    Rewriter.Session folding = rewriter.session(FOLDING);
    return folding.rewrite(rewriter.rewrite(graph, RULES, folding));
  }

  /** One substitution in a graph that has no other left. */
  private static final class Below {
    private final UOp keys;
    private final UOp values;
    private final Rewriter.Session folding;
    private final UOp[] ranges;
    private final NodeMap<UOp> done = new NodeMap<>();

    Below(UOp keys, UOp values, Rewriter.Session folding) {
      this.keys = keys;
      this.values = values;
      this.folding = folding;
      this.ranges = keys.ranges().toArray(UOp[]::new);
    }

    // Recursion goes as deep as the expressions of a ranged graph are nested.
    UOp result(UOp x) {
      if (!dependsOnKeys(x)) {
        return x;
      }
      UOp known = done.get(x);
      if (known == null) {
        known = compute(x);
        done.put(x, known);
      }
      return known;
    }

    private UOp compute(UOp x) {
      for (int i = 0; i < keys.arity(); i++) {
        if (keys.src(i) == x) {
          return values.src(i);
        }
      }
      UOp[] operands = new UOp[x.arity()];
      for (int i = 0; i < operands.length; i++) {
        operands[i] = result(x.src(i));
      }
      return folding.rewrite(x.withSrc(operands));
    }

    private boolean dependsOnKeys(UOp x) {
      for (UOp range : ranges) {
        if (x.dependsOn(range)) {
          return true;
        }
      }
      return false;
    }
  }
}
