package winofuzz.compiler.schedule;

import java.util.List;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.NodeMap;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Carries out SUBSTITUTE nodes: {@code SUBSTITUTE(x, NOOP(keys), NOOP(values))} is {@code x} with
 * each value for its key. Only what depends on a key's ranges is looked at, so that the work is in
 * proportion to the graph that comes out.
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

  private static UOp step(UOp substitute) {
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
    return new Below(keys, values).result(x);
  }

  /** One substitution, carried out down to the SUBSTITUTE nodes it meets. */
  private static final class Below {
    private final UOp keys;
    private final UOp values;
    private final NodeMap<UOp> done = new NodeMap<>();

    Below(UOp keys, UOp values) {
      this.keys = keys;
      this.values = values;
    }

    // Recursion goes as deep as the expressions of a ranged graph are nested.
    UOp result(UOp x) {
      UOp known = done.get(x);
      if (known == null) {
        known = compute(x);
        done.put(x, known);
      }
      return known;
    }

    private UOp compute(UOp x) {
      if (x.is(Op.SUBSTITUTE)) {
        return of(x, keys, values);
      }
      boolean mayChange = false;
      for (int i = 0; i < keys.arity(); i++) {
        if (keys.src(i) == x) {
          return values.src(i);
        }
        mayChange |= dependsOnAny(x, keys.src(i).ranges());
      }
      if (!mayChange) {
        return x;
      }
      UOp[] operands = new UOp[x.arity()];
      for (int i = 0; i < operands.length; i++) {
        operands[i] = result(x.src(i));
      }
      return x.withSrc(operands);
    }
  }

  private static boolean dependsOnAny(UOp x, List<UOp> ranges) {
    for (int i = 0; i < ranges.size(); i++) {
      if (x.dependsOn(ranges.get(i))) {
        return true;
      }
    }
    return false;
  }
}
