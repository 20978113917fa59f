package winofuzz.compiler.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static winofuzz.compiler.rewrite.Pattern.any;
import static winofuzz.compiler.rewrite.Pattern.constant;
import static winofuzz.compiler.rewrite.Pattern.op;
import static winofuzz.compiler.rewrite.Pattern.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

class RewriterTest {
  private static final UOp A = variable("a");
  private static final UOp B = variable("b");
  private static final UOp C = variable("c");

  private static UOp variable(String name) {
    return UOp.of(Op.DEFINE_VAR, DType.INDEX, new Arg.Variable(name, 0, 9));
  }

  /** Notes every node it is shown, and leaves it. */
  private static final RuleSet<List<UOp>> VISIT = visit(any());

  /** Notes every node that matches, and leaves it. */
  private static RuleSet<List<UOp>> visit(Pattern pattern) {
    return RuleSet.<List<UOp>>of(
        "visit",
        Rule.<List<UOp>>with(
            "note",
            pattern,
            (m, seen) -> {
              seen.add(m.root());
              return null;
            }));
  }

  @Test
  void operandsComeBeforeTheirUsersLeftToRightAndOnce() {
    UOp left = A.plus(B);
    UOp right = left.plus(A);
    UOp root = left.times(C).plus(C.times(right));
    List<UOp> seen = new ArrayList<>();
    assertSame(root, Rewriter.PLAIN.rewrite(root, VISIT, seen));
    assertEquals(List.of(A, B, left, C, left.times(C), right, C.times(right), root), seen);
  }

  @Test
  void settledNodesAndWhatIsBelowThemAreLeft() {
    UOp left = A.plus(B);
    UOp root = left.times(C);
    List<UOp> seen = new ArrayList<>();
    assertSame(root, Rewriter.PLAIN.rewrite(root, VISIT, seen, List.of(left)));
    assertEquals(List.of(C, root), seen);
  }

  @Test
  void rootFirstShowsUsersBeforeTheirOperands() {
    UOp left = A.plus(B);
    UOp right = left.plus(A);
    UOp root = left.times(C).plus(C.times(right));
    List<UOp> seen = new ArrayList<>();
    assertSame(root, Rewriter.PLAIN.rewriteRootFirst(root, VISIT, seen));
    assertEquals(List.of(root, left.times(C), left, A, B, C, C.times(right), right), seen);
  }

  @Test
  void aSharedOperandIsVisitedWhereItsOutermostUserHasIt() {
    UOp sum = A.plus(B);
    UOp root = sum.times(C).plus(sum);
    List<UOp> seen = new ArrayList<>();
    assertSame(root, Rewriter.PLAIN.rewrite(root, VISIT, seen));
    assertEquals(List.of(C, A, B, sum, sum.times(C), root), seen);
    seen.clear();
    assertSame(root, Rewriter.PLAIN.rewriteRootFirst(root, VISIT, seen));
    assertEquals(List.of(root, sum.times(C), C, sum, A, B), seen);
  }

  @Test
  void aResultIsVisitedAgainDownToItsOperands() {
    // a*2 -> a+a, then the sum is seen as well.
    Rule<Object> doubling = Rule.of("double", any("x").times(2), m -> m.get("x").plus(m.get("x")));
    List<UOp> seen = new ArrayList<>();
    RuleSet<List<UOp>> rules = RuleSet.<List<UOp>>of("p", doubling).plus(VISIT);
    assertSame(A.plus(A), Rewriter.PLAIN.rewrite(A.times(2), rules, seen));
    assertEquals(List.of(A, UOp.index(2), A.plus(A)), seen);
  }

  @Test
  void aContextCountsInOrderOfVisits() {
    RuleSet<AtomicLong> number =
        RuleSet.<AtomicLong>of(
            "number",
            Rule.<AtomicLong>with(
                "number", op(Op.DEFINE_VAR), (m, next) -> UOp.index(next.getAndIncrement())));
    UOp root = C.plus(A).plus(B.plus(C));
    UOp expected = UOp.index(0).plus(UOp.index(1)).plus(UOp.index(2).plus(UOp.index(0)));
    assertSame(expected, Rewriter.PLAIN.rewrite(root, number, new AtomicLong()));
    assertSame(expected, Rewriter.PLAIN.rewriteRootFirst(root, number, new AtomicLong()));
  }

  /** Notes every sum it is shown, and leaves it. */
  private static RuleSet<Object> noting(List<UOp> seen) {
    return RuleSet.of(
        "note",
        Rule.of(
            "note",
            op(Op.ADD),
            m -> {
              seen.add(m.root());
              return null;
            }));
  }

