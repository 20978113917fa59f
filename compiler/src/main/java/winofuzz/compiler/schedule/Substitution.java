package winofuzz.compiler.schedule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Carries out SUBSTITUTE nodes: {@code SUBSTITUTE(x, NOOP(keys), NOOP(values))} is {@code x} with
 * each value for its key. It is pushed toward the leaves only where a key's ranges occur, so that
 * the work is in proportion to the graph that comes out.
 */
final class Substitution {
  private Substitution() {}

  /** To be applied root first. */
  static final RuleSet<Object> RULES =
      RuleSet.of(
          "run substitutes",
          Rule.of(
              "substitute-below",
              Pattern.op(Op.SUBSTITUTE)
                  .src(Pattern.any(), Pattern.op(Op.NOOP), Pattern.op(Op.NOOP)),
              m -> step(m.root())));

  static UOp of(UOp x, List<UOp> keys, List<UOp> values) {
    return UOp.of(Op.SUBSTITUTE, x.dtype(), x, list(keys), list(values));
  }

  private static UOp list(List<UOp> nodes) {
    return UOp.of(Op.NOOP, DType.VOID, Arg.None.NONE, nodes);
  }

  private static @Nullable UOp step(UOp substitute) {
    UOp x = substitute.src(0);
    List<UOp> keys = substitute.src(1).src();
    List<UOp> values = substitute.src(2).src();
    if (x.is(Op.SUBSTITUTE)) {
      // The outer one applies to what the inner one puts in.
      return UOp.of(
          Op.SUBSTITUTE,
          x.dtype(),
          x.src(0),
          UOp.of(Op.SUBSTITUTE, DType.VOID, x.src(1), substitute.src(1), substitute.src(2)),
          UOp.of(Op.SUBSTITUTE, DType.VOID, x.src(2), substitute.src(1), substitute.src(2)));
    }
    int at = keys.indexOf(x);
    if (at >= 0) {
      return values.get(at);
    }
    List<UOp> liveKeys = new ArrayList<>();
    List<UOp> liveValues = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).ranges().stream().anyMatch(x::dependsOn)) {
        liveKeys.add(keys.get(i));
        liveValues.add(values.get(i));
      }
    }
    if (liveKeys.isEmpty()) {
      return x;
    }
    return x.withSrc(x.src().stream().map(s -> of(s, liveKeys, liveValues)).toList());
  }
}
