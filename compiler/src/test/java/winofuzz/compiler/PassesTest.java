package winofuzz.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import winofuzz.compiler.pass.BuiltinPath;
import winofuzz.compiler.pass.LoweringRequest;
import winofuzz.compiler.pass.Observation;
import winofuzz.compiler.pass.Pass;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleHits;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Target;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.Stage;
import winofuzz.ir.Verifier;

/** What every pass of the pipeline leaves is well formed. */
class PassesTest {
  @Property(tries = 60)
  void everyPassLeavesADraftOfItsForm(
      @ForAll("convolutions") Convolution c, @ForAll BuiltinPath path, @ForAll Target target) {
    Observation verifying = Observation.NONE.withPasses(new VerifyingObserver());
    Compilation compilation =
        Compiler.compile(new LoweringRequest(c, path, Set.of(), target), verifying);
    for (Stage stage : compilation.stages()) {
      Verifier.verify(compilation.program(stage));
    }
  }

  @Provide
  Arbitrary<Convolution> convolutions() {
    return StagesTest.convolutions();
  }

  @ParameterizedTest
  @EnumSource(BuiltinPath.class)
  void everyPassOfAPathRunsOnce(BuiltinPath path) {
    List<Pass> run = new ArrayList<>();
    Observation observation =
        Observation.NONE.withPasses(
            (pass, before, after) -> {
              run.add(pass);
              return after;
            });
    Compiler.compile(
        new LoweringRequest(Convolution.of(1, 2, 6, 6, 2, 1, 1), path, Set.of(), Target.APPLE),
        observation);
    List<Pass> expected =
        Pipeline.STANDARD.phases().stream().flatMap(p -> p.passesOn(path).stream()).toList();
    assertEquals(names(expected), names(run));
  }

  @Test
  void everyPassIsOnSomePath() {
    for (Pass pass : Pipeline.STANDARD.passes()) {
      assertTrue(Arrays.stream(BuiltinPath.values()).anyMatch(pass.paths()), pass::name);
    }
  }

  private static List<String> names(List<Pass> passes) {
    return passes.stream().map(Pass::name).toList();
  }

  // *** a pass is verified and its rules are counted because it is in the list

  private static final Rule<Object> TOY_RULE =
      Rule.of(
          "toy: x * y, at half precision",
          Pattern.op(Op.MUL).dtype(DType::isFloat),
          m -> m.root().withDType(DType.FLOAT16));

  private static final RuleSet<Object> TOY_RULES = RuleSet.of("toy rules", TOY_RULE);

  private static final Pass TOY = Pass.eachGraph("toy", Stage.KERNEL, TOY_RULES);

  private static final LoweringRequest REQUEST =
      new LoweringRequest(
          Convolution.of(1, 2, 6, 6, 2, 1, 1), BuiltinPath.DIRECT, Set.of(), Target.APPLE);

  @Test
  void aNewPassIsVerified() {
    Pipeline pipeline = Pipelines.withPass(Stage.OPTIMIZED, TOY);
    AssertionError error =
        assertThrows(
            AssertionError.class,
            () -> pipeline.compile(REQUEST, Observation.NONE.withPasses(new VerifyingObserver())));
    assertTrue(String.valueOf(error.getMessage()).startsWith("after toy: "), error::getMessage);
  }

  @Test
  void aNewPassIsCovered() {
    Pipeline pipeline = Pipelines.withPass(Stage.OPTIMIZED, TOY);
    assertTrue(pipeline.ruleSets().contains(TOY_RULES));
    RuleHits hits = new RuleHits();
    pipeline.compile(REQUEST, Observation.NONE.counting(hits));
    assertTrue(hits.of(TOY_RULES, TOY_RULE) > 0);
  }
}