  @Test
  void graphsThatNoRuleMatchesArePassedOver() {
    UOp product = A.times(B);
    UOp root = product.plus(C);
    List<UOp> seen = new ArrayList<>();
    RuleSet<List<UOp>> rules = visit(op(Op.ADD, Op.MUL));
    assertSame(root, Rewriter.PLAIN.rewrite(root, rules, seen));
    assertSame(root, Rewriter.PLAIN.rewriteRootFirst(root, rules, seen));
    assertEquals(List.of(product, root, root, product), seen);
    assertSame(A, Rewriter.PLAIN.rewrite(A, rules, seen));
    assertEquals(4, seen.size());
  }

  @Test
  void whatRulesHaveLeftTheyAreNotAskedAboutAgainUnlessObserved() {
    List<UOp> seen = new ArrayList<>();
    RuleSet<Object> rules = noting(seen);
    Rewriter rewriter = Rewriter.PLAIN.counting(new RuleHits());
    UOp sum = A.plus(B);
    UOp larger = sum.plus(C);
    assertSame(sum, rewriter.rewrite(sum, rules));
    assertSame(larger, rewriter.rewrite(larger, rules));
    assertSame(larger, rewriter.rewriteRootFirst(larger, rules));
    assertEquals(List.of(sum, larger), seen);
    assertSame(larger, rewriter.observedBy((set, rule, x, y) -> true).rewrite(larger, rules));
    assertEquals(List.of(sum, larger, sum, larger), seen);
  }

  @Test
  void whatIsCountedWhileANodeIsLeftIsCountedEachTime() {
    RuleSet<Object> inner = RuleSet.of("inner", Rule.of("x+0", any("x").plus(0), m -> m.get("x")));
    Rule<Object> asking =
        Rule.of(
            "ask",
            op(Op.MUL),
            m -> {
              UOp unused = m.rewriter().rewrite(m.root().src(0).plus(0), inner);
              return unused == m.root().src(0) ? null : unused;
            });
    RuleSet<Object> outer = RuleSet.of("outer", asking, Rule.of("x-x", op(Op.SUB), m -> A));
    UOp root = A.times(B).plus(C);
    for (int i = 0; i < 2; i++) {
      RuleHits hits = new RuleHits();
      assertSame(root, Rewriter.PLAIN.counting(hits).rewrite(root, outer));
      assertEquals(1, hits.of(inner, inner.rules().getFirst()));
    }
  }

  @Test
  void withoutAContextAnOperandIsVisitedByWhoeverNeedsItFirst() {
    List<UOp> seen = new ArrayList<>();
    UOp sum = A.plus(B);
    UOp user = sum.plus(C);
    UOp root = user.plus(sum);
    assertSame(root, Rewriter.PLAIN.rewrite(root, noting(seen)));
    assertEquals(List.of(sum, user, root), seen);
  }

  @Test
  void theFirstRuleThatChangesTheNodeWins() {
    RuleSet<Object> rules =
        RuleSet.of(
            "p",
            Rule.of("does not apply", any("x").plus(any("y")), m -> null),
            Rule.of("gives the node back", any("x").plus(any("y")), m -> m.root()),
            Rule.of("first", any("x").plus(any("y")), m -> m.get("x")),
            Rule.of("second", any("x").plus(any("y")), m -> m.get("y")));
    RuleHits hits = new RuleHits();
    assertSame(A, Rewriter.PLAIN.counting(hits).rewrite(A.plus(B), rules));
    assertEquals(1, hits.of(rules, rules.rules().get(2)));
    assertEquals(0, hits.of(rules, rules.rules().get(3)));
  }

  @Test
  void commutedOperandsAreTriedInOrderUntilTheReplacementAgrees() {
    List<UOp> tried = new ArrayList<>();
    Rule<Object> rule =
        Rule.of(
            "order",
            any("x").plus(any("y")).plus(any("z")),
            m -> {
              tried.add(m.get("x"));
              return m.get("x") == B ? C : null;
            });
    // The outer sum's orders are outermost: (x+y)+z does not fit z+(x+y) here.
    assertSame(C, Rewriter.PLAIN.rewrite(A.plus(B).plus(C), RuleSet.of("p", rule)));
    assertEquals(List.of(A, B), tried);
  }

  @Test
  void aSharedNameMustBeOneNode() {
    Rule<Object> rule =
        Rule.of(
            "self", any("y").plus(any("x")).plus(any("x").times(constant("c"))), m -> m.get("y"));
    RuleSet<Object> rules = RuleSet.of("p", rule);
    assertSame(A, Rewriter.PLAIN.rewrite(A.plus(B).plus(B.times(3)), rules));
    assertSame(A, Rewriter.PLAIN.rewrite(B.plus(A).plus(B.times(3)), rules));
    assertSame(B, Rewriter.PLAIN.rewrite(A.times(3).plus(B.plus(A)), rules));
    UOp different = A.plus(B).plus(C.times(3));
    assertSame(different, Rewriter.PLAIN.rewrite(different, rules));
  }

