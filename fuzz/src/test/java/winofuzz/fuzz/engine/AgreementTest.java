package winofuzz.fuzz.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseSource;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.devices.DeviceList;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.LoweredCase.Execution;
import winofuzz.fuzz.oracle.Differences;
import winofuzz.interpret.ExactConvolution;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.Stage;
import winofuzz.number.NumericProfile;

/**
 * On random cases, every stage of every path evaluated exactly equals the direct convolution, and
 * the linear stage evaluated in floats equals the simulator bit for bit, whatever the inputs.
 */
final class AgreementTest {
  private static final CompilerUnderTest COMPILER = new BuiltinCompiler();

  private record Inputted(Values activation, Values weight) {
    static Inputted of(ConvCase c, InputDomain domain) {
      ConvCase drawn = c.with(new Inputs(domain, c.inputs().seed()));
      return new Inputted(
          values(c, drawn.drawing().activation()), values(c, drawn.drawing().weight()));
    }

    private static Values values(ConvCase c, double[] drawn) {
      float[] narrow = new float[drawn.length];
      for (int i = 0; i < narrow.length; i++) {
        narrow[i] = (float) drawn[i];
      }
      return Values.of(c.convolution().dtype(), narrow);
    }
  }

  @Test
  void onSixCases() {
    assertEquals(List.of(), disagreements(6, 1));
  }

  @Test
  @Tag("long")
  void onFiveHundredCases() {
    assertEquals(List.of(), disagreements(500, 2));
  }

  private static List<String> disagreements(int cases, long seed) {
    List<ConvCase> drawn = new ArrayList<>();
    try (CaseSource source = new CaseSource(seed, InputDomain.drawn(), List.of(Target.values()))) {
      for (int i = 0; i < cases; i++) {
        drawn.add(source.get(i, List.of()).subject());
      }
    }
    return drawn.parallelStream().flatMap(c -> disagreements(c).stream()).toList();
  }

  private static List<String> disagreements(ConvCase c) {
    List<String> result = new ArrayList<>();
    for (LoweringPath path : LoweringPath.BUILTIN) {
      LoweredCase lowered = COMPILER.lower(c.convolution(), path, Set.of(), Target.APPLE);
      for (InputDomain domain : InputDomain.values()) {
        Inputted inputs = Inputted.of(c, domain);
        String where = c + " on " + path.label() + " with " + domain.label() + " inputs at ";
        if (inputs.activation.areFinite() && inputs.weight.areFinite()) {
          inexact(c, lowered, inputs).forEach(stage -> result.add(where + stage.label()));
        }
        if (!equalsSimulator(lowered, inputs)) {
          result.add(where + "the simulator");
        }
      }
    }
    return result;
  }

  private static List<Stage> inexact(ConvCase c, LoweredCase lowered, Inputted inputs) {
    Values expected = ExactConvolution.evaluate(c.convolution(), inputs.activation, inputs.weight);
    return lowered.stages().stream()
        .filter(
            stage ->
                !Values.exactlyEqual(
                    expected, evaluated(lowered, stage, Semantics.EXACT, inputs).output()))
        .toList();
  }

  private static boolean equalsSimulator(LoweredCase lowered, Inputted inputs) {
    Values expected = evaluated(lowered, Stage.LINEAR, Semantics.IEEE, inputs).output();
    return lowered.run(DeviceList.get("sim"), inputs.activation, inputs.weight)
            instanceof Execution.Finished run
        && run.faults().isEmpty()
        && Differences.sameBits(expected, run.output());
  }

  private static LoweredCase.StageResult evaluated(
      LoweredCase lowered, Stage stage, Semantics semantics, Inputted inputs) {
    return lowered.evaluate(
        stage, semantics, NumericProfile.STRICT, inputs.activation, inputs.weight);
  }
}
