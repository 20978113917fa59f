package winofuzz.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Convolution;
import winofuzz.ir.DType;
import winofuzz.ir.Program;

/** One convolution at the stages tensor, ranged and kernel, against its definition. */
final class ConvolutionStagesTest {
  private static final Convolution CASE = Convolution.of(2, 3, 5, 7, 4, 1, 1);

  private record Inputs(Values x, Values w) {
    static Inputs of(Convolution c, boolean reals) {
      int xs = c.batch() * c.cin() * c.spatial().get(0).size() * c.spatial().get(1).size();
      int ws = c.cout() * c.cin() * 9;
      return new Inputs(
          Values.of(reals ? Graphs.reals(xs, 1) : Graphs.integers(xs, 1)),
          Values.of(reals ? Graphs.reals(ws, 2) : Graphs.integers(ws, 2)));
    }

    Map<String, Values> named() {
      return Map.of("x", x, "w", w);
    }
  }

  private static List<Program> stages(Convolution c) {
    return List.of(
        Graphs.tensorConvolution(c, DType.FLOAT32),
        Graphs.rangedConvolution(c, DType.FLOAT32, true),
        Graphs.kernelConvolution(c, DType.FLOAT32));
  }

  @Test
  void exactEqualsTheDefinitionOnIntegers() {
    Inputs inputs = Inputs.of(CASE, false);
    Values expected = ExactConvolution.evaluate(CASE, inputs.x(), inputs.w());
    for (Program program : stages(CASE)) {
      Evaluation found = Interpreter.of(Semantics.EXACT).evaluate(program, inputs.named());
      assertTrue(Values.exactlyEqual(expected, found.output()), program.stage().label());
      assertEquals(Evaluation.Used.SCALED_INTEGERS, found.arithmetic());
    }
  }

  @Test
  void exactEqualsTheDefinitionOnReals() {
    Inputs inputs = Inputs.of(CASE, true);
    Values expected = ExactConvolution.evaluate(CASE, inputs.x(), inputs.w());
    for (Program program : stages(CASE)) {
      Evaluation found = Interpreter.of(Semantics.EXACT).evaluate(program, inputs.named());
      assertTrue(Values.exactlyEqual(expected, found.output()), program.stage().label());
      assertEquals(Evaluation.Used.BIG_INTEGERS, found.arithmetic());
    }
  }

  @Test
  void ieeeEqualsExactOnIntegers() {
    Inputs inputs = Inputs.of(CASE, false);
    for (Program program : stages(CASE)) {
      Values exact = Interpreter.of(Semantics.EXACT).evaluate(program, inputs.named()).output();
      Values ieee = Interpreter.of(Semantics.IEEE).evaluate(program, inputs.named()).output();
      assertTrue(Values.exactlyEqual(exact, ieee), program.stage().label());
    }
  }
}
