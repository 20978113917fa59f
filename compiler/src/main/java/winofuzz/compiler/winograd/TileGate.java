package winofuzz.compiler.winograd;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import winofuzz.compiler.pass.Pass;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.Op;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/**
 * Gates the reads of a tile that overruns the input.
 *
 * <p>The gate is an operand of its own on the INDEX of the input, {@code INDEX(buffer, index,
 * gate)}, which reads 0 where the gate is false. It is not a choice in the index, because the
 * optimizer ranks axes by the choices they take part in, and a repaired read must not move it.
 */
public final class TileGate {
  static final RuleSet<Object> INTO_INDICES =
      RuleSet.of(
          "gates into indices",
          // x[i, gate] = x[gate ? i : invalid]
          Rule.of(
              "gate-into-index",
              Pattern.op(Op.INDEX).src(Pattern.any(), Pattern.any(), Pattern.any("gate")),
              m -> gated(m.root(), m.get("gate"))));

  /** Makes the gates of a scheduled kernel part of its indices, now that it has been scheduled. */
  public static final Pass GATES_INTO_INDICES =
      Pass.eachGraph("gates-into-indices", Stage.OPTIMIZED, INTO_INDICES);

  static final RuleSet<UOp> RULES =
      RuleSet.of(
          "tile gate",
          // x[i] = inside ? x[i] : 0, where the tile overruns x
          Rule.with(
              "gate-read",
              Pattern.op(Op.INDEX).src(Pattern.op(Op.BUFFER), Pattern.any()),
              (m, inside) -> m.root().withSrc(m.root().src(0), m.root().src(1), inside)));

  private TileGate() {}

  /** Returns whether all conditions hold. */
  static UOp all(List<UOp> conditions) {
    UOp result = conditions.getFirst();
    for (UOp next : conditions.subList(1, conditions.size())) {
      result = result.and(next);
    }
    return result;
  }

  /** Returns the activation with its reads gated. */
  static UOp of(UOp activation, UOp inside, Rewriter rewriter) {
    return rewriter.rewrite(activation, RULES, inside);
  }

  /** Returns the activation with zeros around the input: a choice, as padding is. */
  static UOp padded(UOp activation, UOp inside) {
    Map<UOp, UOp> reads = new HashMap<>();
    for (UOp node : activation.toposort()) {
      if (node.is(Op.INDEX) && node.src(0).is(Op.BUFFER)) {
        reads.put(node, gated(node, inside));
      }
    }
    UOp padded = Rewriter.substitute(activation, reads);
    return inside.where(padded, padded.constLike(0));
  }

  /** Returns a read whose index is invalid where a gate is false. */
  private static UOp gated(UOp read, UOp gate) {
    UOp index = read.src(1);
    UOp valid = index.validPart();
    UOp both = valid.is(Op.CONST) ? gate : valid.and(gate);
    return read.withSrc(read.src(0), index.indexPart().valid(both));
  }
}
