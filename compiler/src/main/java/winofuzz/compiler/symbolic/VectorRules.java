package winofuzz.compiler.symbolic;

import static winofuzz.compiler.rewrite.Pattern.any;
import static winofuzz.compiler.rewrite.Pattern.op;
import static winofuzz.compiler.rewrite.Pattern.value;

import java.util.Collections;
import winofuzz.compiler.rewrite.Match;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Vectors put together from scalars, and matrix products with a zero factor. */
final class VectorRules {
  private VectorRules() {}

  static final RuleSet<Object> RULES =
      RuleSet.of(
          "vectors",
          Rule.of(
              "vector-of-constants",
              "a vector of constants -> a constant",
              op(Op.VECTORIZE).srcEvery(op(Op.CONST)),
              m ->
                  Constants.of(
                      m.root().dtype(),
                      m.root().src().stream().map(s -> Constants.lane(s, 0)).toList())),
          Rule.of(
              "operation-of-vectors",
              "f(vector of x, vector of y) -> vector of f(x, y)",
              op(ConstantRules.ops(Op::isAlu))
                  .src(op(Op.VECTORIZE).srcEvery(any("x")), op(Op.VECTORIZE).srcEvery(any("y"))),
              VectorRules::ofOneLane),
          Rule.of(
              "vector-of-one",
              "a vector of x -> x",
              op(Op.VECTORIZE).src(any("x")),
              m -> m.get("x")),
          Rule.of(
              "vector-of-barrier",
              "a vector of one barrier -> the barrier",
              op(Op.VECTORIZE).dtype(DType.VOID::equals).srcEvery(op(Op.BARRIER).named("b")),
              m -> m.get("b")),
          Rule.of(
              "vector-of-nothing",
              "a vector of nothing -> a sink",
              op(Op.VECTORIZE).dtype(DType.VOID::equals),
              m -> UOp.sink(m.root().src())),
          Rule.of(
              "matrix-product-of-zero",
              "0 @ y + acc -> acc",
              op(Op.WMMA).src(value(0), any(), any("acc")),
              m -> m.get("acc")),
          Rule.of(
              "matrix-product-by-zero",
              "x @ 0 + acc -> acc",
              op(Op.WMMA).src(any(), value(0), any("acc")),
              m -> m.get("acc")));

  private static UOp ofOneLane(Match m) {
    DType type = m.root().dtype();
    UOp lane = UOp.of(m.root().op(), type.scalar(), Arg.None.NONE, m.get("x"), m.get("y"));
    return UOp.of(Op.VECTORIZE, type, Arg.None.NONE, Collections.nCopies(type.count(), lane));
  }
}
