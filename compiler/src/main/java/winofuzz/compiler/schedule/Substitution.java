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
    return of(x, list(keys), list(values));
  }

  private static UOp of(UOp x, UOp keys, UOp values) {
    return UOp.of(Op.SUBSTITUTE, x.dtype(), x, keys, values);
  }

  private static UOp list(List<UOp> nodes) {
    return UOp.of(Op.NOOP, DType.VOID, Arg.None.NONE, nodes);
  }

  private static @Nullable UOp step(UOp substitute) {
    UOp x = substitute.src(0);
    UOp keys = substitute.src(1);
    UOp values = substitute.src(2);
    if (x.is(Op.SUBSTITUTE)) {
      // The outer one applies to what the inner one puts in.
      return UOp.of(
          Op.SUBSTITUTE,
          x.dtype(),
          x.src(0),
          UOp.of(Op.SUBSTITUTE, DType.VOID, x.src(1), keys, values),
          UOp.of(Op.SUBSTITUTE, DType.VOID, x.src(2), keys, values));
    }
    List<UOp> liveKeys = new ArrayList<>(keys.arity());
    List<UOp> liveValues = new ArrayList<>(keys.arity());
    for (int i = 0; i < keys.arity(); i++) {
      if (keys.src(i) == x) {
        return values.src(i);
      }
      if (dependsOnAny(x, keys.src(i).ranges())) {
        liveKeys.add(keys.src(i));
        liveValues.add(values.src(i));
      }
    }
    if (liveKeys.isEmpty()) {
      return x;
    }
    return liveKeys.size() == keys.arity()
        ? onOperands(x, keys, values)
        : onOperands(x, list(liveKeys), list(liveValues));
  }

  private static boolean dependsOnAny(UOp x, List<UOp> ranges) {
    for (int i = 0; i < ranges.size(); i++) {
      if (x.dependsOn(ranges.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayChange(UOp x, UOp keys) {
    if (x.is(Op.SUBSTITUTE)) {
      return true;
    }
    for (int i = 0; i < keys.arity(); i++) {
      if (keys.src(i) == x || dependsOnAny(x, keys.src(i).ranges())) {
        return true;
      }
    }
    return false;
  }

  private static UOp onOperands(UOp x, UOp keys, UOp values) {
    UOp[] operands = new UOp[x.arity()];
    for (int i = 0; i < operands.length; i++) {
      UOp operand = x.src(i);
      operands[i] = mayChange(operand, keys) ? of(operand, keys, values) : operand;
    }
    return x.withSrc(operands);
  }
}
