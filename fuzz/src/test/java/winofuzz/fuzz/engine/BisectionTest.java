package winofuzz.fuzz.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winofuzz.compiler.Pipeline;
import winofuzz.compiler.pass.LoweringRequest;
import winofuzz.compiler.pass.Observation;
import winofuzz.compiler.pass.Pass;
import winofuzz.compiler.pass.PassObserver;
import winofuzz.compiler.pass.Phase;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.RewriteObserver;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.interpret.ExactConvolution;
import winofuzz.interpret.Values;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/** A rule that gives something wrong is found, whatever it is that it breaks. */
final class BisectionTest {
  private static final ConvCase PADDED =
      CaseText.parse("cin=2,h=5,w=6,cout=3,pad=1,inputs=lattice:5");

  /** Its sums over channels are made by threads of a threadgroup together. */
  private static final ConvCase GROUPED =
      CaseText.parse("cin=16,h=3,w=3,cout=16,pad=1,inputs=lattice:5");

  /** Its tiles overrun the input. */
  private static final ConvCase BARE =
      CaseText.parse("cin=2,h=5,w=6,cout=3,pad=0,inputs=lattice:5");

  /** Its window is the whole input: channels and taps are read in one loop. */
  private static final ConvCase SINGLE_WINDOW =
      CaseText.parse("cin=2,h=3,w=3,cout=3,pad=0,inputs=lattice:5");