  @Test
  void valuesAreComparedAsNumbers() {
    RuleSet<Object> rules =
        RuleSet.of("p", Rule.of("x+0", any("x").plus(value(0)), m -> m.get("x")));
    UOp f = UOp.of(Op.DEFINE_VAR, DType.FLOAT32, new Arg.Variable("f", 0, 1));
    UOp minusZero = UOp.of(Op.CONST, DType.FLOAT32, Arg.Special.NEGATIVE_ZERO);
    assertSame(f, Rewriter.PLAIN.rewrite(f.plus(0), rules));
    assertSame(f, Rewriter.PLAIN.rewrite(minusZero.plus(f), rules));
    assertSame(f.plus(1), Rewriter.PLAIN.rewrite(f.plus(1), rules));
  }

  @Test
  void everyOperandMatchesAndAgreesOnNames() {
    UOp vector = A.plus(B);
    RuleSet<Object> rules =
        RuleSet.of(
            "p",
            Rule.of(
                "lanes of one vector",
                op(Op.VECTORIZE).srcEvery(op(Op.GEP).src(any("v"))),
                m -> m.get("v")));
    UOp lane0 = UOp.of(Op.GEP, DType.INDEX, new Arg.Lanes(List.of(0)), vector);
    UOp lane1 = UOp.of(Op.GEP, DType.INDEX, new Arg.Lanes(List.of(1)), vector);
    UOp other = UOp.of(Op.GEP, DType.INDEX, new Arg.Lanes(List.of(1)), C);
    DType two = DType.INDEX.vector(2);
    assertSame(vector, Rewriter.PLAIN.rewrite(UOp.of(Op.VECTORIZE, two, lane0, lane1), rules));
    UOp mixed = UOp.of(Op.VECTORIZE, two, lane0, other);
    assertSame(mixed, Rewriter.PLAIN.rewrite(mixed, rules));
    UOp notAllLanes = UOp.of(Op.VECTORIZE, two, lane0, C);
    assertSame(notAllLanes, Rewriter.PLAIN.rewrite(notAllLanes, rules));
    UOp empty = UOp.of(Op.VECTORIZE, DType.INDEX.vector(0));
    assertSame(empty, Rewriter.PLAIN.rewrite(empty, rules));
  }

  @Test
  void arityIsExactUnlessOnlyAPrefixIsAskedFor() {
    RuleSet<Object> exact =
        RuleSet.of("p", Rule.of("one", op(Op.SINK).src(any("x")), m -> m.get("x")));
    RuleSet<Object> prefix =
        RuleSet.of("p", Rule.of("some", op(Op.SINK).srcStarting(any("x")), m -> m.get("x")));
    UOp pair = UOp.sink(A, B);
    assertSame(A, Rewriter.PLAIN.rewrite(UOp.sink(A), exact));
    assertSame(pair, Rewriter.PLAIN.rewrite(pair, exact));
    assertSame(A, Rewriter.PLAIN.rewrite(pair, prefix));
    assertSame(UOp.sink(), Rewriter.PLAIN.rewrite(UOp.sink(), prefix));
  }

  @Test
  void anOperationAmongTheOperandsIsEnough() {
    RuleSet<Object> rules =
        RuleSet.of("p", Rule.of("with", op(Op.SINK).srcIncluding(Op.ADD), m -> m.root().src(0)));
    assertSame(A, Rewriter.PLAIN.rewrite(UOp.sink(A, A.plus(B)), rules));
    assertSame(UOp.sink(A, B), Rewriter.PLAIN.rewrite(UOp.sink(A, B), rules));
  }

  @Test
  void alternativesMayNameTheOuterNode() {
    RuleSet<Object> rules =
        RuleSet.of(
            "p",
            Rule.of(
                "or cast",
                op(Op.SINK).src(op(Op.ADD).orCast("x")),
                m -> UOp.sink(m.get("x"), m.get("x"))));
    UOp sum = A.plus(B);
    UOp cast = sum.cast(DType.INT32);
    assertSame(UOp.sink(sum, sum), Rewriter.PLAIN.rewrite(UOp.sink(sum), rules));
    assertSame(UOp.sink(cast, cast), Rewriter.PLAIN.rewrite(UOp.sink(cast), rules));
    assertSame(UOp.sink(A), Rewriter.PLAIN.rewrite(UOp.sink(A), rules));
  }

