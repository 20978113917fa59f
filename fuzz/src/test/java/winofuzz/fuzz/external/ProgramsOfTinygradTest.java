package winofuzz.fuzz.external;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.lowering.LoweredKernels;
import winofuzz.fuzz.programs.ProgramSample;
import winofuzz.fuzz.programs.ProgramSource;
import winofuzz.fuzz.programs.SampleDocument;
import winofuzz.fuzz.programs.campaign.ProgramJudge;
import winofuzz.fuzz.programs.campaign.ProgramVerdict;
import winofuzz.metal.sim.SimDevice;

/** Programs, lowered by the checkout that {@code WINOFUZZ_TINYGRAD} names. */
@Tag("long")
final class ProgramsOfTinygradTest {
  private static final ProgramSample MIXED =
      Json.read(
          """
          {"program":{"inputs":[{"name":"a","dtype":"int32","shape":[2,3]},\
          {"name":"b","dtype":"int32","shape":[2]}],"steps":[\
          {"op":"sum","of":[0],"axes":[1],"dtype":"int32"},{"op":"mul","of":[2,1]},\
          {"op":"flip","of":[3],"axes":[0]}],"options":["UNROLL:0:0","LOCAL:7:3"]},\
          "values":[[1,2,3,4,5,6],[-1,2]]}""",
          "sample",
          SampleDocument.class,
          SampleDocument::sample);

  private static void withCompiler(Consumer<ExternalCompiler> test) {
    String checkout = System.getenv("WINOFUZZ_TINYGRAD");
    assumeTrue(checkout != null, "WINOFUZZ_TINYGRAD names no checkout of tinygrad");
    String worker = Path.of("..", "bridges", "tinygrad", "worker.py").toString();
    List<String> command = List.of("python3", worker, "--checkout", String.valueOf(checkout));
    try (ExternalCompiler compiler = ExternalCompiler.of(command, CompilerLimits.USUAL)) {
      test.accept(compiler);
    }
  }

  private static ProgramVerdict judge(ExternalCompiler compiler, List<ProgramSample> samples) {
    return new ProgramJudge(compiler, new SimDevice(), List.of(LoweringPath.DIRECT)).judge(samples);
  }

  @Test
  void aProgramIsLoweredWithItsOptionsAndComputesWhatItMust() {
    withCompiler(
        compiler -> {
          assertTrue(compiler.lowersPrograms());
          LoweredKernels lowered = compiler.lower(MIXED.program(), LoweringPath.DIRECT);
          assertEquals(
              List.of(List.of("UNROLL 0 0")),
              lowered.kernels().stream().map(k -> k.options()).toList());
          assertEquals(new ProgramVerdict.Holds(List.of()), judge(compiler, List.of(MIXED)));
        });
  }

  @Test
  void mostDrawnProgramsHold() {
    withCompiler(
        compiler -> {
          int holding = 0;
          for (int i = 0; i < 60; i++) {
            if (judge(compiler, new ProgramSource(5).get(i).samples())
                instanceof ProgramVerdict.Holds) {
              holding++;
            }
          }
          assertTrue(holding >= 45, holding + " of 60 hold");
        });
  }
}
