package winofuzz.fuzz.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Oracle;
import winofuzz.ir.DType;
import winofuzz.ir.Fidelity;
import winofuzz.ir.NodeArena;
import winofuzz.ir.Op;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/**
 * Roundings that the compiler of this project loses, or makes where there are none. No exact value
 * changes by them.
 */
final class LostRoundingTest {
  private static final String CASE = "cin=3,h=5,w=5,cout=2,pad=1,dtype=float16,inputs=real:3";

  private static Set<String> findings(CompilerUnderTest compiler, String spec) {
    Setting setting = new Setting(List.of(LoweringPath.DIRECT), Set.of(), Target.APPLE, "sim");
    CaseReport report = new Oracle(compiler, setting).judge(CaseText.parse(spec), Target.APPLE);
    Set<String> result = new TreeSet<>();
    report.findings().forEach(f -> result.add(f.signature().toString()));
    return result;
  }

  /** Products of halves in float32, unrounded. */
  private static UOp unrounded(UOp graph) {
    Map<UOp, UOp> wide = new HashMap<>();
    for (UOp node : graph.toposort()) {
      if (node.is(Op.CAST) && node.dtype().equals(DType.FLOAT32) && node.src(0).is(Op.MUL)) {
        UOp product = node.src(0);
        wide.put(
            node, product.src(0).cast(DType.FLOAT32).times(product.src(1).cast(DType.FLOAT32)));
      }
    }
    return Rewriter.substitute(graph, wide);
  }

  /** Sums of halves in half, as if nobody had widened them. */
  private static UOp summedInHalf(UOp graph) {
    Map<UOp, UOp> narrow = new HashMap<>();
    for (UOp node : graph.toposort()) {
      if (node.is(Op.REDUCE_AXIS) && node.src(0).is(Op.CAST)) {
        UOp sum = UOp.of(node.op(), DType.FLOAT16, node.arg(), node.src(0).src(0));
        narrow.put(node, sum.cast(DType.FLOAT32));
      }
    }
    return Rewriter.substitute(graph, narrow);
  }

  @Test
  void thePassThatLosesARoundingIsNamed() {
    assertEquals(
        Set.of("lowering/direct/optimized/simplify-ranges"),
        findings(
            new BuiltinCompiler().withPass("simplify ranges", LostRoundingTest::unrounded), CASE));
  }

  @Test
  void theRuleThatLosesARoundingIsNamed() {
    CompilerUnderTest compiler =
        new BuiltinCompiler()
            .withRule(
                (set, rule) -> rule.equals("merge-ranges"), (before, after) -> unrounded(after));
    assertEquals(
        Set.of("lowering/direct/optimized/simplify-ranges/merge-ranges"),
        findings(compiler, "cin=2,h=3,w=3,cout=40,pad=0,dtype=float16,inputs=real:3"));
  }

  @Test
  void aGraphThatSumsInHalfBreaksThePromise() {
    CompilerUnderTest compiler =
        new BuiltinCompiler().withPass("frontend", LostRoundingTest::summedInHalf);
    assertEquals(
        Set.of("precision/direct/beyond-promise-on-sim/frontend"),
        findings(compiler, "cin=8,h=5,w=5,cout=2,pad=1,dtype=float16,inputs=rounding:1"));
  }

  @ParameterizedTest
  @CsvSource({
    "direct, 'cin=3,h=5,w=5,cout=2,pad=1', NUMBERS, NUMBERS",
    "direct, 'cin=48,h=8,w=1,cout=24,pad=1', NUMBERS, NONE",
    "direct, 'cin=8,h=8,w=8,cout=8,pad=0,kernel=1x1', NONE, NONE",
    "hybrid, 'cin=3,h=5,w=5,cout=2,pad=1', NONE, NONE",
    "hybrid, 'cin=3,h=5,w=5,cout=2,pad=1,dtype=float16', NUMBERS, NUMBERS"
  })
  void floatsAreKeptWhereTheScheduleKeepsTheOrderOfSums(
      String path, String spec, Fidelity optimized, Fidelity linear) {
    NodeArena.call(
        () -> {
          var lowered =
              new BuiltinCompiler()
                  .lower(
                      CaseText.parse(spec).convolution(),
                      new LoweringPath(path),
                      Set.of(),
                      Target.APPLE);
          assertEquals(optimized, lowered.fidelity(Stage.OPTIMIZED), spec + lowered.options());
          assertEquals(linear, lowered.fidelity(Stage.LINEAR), spec + lowered.options());
          return null;
        });
  }
}