  /**
   * A wrong rewrite.
   *
   * @param what is wrong with it
   * @param subject a case that shows it
   * @param path that it is planted in
   * @param pass that applies it
   * @param rule whose replacements are made wrong
   * @param wrong what it puts in place, from the node it matched and the right replacement
   */
  private record Planted(
      String what,
      ConvCase subject,
      LoweringPath path,
      String pass,
      String rule,
      BinaryOperator<UOp> wrong)
      implements RewriteObserver {
    @Override
    public boolean allows(String rules, Rule<?> applied, UOp before, UOp after) {
      return true;
    }

    @Override
    public UOp replacement(String rules, Rule<?> applied, UOp before, UOp after) {
      return rules.equals(pass) && applied.description().equals(rule)
          ? wrong.apply(before, after)
          : after;
    }

    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Planted> planted() {
    return Stream.of(
        new Planted(
            "a sign",
            PADDED,
            LoweringPath.OLD,
            "metal operations",
            "negate",
            (before, after) -> after.src(0)),
        new Planted(
            "a swapped axis",
            PADDED,
            LoweringPath.HYBRID,
            "winograd",
            "winograd",
            (before, after) -> transposed(after)),
        new Planted(
            "a dropped term",
            PADDED,
            LoweringPath.OLD,
            "initial symbolic",
            "(x + c) + y -> (x + y) + c",
            (before, after) -> after.src(0)),
        new Planted(
            "an off-by-one bound",
            PADDED,
            LoweringPath.OLD,
            "initial symbolic",
            "c0 + x < c1 -> x < c1 - c0",
            (before, after) -> after.src(0).lessThan(after.src(1).plus(1))),
        new Planted(
            "an off-by-one bound in what another rule puts in place",
            CaseText.parse("batch=2,cin=1,h=6,w=5,cout=2,pad=2,inputs=lattice:5"),
            LoweringPath.OLD,
            "symbolic",
            "c0 + x < c1 -> x < c1 - c0",
            (before, after) -> after.src(0).lessThan(after.src(1).plus(1))),
        new Planted(
            "a product of constants",
            CaseText.parse("cin=4,h=8,w=8,cout=4,groups=2,pad=1,inputs=lattice:5"),
            LoweringPath.OLD,
            "initial symbolic",
            "(x MUL c1) MUL c2 -> x MUL (c1 MUL c2)",
            (before, after) -> before.src(0)),
        new Planted(
            "a lost gate",
            BARE,
            LoweringPath.HYBRID,
            "gates into indices",
            "gate-into-index",
            (before, after) -> before.withSrc(before.src(0), before.src(1))),
        new Planted(
            "a wrong constant",
            PADDED,
            LoweringPath.HYBRID,
            "initial symbolic",
            "f(c, d) -> its value",
            (before, after) -> oneMore(after)),
        new Planted(
            "a wrong lane",
            PADDED,
            LoweringPath.OLD,
            "simplify positions",
            "f(c, d) -> its value",
            (before, after) -> oneMore(after)),
        new Planted(
            "a wrong store index",
            PADDED,
            LoweringPath.OLD,
            "metal operations",
            "multiply-by-power-of-two",
            (before, after) -> after.withSrc(after.src(0), oneMore(after.src(1)))),
        new Planted(
            "a missing barrier",
            GROUPED,
            LoweringPath.OLD,
            "group for reduce",
            "a shared reduction -> a part a thread, a barrier, the reduction of the parts",
            (before, after) -> withoutBarriers(after)),
        new Planted(
            "a reduction over the wrong range",
            SINGLE_WINDOW,
            LoweringPath.DIRECT,
            "simplify ranges",
            "r0, r1 -> m / s1, m % s1",
            (before, after) -> after.is(Op.REDUCE) ? shorter(after) : after),
        new Planted(
            "a layout, by way of graphs without a value",
            CaseText.parse("cin=1,w=1,cout=2,pad=1,kernel=3,inputs=lattice:5"),
            LoweringPath.OLD,
            "remove costly buffers",
            "dead-axis",
            (before, after) -> keptAxesReversed(after)));
  }

  /** The axes of the buffer that is left. */
  private static UOp keptAxesReversed(UOp after) {
    UOp buffer = after.base();
    List<UOp> operands = new ArrayList<>(List.of(buffer.src(0)));
    operands.addAll(buffer.srcFrom(1).reversed());
    return Rewriter.substitute(after, Map.of(buffer, buffer.withSrc(operands)));
  }

  /** The tiles read column by column. */
  private static UOp transposed(UOp read) {
    return read.withSrc(
        read.src(0), read.src(1), read.src(3), read.src(2), read.src(5), read.src(4));
  }

  private static UOp withoutBarriers(UOp graph) {
    Map<UOp, UOp> stores = new HashMap<>();
    graph.toposort().stream().filter(u -> u.is(Op.BARRIER)).forEach(u -> stores.put(u, u.src(0)));
    return Rewriter.substitute(graph, stores);
  }

  /** All but the last turn of the innermost loop. */
  private static UOp shorter(UOp reduce) {
    UOp range = reduce.src(reduce.arity() - 1);
    return Rewriter.substitute(reduce, Map.of(range, range.withSrc(UOp.index(range.max()))));
  }

  private static UOp oneMore(UOp constant) {
    return constant.is(Op.CONST) && constant.arg() instanceof Arg.Int
        ? constant.constLike(constant.intValue() + 1)
        : constant;
  }

  private static Optional<Culprit> bisect(ConvCase c, LoweringPath path, Set<Defect> defects) {
    return bisect(Pipeline.STANDARD, c, path, defects, Observation.NONE);
  }

  private static Optional<Culprit> bisect(
      Pipeline pipeline,
      ConvCase c,
      LoweringPath path,
      Set<Defect> defects,
      Observation observation) {
    Values x = Values.of(floats(c.drawing().activation()));
    Values w = Values.of(floats(c.drawing().weight()));
    Values expected = ExactConvolution.evaluate(c.convolution(), x, w);
    return new Bisection(EnumSet.allOf(LoweredCase.StageFault.class), x, w, expected)
        .of(
            pipeline,
            LoweringRequest.of(c.convolution(), path, defects, Target.APPLE),
            observation);
  }

  private static float[] floats(double[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }

  @ParameterizedTest
  @MethodSource("planted")
  void aWrongRewriteIsTracedToItsRule(Planted planted) {
    Culprit culprit =
        bisect(
                Pipeline.STANDARD,
                planted.subject,
                planted.path,
                Set.of(),
                Observation.NONE.withRewrites(planted))
            .orElseThrow();
    Culprit.Application application = culprit.application();
    assertNotNull(application, culprit::toString);
    assertEquals(planted.rule, application.rule().description(), culprit::toString);
  }

  private static Culprit ofWrongPass(ConvCase c, String id, UnaryOperator<UOp> wrong) {
    PassObserver planted =
        (pass, before, after) -> pass.id().equals(id) ? after.mapGraphs(wrong) : after;
    Observation observation = Observation.NONE.withPasses(planted);
    return bisect(Pipeline.STANDARD, c, LoweringPath.OLD, Set.of(), observation).orElseThrow();
  }

  @Test
  void aMissingBarrierIsSeenAsARace() {
    Culprit culprit = ofWrongPass(GROUPED, "group-for-reduce", BisectionTest::withoutBarriers);
    assertEquals(Stage.LINEAR, culprit.stage());
    assertTrue(culprit.evidence().contains("expected a BARRIER"), culprit.evidence());
  }

  /** What is read outside of a buffer is worth zero, as it was behind its gate. */
  @Test
  void aRuleThatLosesAGateIsToBlameThoughNoValueChanges() {
    Planted lost = planted().filter(p -> p.what.equals("a lost gate")).findFirst().orElseThrow();
    Values x = Values.of(floats(lost.subject.drawing().activation()));
    Values w = Values.of(floats(lost.subject.drawing().weight()));
    Values expected = ExactConvolution.evaluate(lost.subject.convolution(), x, w);
    Culprit culprit =
        new Bisection(Set.of(LoweredCase.StageFault.READ), x, w, expected)
            .of(
                LoweringRequest.of(lost.subject.convolution(), lost.path, Set.of(), Target.APPLE),
                Observation.NONE.withRewrites(lost))
            .orElseThrow();
    Culprit.Application application = culprit.application();
    assertNotNull(application, culprit::toString);
    assertEquals(lost.rule, application.rule().description());
  }

  /** The rule that makes the vector which the pass then reads wrongly is not to blame. */
  @Test
  void aWrongPassIsNotTakenForARuleThatLeadsToIt() {
    ConvCase c = CaseText.parse("cin=1,w=4,cout=1,pad=0/1,kernel=2,inputs=lattice:5");
    Culprit culprit = ofWrongPass(c, "lane-expansion", BisectionTest::withLanesExchanged);
    assertEquals(Stage.LINEAR, culprit.stage());
    assertNull(culprit.application(), culprit::toString);
  }

  private static UOp withLanesExchanged(UOp graph) {
    Map<UOp, UOp> wrong = new HashMap<>();
    graph.toposort().stream()
        .filter(u -> u.is(Op.GEP) && u.arg().equals(new Arg.Lanes(List.of(2))))
        .forEach(u -> wrong.put(u, u.withArg(new Arg.Lanes(List.of(1)))));
    return Rewriter.substitute(graph, wrong);
  }

  @Test
  void thePublishedRewriteIsTracedToItself() {
    Culprit culprit = bisect(PADDED, LoweringPath.HYBRID, Set.of(Defect.INDEX_ORDER)).orElseThrow();
    assertEquals(Stage.RANGED, culprit.stage());
    assertEquals("ranged, in winograd, by winograd", culprit.toString());
    assertTrue(culprit.evidence().contains("read at index"), culprit.evidence());
  }

  @Test
  void nothingIsFoundWhereNothingIsWrong() {
    for (LoweringPath path : LoweringPath.BUILTIN) {
      assertEquals(Optional.empty(), bisect(PADDED, path, Set.of()));
    }
  }

  /** Nothing but the list says that there is a pass. */
  @Test
  void aPassIsBisectedBecauseItIsInTheList() {
    Rule<Object> wrong =
        Rule.of("toy: x * y -> x", Pattern.op(Op.MUL).dtype(DType::isFloat), m -> m.root().src(0));
    Pass toy = Pass.eachGraph("toy", Stage.KERNEL, RuleSet.of("toy rules", wrong));
    List<Phase> phases = new ArrayList<>();
    for (Phase phase : Pipeline.STANDARD.phases()) {
      List<Pass> passes = new ArrayList<>(phase.passes());
      if (phase.stage() == Stage.OPTIMIZED) {
        passes.add(2, toy);
      }
      phases.add(new Phase(phase.stage(), phase.fidelity(), passes));
    }
    Culprit culprit =
        bisect(new Pipeline(phases), PADDED, LoweringPath.DIRECT, Set.of(), Observation.NONE)
            .orElseThrow();
    assertEquals("optimized, in toy, by toy: x * y -> x", culprit.toString());
  }
}
