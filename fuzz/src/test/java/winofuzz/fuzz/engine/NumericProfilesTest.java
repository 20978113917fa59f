package winofuzz.fuzz.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import winofuzz.compiler.Compilation;
import winofuzz.compiler.Compiler;
import winofuzz.compiler.render.MetalRenderer;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.oracle.Workbench.Execution;
import winofuzz.interpret.Interpreter;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.Stage;
import winofuzz.metal.Device;
import winofuzz.metal.PreparedKernel;
import winofuzz.metal.WorkLimit;
import winofuzz.metal.sim.SimDevice;
import winofuzz.metal.sim.SimOptions;
import winofuzz.number.BinaryFormat;
import winofuzz.number.NumericProfile;
import winofuzz.number.NumericProfile.Contraction;

/** The interpreter and the simulator give a numeric profile the same meaning, each its own way. */
final class NumericProfilesTest {
  private static final String FORBIDS_CONTRACTION = "#pragma METAL fp contract(off)\n";

  private static final NumericProfile CONTRACTING =
      NumericProfile.STRICT.withContraction(Contraction.WITHIN_STATEMENT);

  static Stream<Arguments> profiles() {
    return Stream.of(
        Arguments.of(NumericProfile.STRICT, winofuzz.metal.NumericProfile.STRICT),
        Arguments.of(CONTRACTING, winofuzz.metal.NumericProfile.STRICT.withContract(true)),
        Arguments.of(NumericProfile.APPLE, winofuzz.metal.NumericProfile.APPLE.withContract(false)),
        Arguments.of(
            NumericProfile.APPLE.withContraction(Contraction.WITHIN_STATEMENT),
            winofuzz.metal.NumericProfile.APPLE));
  }

  private static Values draw(Convolution c, List<Integer> shape, int seed, int exponent) {
    float[] elements = new float[Math.toIntExact(Convolution.product(shape))];
    Random random = new Random(seed);
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (float) Math.scalb(random.nextGaussian(), exponent + random.nextInt(8) - 4);
    }
    return Values.of(c.dtype(), elements);
  }

  /** Inputs near 1 and a power of two, by which results can be made denormal. */
  private static Map<String, Values> inputs(Convolution c, int exponent) {
    return Map.of("x", draw(c, c.inputShape(), 1, 0), "w", draw(c, c.weightShape(), 2, exponent));
  }

  private static Values interpreted(
      Compilation compilation, Map<String, Values> inputs, NumericProfile profile) {
    return Interpreter.of(Semantics.IEEE)
        .withProfile(profile)
        .withStatements(MetalRenderer::inlined)
        .evaluate(compilation.program(Stage.LINEAR), inputs)
        .output();
  }

  private static Values simulated(
      Compilation compilation, Map<String, Values> inputs, winofuzz.metal.NumericProfile profile) {
    KernelRunner runner = new KernelRunner(new Permitting(profile), WorkLimit.NONE);
    if (runner.run(compilation, inputs) instanceof Execution.Finished finished) {
      return finished.output();
    }
    throw new AssertionError("the kernels do not run");
  }

  /** The simulator, given texts that leave contraction to it. */
  private static final class Permitting implements Device {
    private final SimDevice sim;

    Permitting(winofuzz.metal.NumericProfile profile) {
      sim = new SimDevice(SimOptions.DEFAULT.withProfile(profile));
    }

    @Override
    public String name() {
      return sim.name();
    }

    @Override
    public PreparedKernel prepare(String source, String kernel) {
      assertTrue(source.contains(FORBIDS_CONTRACTION));
      return sim.prepare(source.replace(FORBIDS_CONTRACTION, ""), kernel);
    }
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void kernelsComeToTheSameBits(NumericProfile ours, winofuzz.metal.NumericProfile theirs) {
    sameBits("cin=8,h=32,w=4,cout=8,pad=1", 0, ours, theirs);
    sameBits("batch=2,cin=3,h=6,w=7,cout=4,pad=1", -128, ours, theirs);
    sameBits("cin=8,h=32,w=4,cout=8,pad=1,dtype=float16", -8, ours, theirs);
    sameBits("cin=2,h=5,w=9,cout=3,pad=0,dtype=bfloat16", -128, ours, theirs);
  }

  private static void sameBits(
      String spec, int exponent, NumericProfile ours, winofuzz.metal.NumericProfile theirs) {
    Convolution c = CaseText.parse(spec).convolution();
    Map<String, Values> inputs = inputs(c, exponent);
    for (LoweringPath path : LoweringPath.BUILTIN) {
      Compilation compilation = Compiler.compile(c, path, Set.of(), Target.APPLE);
      Values expected = simulated(compilation, inputs, theirs);
      Values found = interpreted(compilation, inputs, ours);
      for (int i = 0; i < found.size(); i++) {
        int element = i;
        assertEquals(
            Double.doubleToLongBits(expected.at(i)),
            Double.doubleToLongBits(found.at(i)),
            () -> spec + " on " + path.label() + " at " + element);
      }
    }
  }

  /** Otherwise that both agree would say little. */
  @Test
  void profilesDiffer() {
    assertTrue(differs(0, CONTRACTING), "contraction");
    assertTrue(differs(0, NumericProfile.APPLE), "the matrix unit");
    assertTrue(
        differs(-128, NumericProfile.STRICT.withFlushed(Set.of(BinaryFormat.FLOAT32))), "flushing");
  }

  private static boolean differs(int exponent, NumericProfile profile) {
    Convolution c = CaseText.parse("cin=8,h=32,w=4,cout=8,pad=1").convolution();
    Map<String, Values> inputs = inputs(c, exponent);
    for (LoweringPath path : LoweringPath.BUILTIN) {
      Compilation compilation = Compiler.compile(c, path, Set.of(), Target.APPLE);
      Values strict = interpreted(compilation, inputs, NumericProfile.STRICT);
      if (differ(strict, interpreted(compilation, inputs, profile))) {
        return true;
      }
    }
    return false;
  }

  private static boolean differ(Values a, Values b) {
    for (int i = 0; i < a.size(); i++) {
      if (a.at(i) != b.at(i)) {
        return true;
      }
    }
    return false;
  }
}
