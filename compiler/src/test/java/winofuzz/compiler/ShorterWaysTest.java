package winofuzz.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import winofuzz.compiler.pass.BuiltinPath;
import winofuzz.compiler.pass.LoweringRequest;
import winofuzz.compiler.pass.Observation;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Target;

/** What is remembered or computed directly where nobody watches is what the rules make of it. */
class ShorterWaysTest {
  private static Compilation compile(BuiltinPath path, Observation observation) {
    return Compiler.compile(
        new LoweringRequest(Convolution.of(1, 4, 11, 9, 3, 1, 1), path, Set.of(), Target.APPLE),
        observation);
  }

  @ParameterizedTest
  @EnumSource(BuiltinPath.class)
  void theRulesAloneGiveTheSameKernels(BuiltinPath path) {
    Observation seesAll = Observation.NONE.withRewrites((rules, rule, before, after) -> true);
    assertEquals(compile(path, seesAll).kernels(), compile(path, Observation.NONE).kernels());
  }
}