  @Test
  void substitutionReachesIntoReplacements() {
    UOp root = A.plus(B);
    assertSame(C.times(2).plus(C), Rewriter.substitute(root, Map.of(A, B.times(2), B, C)));
    assertSame(root, Rewriter.substitute(root, Map.of(A, A)));
    assertSame(root, Rewriter.substitute(root, Map.of()));
    assertSame(root, Rewriter.substitute(root, Map.of(C, A)));
  }

  @Test
  void aRewriteWithoutEndNamesItsLastRules() {
    RuleSet<Object> growing =
        RuleSet.of("growing", Rule.of("x -> x+1", op(Op.DEFINE_VAR), m -> m.root().plus(1)));
    RewriteLimitError error =
        assertThrows(RewriteLimitError.class, () -> Rewriter.PLAIN.rewriteRootFirst(A, circle()));
    assertTrue(error.toString().contains("swap: the rules applied last were [swap"));
    RuleStep<Object> step = new RuleStep<>(growing, growing, Rewriter.PLAIN);
    RewriteLimitError unbounded =
        assertThrows(
            RewriteLimitError.class,
            () -> new Traversal(new EndlessStep(step), false, 1000).run(A));
    assertTrue(unbounded.toString().contains("no end after 1000 steps in growing"));
  }

  /** Nodes that wait for one another are told from a long rewrite at once. */
  @Test
  void aCircleEndsWhenAllWait() {
    RuleStep<Object> step = new RuleStep<>(circle(), circle(), Rewriter.PLAIN);
    UOp root = UOp.sink(A.plus(C), C.times(A));
    RewriteLimitError error =
        assertThrows(
            RewriteLimitError.class, () -> new Traversal(step, false, Integer.MAX_VALUE).run(root));
    assertTrue(error.toString().contains("a circle in swap"), error::toString);
  }

  private static RuleSet<Object> circle() {
    return RuleSet.of("swap", Rule.of("swap", op(Op.DEFINE_VAR), m -> m.root() == A ? B : A));
  }

  /** Gives ever new nodes. */
  private record EndlessStep(RuleStep<Object> rules) implements NodeStep {
    @Override
    public UOp apply(UOp node) {
      return UOp.index(node.is(Op.CONST) ? node.intValue() + 1 : 0);
    }

    @Override
    public boolean dependsOnOrder() {
      return rules.dependsOnOrder();
    }

    @Override
    public boolean isSettled(UOp node) {
      return false;
    }

    @Override
    public boolean settles() {
      return false;
    }

    @Override
    public void settle(UOp node) {}

    @Override
    public String latest() {
      return rules.latest();
    }
  }

  @Test
  void anObserverSeesApplicationsAndCanRefuseThem() {
    RuleSet<Object> rules =
        RuleSet.of(
            "pass",
            Rule.of("x*1", any("x").times(1), m -> m.get("x")),
            Rule.of("x+0", any("x").plus(0), m -> m.get("x")));
    UOp root = A.times(1).plus(0);
    List<String> seen = new ArrayList<>();
    RewriteObserver observer =
        (pass, rule, before, after) -> {
          seen.add(pass + " " + rule.description() + " " + before.op() + " " + after.op());
          return !rule.description().equals("x+0");
        };
    UOp result = Rewriter.PLAIN.observedBy(observer).rewrite(root, rules);
    assertSame(A.plus(0), result);
    assertEquals(List.of("pass x*1 MUL DEFINE_VAR", "pass x+0 ADD DEFINE_VAR"), seen);
    assertSame(A, Rewriter.PLAIN.rewrite(root, rules));
  }

  @Test
  void aRuleMayRewriteInsideItsReplacement() {
    RuleSet<Object> inner = RuleSet.of("inner", Rule.of("x*1", any("x").times(1), m -> m.get("x")));
    RuleSet<Object> outer =
        RuleSet.of(
            "outer",
            Rule.of(
                "sink",
                op(Op.SINK).src(any("x"), any("y")),
                m -> m.rewriter().rewrite(m.get("x"), inner).plus(m.get("y"))));
    assertSame(A.plus(B), Rewriter.PLAIN.rewrite(UOp.sink(A.times(1), B), outer));
  }

  @Test
  void deepGraphsDoNotOverflowTheStack() {
    UOp sum = A;
    for (int i = 0; i < 20_000; i++) {
      sum = sum.plus(B);
    }
    UOp expected = C;
    for (int i = 0; i < 20_000; i++) {
      expected = expected.plus(B);
    }
    assertSame(expected, Rewriter.substitute(sum, Map.of(A, C)));
  }
}
