package winofuzz.compiler.symbolic;

import static winofuzz.compiler.rewrite.Pattern.any;
import static winofuzz.compiler.rewrite.Pattern.constant;
import static winofuzz.compiler.rewrite.Pattern.value;

import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Reciprocals of products and sums, and the last step from numbers to bools and casts inward. */
final class RealRules {
  private RealRules() {}

  private static final Pattern X = any("x");
  private static final Pattern D = value(1).plus(X).reciprocal().named("d");

  static final RuleSet<Object> TO_BOOL =
      RuleSet.of(
          "to bool",
          Rule.of(
              "not-zero-to-bool",
              "x != 0 -> (bool) x",
              X.notEqual(0),
              m -> m.get("x").cast(DType.BOOL.vector(m.get("x").dtype().count()))),
          Rule.of(
              "cast-of-where",
              "cast (s ? a : b) -> s ? cast a : cast b",
              any("s").where(any("a"), any("b")).cast(),
              m ->
                  m.get("s")
                      .where(
                          m.get("a").cast(m.root().dtype()), m.get("b").cast(m.root().dtype()))));

  static final RuleSet<Object> RECIPROCALS =
      RuleSet.of(
          "reciprocals",
          Rule.of(
              "reciprocal-of-square",
              "1/(x*x) -> 1/x * 1/x",
              X.times(X).reciprocal(),
              m -> inverse(m.get("x")).times(inverse(m.get("x")))),
          Rule.of(
              "reciprocal-of-cube",
              "1/(x*x*x) -> 1/x * 1/x * 1/x",
              X.times(X).times(X).reciprocal(),
              m -> inverse(m.get("x")).times(inverse(m.get("x"))).times(inverse(m.get("x")))),
          Rule.of(
              "reciprocal-of-scaled",
              "1/(x*c) -> 1/x * 1/c",
              X.times(constant("c")).reciprocal(),
              m -> inverse(m.get("x")).times(inverse(m.get("c")))),
          Rule.of(
              "share-of-one",
              "x * 1/(1+x) -> 1 - 1/(1+x)",
              X.times(D),
              m -> complement(m.get("d"))),
          Rule.of(
              "share-of-one-scaled",
              "x * (1/(1+x) * y) -> y * (1 - 1/(1+x))",
              X.times(D.times(any("y"))),
              m -> m.get("y").times(complement(m.get("d")))),
          Rule.of(
              "share-of-one-plus",
              "x * (1/(1+x) + y) -> (1 - 1/(1+x)) + x*y",
              X.times(D.plus(any("y"))),
              m -> complement(m.get("d")).plus(m.get("x").times(m.get("y")))));

  private static UOp inverse(UOp x) {
    return x.alu(Op.RECIP);
  }

  private static UOp complement(UOp d) {
    return d.constLike(1).plus(d.negate());
  }
}
