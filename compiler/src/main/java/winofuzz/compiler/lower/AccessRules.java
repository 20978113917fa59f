package winofuzz.compiler.lower;

import static winofuzz.compiler.rewrite.Pattern.any;
import static winofuzz.compiler.rewrite.Pattern.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Match;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Gated accesses and vectors in the form that the stage linear has them. */
final class AccessRules {
  private static final Pattern GATED = op(Op.INDEX).src(any(), any(), any("gate")).orCast();

  private AccessRules() {}

  static final RuleSet<Object> RULES =
      RuleSet.of(
          "accesses",
          // a gated load without an alternative gives 0 where its gate is closed
          Rule.of(
              "alternative-of-load",
              op(Op.LOAD).srcStarting(GATED),
              m -> Pointers.hasAlternative(m.root()) ? null : withZero(m.root())),
          // c ? (c ? *p : b) : a = c ? *p : a
          Rule.of(
              "where-of-gated-load",
              any("c").where(op(Op.LOAD).srcStarting(GATED).named("load"), any("other")),
              m -> m.get("c") == gate(m) ? withAlternative(m.get("load"), m.get("other")) : null),
          // c ? a : (!c ? *p : b) = !c ? *p : a
          Rule.of(
              "where-not-of-gated-load",
              any("c").where(any("other"), op(Op.LOAD).srcStarting(GATED).named("load")),
              m ->
                  isNegation(m.get("c"), gate(m))
                      ? withAlternative(m.get("load"), m.get("other"))
                      : null),
          // c -> *p = a  is  if (c) *p = a
          Rule.of("gated-store", op(Op.STORE).srcStarting(GATED, any("value")), AccessRules::gated),
          // a vector constant has a constant in each lane
          Rule.of(
              "vector-constant",
              op(Op.CONST, Op.VCONST).dtype(t -> t.count() > 1),
              m -> vector(m.root(), Vectors.lanes(m.root()))),
          // (x.a, x.b) as a vector of two lanes
          Rule.of(
              "lanes",
              op(Op.GEP).dtype(t -> t.count() > 1),
              m -> vector(m.root(), Vectors.lanes(m.root()))),
          // (x.0, x.1) = x
          Rule.of("whole-vector", op(Op.VECTORIZE), m -> Vectors.of(m.root().src())));

  private static UOp gate(Match m) {
    return m.get("gate");
  }

  private static UOp vector(UOp node, List<UOp> lanes) {
    return UOp.of(Op.VECTORIZE, node.dtype(), Arg.None.NONE, lanes);
  }

  private static UOp withZero(UOp load) {
    UOp zero = UOp.constant(load.dtype().scalar(), 0);
    int width = load.dtype().count();
    return inserted(load, width == 1 ? zero : vector(load, Collections.nCopies(width, zero)), 1);
  }

  private static UOp withAlternative(UOp load, UOp alternative) {
    return inserted(load, alternative, Pointers.hasAlternative(load) ? 2 : 1);
  }

  /** Returns the load with an alternative and those of its operands that start at an index. */
  private static UOp inserted(UOp load, UOp alternative, int rest) {
    List<UOp> operands = new ArrayList<>(load.srcFrom(rest));
    operands.addFirst(alternative);
    operands.addFirst(load.src(0));
    return load.withSrc(operands);
  }

  private static boolean isNegation(UOp a, UOp b) {
    return a.equals(b.not()) || b.equals(a.not());
  }

  private static @Nullable UOp gated(Match m) {
    UOp store = m.root();
    List<UOp> operands = new ArrayList<>(store.srcFrom(2));
    operands.addFirst(UOp.of(Op.IF, DType.VOID, m.get("gate")));
    operands.addFirst(store.src(1));
    operands.addFirst(Pointers.ungated(store.src(0)));
    return store.withSrc(operands);
  }
}
