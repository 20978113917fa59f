package winofuzz.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import winofuzz.compiler.pass.BuiltinPath;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.interpret.Evaluation;
import winofuzz.interpret.ExactConvolution;
import winofuzz.interpret.Interpreter;
import winofuzz.interpret.OutsideReads;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.DType;
import winofuzz.ir.Stage;

/** Every path at every stage computes the convolution. */
class StagesTest {
  private static final Interpreter EXACT = Interpreter.of(Semantics.EXACT);

  @Property(tries = 120, shrinking = ShrinkingMode.BOUNDED)
  void everyStageOfEveryPathIsTheConvolutionExactly(
      @ForAll("convolutions") Convolution c,
      @ForAll("right") BuiltinPath builtin,
      @ForAll Target target,
      @ForAll int seed) {
    LoweringPath path = builtin.path();
    Values x = draw(c.inputShape(), seed);
    Values w = draw(c.weightShape(), seed + 1);
    Values expected = ExactConvolution.evaluate(c, x, w);
    Compilation compilation = Compiler.compile(c, path, Set.of(), target);
    for (Stage stage : compilation.stages()) {
      Evaluation evaluation = EXACT.evaluate(compilation.program(stage), Map.of("x", x, "w", w));
      assertTrue(
          Values.exactlyEqual(expected, evaluation.output()),
          () -> c + " on " + path.label() + " for " + target.label() + " at " + stage.label());
      assertEquals(OutsideReads.NONE, evaluation.outside());
    }
  }

  @Property(tries = 50)
  void theRewriteFiresOnWhatItIsFor(@ForAll("convolutions") Convolution c) {
    for (LoweringPath path : List.of(LoweringPath.NEW, LoweringPath.HYBRID, LoweringPath.MATCHED)) {
      boolean fires = Compiler.compile(c, path, Set.of(), Target.APPLE).isWinograd();
      boolean right = fires ? c.isWinogradOfSomeElements() : !c.isWinograd();
      assertTrue(right, () -> path.label() + " " + c);
    }
  }

  /** All paths but the two published attempts that change one of two orders only. */
  @Provide
  static Arbitrary<BuiltinPath> right() {
    return Arbitraries.of(
        EnumSet.complementOf(EnumSet.of(BuiltinPath.ATTEMPT_1, BuiltinPath.ATTEMPT_2)));
  }

  /** Small integers, so that most evaluations stay in doubles. */
  private static Values draw(List<Integer> shape, int seed) {
    float[] elements = new float[(int) Convolution.product(shape)];
    Random random = new Random(seed);
    for (int i = 0; i < elements.length; i++) {
      elements[i] = random.nextInt(-8, 9);
    }
    return Values.of(elements);
  }

  @Provide
  static Arbitrary<Convolution> convolutions() {
    Arbitrary<Convolution.Axis> winograd =
        Combinators.combine(sizes(), pads(), pads())
            .as((size, before, after) -> new Convolution.Axis(size, 3, before, after, 1, 1));
    Arbitrary<Convolution.Axis> other =
        Combinators.combine(
                sizes(),
                Arbitraries.integers().between(1, 4),
                pads(),
                Arbitraries.integers().between(1, 3),
                Arbitraries.integers().between(1, 2))
            .as(
                (size, kernel, pad, stride, dilation) ->
                    new Convolution.Axis(size, kernel, pad, pad, stride, dilation));
    Arbitrary<Convolution.Axis> axis =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, winograd), net.jqwik.api.Tuple.of(1, other));
    return Combinators.combine(
            Arbitraries.integers().between(1, 3),
            Arbitraries.integers().between(1, 3),
            Arbitraries.integers().between(1, 5),
            Arbitraries.integers().between(1, 5),
            axis,
            axis)
        .filter((b, g, ci, co, y, x) -> y.reach() <= y.padded() && x.reach() <= x.padded())
        .as(
            (b, g, ci, co, y, x) ->
                new Convolution(b, ci * g, co * g, g, List.of(y, x), DType.FLOAT32));
  }

  private static Arbitrary<Integer> sizes() {
    return Arbitraries.integers().between(1, 14);
  }

  private static Arbitrary<Integer> pads() {
    return Arbitraries.integers().between(0, 2);
  }
}
