package winofuzz.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winofuzz.compiler.pass.BuiltinPath;
import winofuzz.compiler.pass.LoweringRequest;
import winofuzz.compiler.pass.Observation;
import winofuzz.compiler.rewrite.RuleHits;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.ir.DType;
import winofuzz.ir.NodeArena;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.work.WorkMeter;

/** What paths of one arena share is what each of them comes to alone. */
class SharedPassesTest {
  private static final Convolution WINOGRAD = Convolution.of(1, 4, 7, 9, 3, 1, 1);
  private static final Convolution STRIDED =
      new Convolution(
          2, 3, 4, 1, List.of(new Axis(9, 3, 1, 0, 2, 1), Axis.of(6, 1)), DType.FLOAT32);

  static Stream<Convolution> convolutions() {
    return Stream.of(WINOGRAD, STRIDED);
  }

  /** What a path comes to: its kernels, and how often each rule was applied. */
  private record Lowered(Compilation compilation, List<Integer> hits) {
    static Lowered of(Convolution c, LoweringPath path, Set<Defect> defects) {
      RuleHits hits = new RuleHits();
      Compilation compilation =
          Compiler.compile(
              LoweringRequest.of(c, path, defects, Target.APPLE), Observation.NONE.counting(hits));
      return new Lowered(
          compilation,
          Rules.sets().stream()
              .flatMap(set -> set.rules().stream().map(rule -> hits.of(set, rule)))
              .toList());
    }
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void eachPathComesToWhatItComesToAlone(Convolution c) {
    for (Set<Defect> defects : List.of(Set.<Defect>of(), Set.of(Defect.INDEX_ORDER))) {
      List<Lowered> together =
          NodeArena.call(
              () -> BuiltinPath.all().stream().map(p -> Lowered.of(c, p, defects)).toList());
      for (int i = 0; i < together.size(); i++) {
        LoweringPath path = BuiltinPath.all().get(i);
        Lowered alone = Lowered.of(c, path, defects); // Outside of arenas nothing is remembered.
        assertEquals(
            alone.compilation.kernels(), together.get(i).compilation.kernels(), path.label());
        assertEquals(alone.hits, together.get(i).hits, path.label());
      }
    }
  }

  @Test
  void pathsThatLeaveAConvolutionToItsDefinitionShareTheirKernels() {
    Stage last = Stage.LINEAR;
    NodeArena.call(
        () -> {
          Program old = Lowered.of(STRIDED, LoweringPath.OLD, Set.of()).compilation.program(last);
          Program hybrid =
              Lowered.of(STRIDED, LoweringPath.HYBRID, Set.of()).compilation.program(last);
          assertSame(body(old), body(hybrid));
          Program other =
              Lowered.of(WINOGRAD, LoweringPath.HYBRID, Set.of()).compilation.program(last);
          assertNotSame(body(old), body(other));
          return old;
        });
  }

  private static Object body(Program program) {
    return program instanceof Program.Scheduled scheduled
        ? scheduled.kernels().getFirst().body()
        : program;
  }

  @Test
  void whatIsGivenAgainIsWorkAgain() {
    WorkMeter one = new WorkMeter(Long.MAX_VALUE);
    WorkMeter two = new WorkMeter(Long.MAX_VALUE);
    NodeArena.call(one, () -> Lowered.of(STRIDED, LoweringPath.HYBRID, Set.of()));
    NodeArena.call(
        two,
        () ->
            List.of(
                Lowered.of(STRIDED, LoweringPath.HYBRID, Set.of()),
                Lowered.of(STRIDED, LoweringPath.HYBRID, Set.of())));
    long again = two.units() - one.units();
    // Between passes a few nodes are made, which are there the second time.
    assertTrue(again > one.units() * 0.99, () -> again + " of " + one.units());
  }
}
