package winofuzz.compiler.symbolic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * An expression and its simplification have the same value at every point of its ranges.
 *
 * <p>Points at which the expression divides a negative number are left out: the rules take such an
 * index to be unused (see {@link DivModRules}).
 */
class SimplifyPropertyTest {
  private static final RuleSet<Object> WITH_VALIDITY =
      RuleSet.join("symbolic and valid", SymbolicRules.FLAT, SymbolicRules.VALID);
  private static final int DEPTH = 4;

  @Property(tries = 600)
  void simplifyingKeepsValues(@ForAll("indices") UOp index) {
    checkSameValues(index, Simplify.simplify(index, Rewriter.PLAIN));
  }

  @Property(tries = 400)
  void multiplyingOutKeepsValues(@ForAll("indices") UOp index) {
    checkSameValues(index, Rewriter.PLAIN.rewrite(index, SymbolicRules.FLAT));
  }

  @Property(tries = 400)
  void simplifyingKeepsConditions(@ForAll("conditions") UOp condition) {
    checkSameValues(condition, Rewriter.PLAIN.rewrite(condition, WITH_VALIDITY));
  }

  @Property(tries = 600)
  void simplifyingKeepsWhatIsValid(@ForAll("gatedIndices") UOp index) {
    checkSameValues(index, Rewriter.PLAIN.rewrite(index, WITH_VALIDITY));
  }

  @Property(tries = 300)
  void simplifyingTwiceChangesNothing(@ForAll("indices") UOp index) {
    UOp once = Simplify.simplify(index, Rewriter.PLAIN);
    assertEquals(once, Rewriter.PLAIN.rewrite(once, SymbolicRules.SYMBOLIC));
  }

  @Property(tries = 400)
  void boundsHoldAllValues(@ForAll("indices") UOp index) {
    forEachPoint(
        index,
        point -> {
          IndexEvaluator evaluator = new IndexEvaluator(point);
          evaluator.evaluate(index);
          evaluator
              .values()
              .forEach(
                  (u, value) -> {
                    long v = value.orElseThrow();
                    assertTrue(
                        u.min() <= v && v <= u.max(), () -> u + " is " + v + " in " + u.bounds());
                  });
        });
  }

  private static void checkSameValues(UOp expression, UOp simplified) {
    forEachPoint(
        expression,
        point -> {
          IndexEvaluator evaluator = new IndexEvaluator(point);
          OptionalLong expected = evaluator.evaluate(expression);
          if (!evaluator.dividedNegative()) {
            assertEquals(
                expected,
                new IndexEvaluator(point).evaluate(simplified),
                () ->
                    ExpressionText.of(expression)
                        + " became "
                        + ExpressionText.of(simplified)
                        + " at "
                        + point.values());
          }
        });
  }

  @FunctionalInterface
  private interface PointCheck {
    void at(Map<UOp, Long> point);
  }

  private static void forEachPoint(UOp expression, PointCheck check) {
    List<UOp> leaves = new ArrayList<>();
    for (UOp u : expression.toposort()) {
      if (u.is(Op.RANGE) || u.is(Op.DEFINE_VAR)) {
        leaves.add(u);
      }
    }
    forEachPoint(leaves, 0, new HashMap<>(), check);
  }

  private static void forEachPoint(
      List<UOp> leaves, int i, Map<UOp, Long> point, PointCheck check) {
    if (i == leaves.size()) {
      check.at(point);
      return;
    }
    for (long v = leaves.get(i).min(); v <= leaves.get(i).max(); v++) {
      point.put(leaves.get(i), v);
      forEachPoint(leaves, i + 1, point, check);
    }
  }

  // *** random expressions

  @Provide
  Arbitrary<UOp> indices() {
    return index(DEPTH);
  }

  @Provide
  Arbitrary<UOp> conditions() {
    return condition(DEPTH);
  }

  @Provide
  Arbitrary<UOp> gatedIndices() {
    return Combinators.combine(
            condition(3), index(3), index(2), Arbitraries.integers().between(0, 5))
        .as(
            (c, x, y, kind) ->
                switch (kind) {
                  case 0 -> x.valid(c).plus(y);
                  case 1 -> x.valid(c).times(3).plus(y);
                  case 2 -> c.where(x.valid(y.lessThan(4)), y);
                  case 3 -> c.where(y, x.valid(y.lessThan(4)));
                  case 4 -> x.valid(c).divide(4);
                  default -> x.valid(c);
                });
  }

  private static final List<UOp> LEAVES =
      List.of(
          RuleTable.range(0, 2),
          RuleTable.range(1, 3),
          RuleTable.range(2, 5),
          RuleTable.range(3, 8),
          RuleTable.range(4, 1),
          RuleTable.variable("v", -3, 4));

  private static Arbitrary<UOp> leaf() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.of(LEAVES)),
        Tuple.of(1, Arbitraries.integers().between(-5, 20).map(UOp::index)));
  }

  private static Arbitrary<Integer> constant() {
    return Arbitraries.of(1, 2, 3, 4, 5, 6, 8, 9, 12, 16, 24);
  }

  private static Arbitrary<UOp> index(int depth) {
    if (depth == 0) {
      return leaf();
    }
    Arbitrary<UOp> smaller = Arbitraries.lazy(() -> index(depth - 1));
    return Arbitraries.frequencyOf(
        Tuple.of(1, leaf()),
        Tuple.of(4, Combinators.combine(smaller, smaller).as(UOp::plus)),
        Tuple.of(
            1,
            Combinators.combine(smaller, Arbitraries.integers().between(-8, 20))
                .as((x, c) -> x.plus(c))),
        Tuple.of(2, Combinators.combine(smaller, constant()).as((x, c) -> x.times(c))),
        Tuple.of(1, smaller.map(x -> x.times(-1))),
        Tuple.of(2, Combinators.combine(smaller, constant()).as((x, c) -> x.divide(c))),
        Tuple.of(2, Combinators.combine(smaller, constant()).as((x, c) -> x.modulo(c))),
        Tuple.of(1, Combinators.combine(smaller, smaller).as(UOp::max)),
        Tuple.of(
            1,
            Combinators.combine(Arbitraries.lazy(() -> condition(depth - 1)), smaller, smaller)
                .as((c, x, y) -> c.where(x, y))));
  }

  private static Arbitrary<UOp> condition(int depth) {
    Arbitrary<UOp> compared = Arbitraries.lazy(() -> index(Math.max(0, depth - 1)));
    Arbitrary<UOp> less =
        Combinators.combine(compared, Arbitraries.integers().between(-3, 30))
            .as((x, c) -> x.lessThan(c));
    if (depth == 0) {
      return less;
    }
    Arbitrary<UOp> smaller = Arbitraries.lazy(() -> condition(depth - 1));
    return Arbitraries.frequencyOf(
        Tuple.of(3, less),
        Tuple.of(2, less.map(UOp::not)),
        Tuple.of(3, Combinators.combine(smaller, smaller).as(UOp::and)),
        Tuple.of(1, Combinators.combine(smaller, smaller).as(UOp::or)),
        Tuple.of(1, Combinators.combine(compared, compared).as(UOp::lessThan)),
        Tuple.of(1, Combinators.combine(compared, compared).as(UOp::notEqual)));
  }
}
