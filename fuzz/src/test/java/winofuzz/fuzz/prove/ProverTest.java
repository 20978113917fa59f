package winofuzz.fuzz.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseSource;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.DrawnCase;
import winofuzz.fuzz.devices.DeviceList;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.interpret.Values;
import winofuzz.interpret.Values.Residues;
import winofuzz.ir.DType;
import winofuzz.ir.Stage;

/** What is proven of the paths of this compiler, and of its published bugs. */
final class ProverTest {
  private static final List<LoweringPath> PATHS = LoweringPath.BUILTIN;

  private static Prover prover(Target target, Defect... defects) {
    return new Prover(new BuiltinCompiler(), DeviceList.get("sim"), Set.of(defects), target, 1);
  }

  private static Convolution convolution(String spec) {
    return CaseText.parse(spec).convolution();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cin=2,h=6,w=6,cout=2,pad=1",
        "batch=2,cin=2,h=7,w=4,cout=4,pad=1/0/2/1,groups=2",
        "cin=8,h=8,w=8,cout=8,kernel=1x1",
        "cin=2,h=6,w=5,cout=3,pad=1,dtype=float16",
        "cin=1,d=4,h=4,w=5,cout=2,pad=1,kernel=3x3x3",
        "cin=3,h=9,w=8,cout=2,kernel=3x2,stride=2x1,dilation=1x2"
      })
  void everyPathIsProvenStageByStageAndAsText(String spec) {
    for (LoweringPath path : PATHS) {
      PathProof proof = prover(Target.APPLE).prove(convolution(spec), path);
      assertTrue(proof.isProven(), () -> path.label() + ": " + proof);
      assertTrue(proof.stages().size() >= 4, () -> path.label() + ": " + proof);
      for (Map.Entry<Stage, Identity> stage : proof.stages().entrySet()) {
        Identity.Proven proven = assertInstanceOf(Identity.Proven.class, stage.getValue());
        assertEquals(2, proven.degree(), () -> path.label() + " at " + stage.getKey());
      }
      WorstRounding rounding = proof.rounding();
      assertNotNull(rounding);
      assertTrue(rounding.ulps() > 0 && Double.isFinite(rounding.ulps()), path::label);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cout=2, INDEX_ORDER, hybrid, ranged",
    "cout=1, UNGATED_READS, hybrid, memory",
    "cout=1, PAD_ORDER, old, lowering"
  })
  void publishedBugsAreRefutedWhereTheyAre(String cout, Defect defect, String path, String where) {
    String shape = defect == Defect.PAD_ORDER ? "cin=1,h=3,w=4," : "cin=1,h=4,w=4,";
    PathProof proof =
        prover(Target.APPLE, defect).prove(convolution(shape + cout), new LoweringPath(path));
    assertTrue(proof.isRefuted());
    KernelIdentity kernels = proof.kernels();
    switch (where) {
      case "lowering" -> assertNotNull(proof.failure());
      case "memory" -> {
        assertNotNull(kernels);
        assertFalse(kernels.violations().isEmpty());
        assertFalse(kernels.isSafe());
      }
      default -> {
        assertInstanceOf(Identity.Proven.class, proof.stages().get(Stage.TENSOR));
        assertInstanceOf(Identity.Refuted.class, proof.stages().get(Stage.RANGED));
        assertNotNull(kernels);
        assertInstanceOf(Identity.Refuted.class, kernels.identity());
      }
    }
  }

  /** A value of another size, as a wrong compiler may leave, is an answer and no broken engine. */
  @Test
  void anotherSizeIsRefuted() {
    Residues four = Values.residues(DType.FLOAT32, new long[] {1, 2, 3, 4}, 1);
    Residues three = Values.residues(DType.FLOAT32, new long[] {1, 2, 3}, 1);
    Identity found = Identity.of(four, three);
    assertEquals(new Identity.NoValue("expected 4 elements, found 3"), found);
    assertTrue(found.isRefuted());
    assertFalse(Identity.of(four, four).isRefuted());
  }

  /** In bfloat16 1/576 and 1/575 are one constant. */
  @Test
  void whereAConstantMayBeMeantForAnotherNumberTheTextIsNotRefuted() {
    PathProof proof =
        prover(Target.APPLE)
            .prove(convolution("cin=2,h=6,w=6,cout=2,pad=1,dtype=bfloat16"), LoweringPath.OLD);
    KernelIdentity kernels = proof.kernels();
    assertNotNull(kernels);
    assertInstanceOf(Identity.NotProven.class, kernels.identity());
    assertTrue(kernels.isSafe());
    assertFalse(proof.isRefuted());
    assertFalse(proof.isProven());
    assertInstanceOf(Identity.Proven.class, proof.stages().get(Stage.LINEAR));
  }

  @Test
  void drawnCasesAreProvenOnEveryPath() {
    proveDrawn(20);
  }

  @Test
  @Tag("long")
  void aThousandDrawnCasesAreProvenOnEveryPath() {
    proveDrawn(1000);
  }

  /** Whether constants of the text may be meant for several numbers. */
  private static boolean isBfloat16(DrawnCase drawn) {
    return drawn.subject().convolution().dtype().equals(DType.BFLOAT16);
  }

  private static void proveDrawn(int count) {
    try (CaseSource source = new CaseSource(23, InputDomain.drawn(), List.of(Target.values()))) {
      int judged = 0;
      for (int i = 0; judged < count; i++) {
        DrawnCase drawn = source.get(i, List.of());
        if (drawn.subject().isLarge()) {
          continue;
        }
        judged++;
        for (LoweringPath path : PATHS) {
          PathProof proof = prover(drawn.target()).prove(drawn.subject().convolution(), path);
          assertTrue(
              isBfloat16(drawn)
                  ? !proof.isRefuted()
                      && proof.stages().values().stream()
                          .allMatch(Identity.Proven.class::isInstance)
                  : proof.isProven(),
              () -> drawn + " on " + path.label() + ": " + proof);
        }
      }
    }
  }
}
