package winofuzz.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import winofuzz.compiler.pass.BuiltinPath;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.interpret.ExactConvolution;
import winofuzz.interpret.Interpreter;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.DType;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.number.Rational;

/** Bound semantics on convolutions, as every path lowers them. */
class BoundsTest {
  private static final Interpreter BOUND = Interpreter.of(Semantics.BOUND);
  private static final Interpreter IEEE = Interpreter.of(Semantics.IEEE);

  @Provide
  static Arbitrary<Convolution> convolutions() {
    return StagesTest.convolutions();
  }

  @Provide
  static Arbitrary<DType> dtypes() {
    return Arbitraries.of(DType.FLOAT32, DType.FLOAT16, DType.BFLOAT16);
  }

  @Provide
  static Arbitrary<BuiltinPath> right() {
    return StagesTest.right();
  }

  /** Reals of magnitudes between about 2^-20 and 2^4. */
  private static Values draw(DType dtype, List<Integer> shape, int seed) {
    float[] elements = new float[(int) Convolution.product(shape)];
    Random random = new Random(seed);
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (float) Math.scalb(random.nextGaussian(), random.nextInt(20) - 18);
    }
    return Values.of(dtype, elements);
  }

  private static Convolution of(Convolution c, DType dtype) {
    return new Convolution(c.batch(), c.cin(), c.cout(), c.groups(), c.spatial(), dtype);
  }

  @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
  void theBoundContainsTheConvolutionAtEveryStageOfEveryPath(
      @ForAll("convolutions") Convolution shape,
      @ForAll("dtypes") DType dtype,
      @ForAll("right") BuiltinPath builtin,
      @ForAll int seed) {
    LoweringPath path = builtin.path();
    Convolution c = of(shape, dtype);
    Values x = draw(dtype, c.inputShape(), seed);
    Values w = draw(dtype, c.weightShape(), seed + 1);
    Values exact = ExactConvolution.evaluate(c, x, w);
    Compilation compilation = Compiler.compile(c, path, Set.of(), Target.APPLE);
    for (Stage stage : compilation.stages()) {
      Program program = compilation.program(stage);
      Map<String, Values> inputs = Map.of("x", x, "w", w);
      Values.Bounded found = (Values.Bounded) BOUND.evaluate(program, inputs).output();
      Values ieee = IEEE.evaluate(program, inputs).output();
      for (int i = 0; i < exact.size(); i++) {
        assertEquals(ieee.at(i), found.at(i), "the number is the one of ieee semantics");
        if (Double.isFinite(found.boundAt(i))) {
          Rational distance = exact.exactAt(i).minus(found.exactAt(i)).abs();
          assertTrue(
              distance.compareTo(Rational.of(found.boundAt(i))) <= 0,
              () -> c + " on " + path.label() + " at " + stage.label());
        }
      }
    }
  }

  /** The largest bound of an output over the largest error of an output. */
  private static double looseness(Convolution c, LoweringPath path, int seed) {
    Values x = draw(c.dtype(), c.inputShape(), seed);
    Values w = draw(c.dtype(), c.weightShape(), seed + 1);
    Values exact = ExactConvolution.evaluate(c, x, w);
    Program program = Compiler.compile(c, path, Set.of(), Target.APPLE).program(Stage.LINEAR);
    Values.Bounded found =
        (Values.Bounded) BOUND.evaluate(program, Map.of("x", x, "w", w)).output();
    double error = 0;
    double bound = 0;
    for (int i = 0; i < exact.size(); i++) {
      error = Math.max(error, exact.exactAt(i).minus(found.exactAt(i)).abs().toDouble());
      bound = Math.max(bound, found.boundAt(i));
    }
    return bound / error;
  }

  @Test
  void theBoundIsWithinAHundredTimesOfTheObservedError() {
    List<Double> ratios = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < 10; i++) {
      Convolution.Axis axis = new Convolution.Axis(4 + random.nextInt(9), 3, 1, 1, 1, 1);
      int channels = 1 + random.nextInt(16);
      Convolution c = new Convolution(1, channels, 2, 1, List.of(axis, axis), DType.FLOAT32);
      for (LoweringPath path : LoweringPath.BUILTIN) {
        ratios.add(looseness(c, path, i));
      }
    }
    assertTrue(Collections.max(ratios) <= 100, () -> "ratios: " + ratios);
  }
}
