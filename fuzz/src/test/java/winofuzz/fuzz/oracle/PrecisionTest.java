package winofuzz.fuzz.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.ToyCompiler;
import winofuzz.ir.DType;
import winofuzz.ir.Memory;

/** Kernels that round more than a convolution may, and those that round as it may. */
final class PrecisionTest {
  private static final LoweringPath PLAIN = new LoweringPath("plain");
  private static final String CASE = "cin=8,h=6,w=6,cout=2,pad=1,dtype=%s,inputs=rounding:%d";

  /** Kernels with their text edited, of a compiler that tells in which type it adds up. */
  private record Edited(LoweredCase toy, UnaryOperator<String> edit, Optional<DType> accumulator)
      implements LoweredCase {
    @Override
    public List<CompiledKernel> kernels() {
      return toy.kernels().stream()
          .map(
              k ->
                  new CompiledKernel(
                      k.name(), edit.apply(k.source()), k.grid(), k.arguments(), k.options()))
          .toList();
    }

    @Override
    public List<Memory> memories() {
      return toy.memories();
    }

    @Override
    public Optional<Boolean> isWinograd() {
      return toy.isWinograd();
    }
  }

  private static CompilerUnderTest compiler(
      UnaryOperator<String> edit, Optional<DType> accumulator) {
    return new CompilerUnderTest() {
      private final ToyCompiler toy = new ToyCompiler(ToyCompiler.Mistake.NONE);

      @Override
      public String name() {
        return "edited";
      }

      @Override
      public List<LoweringPath> paths() {
        return toy.paths();
      }

      @Override
      public LoweredCase lower(
          Convolution c, LoweringPath path, Set<Defect> defects, Target target) {
        return new Edited(toy.lower(c, path, defects, target), edit, accumulator);
      }
    };
  }

  private static CaseReport judge(CompilerUnderTest compiler, String spec) {
    Setting setting = new Setting(List.of(PLAIN), Set.of(), Target.APPLE, "sim");
    return new Oracle(compiler, setting).judge(CaseText.parse(spec), Target.APPLE);
  }

  private static Verdict precision(CaseReport report) {
    return report.judgements().stream()
        .filter(j -> j.assertion().equals("precision"))
        .findFirst()
        .orElseThrow()
        .verdict();
  }

  /** How many of the first draws refute kernels with an edit, all other assertions holding. */
  private static long refuting(UnaryOperator<String> edit, String dtype, int draws) {
    long count = 0;
    for (int seed = 0; seed < draws; seed++) {
      CaseReport report =
          judge(compiler(edit, Optional.of(DType.FLOAT32)), CASE.formatted(dtype, seed));
      report
          .findings()
          .forEach(f -> assertEquals("precision", f.signature().assertion(), f.detail()));
      count += report.findings().size();
    }
    return count;
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float16", "bfloat16"})
  void kernelsThatRoundOnceAtTheEndHold(String dtype) {
    for (String domain : List.of("rounding:1", "rounding:2", "rounding:3", "real:4", "special:5")) {
      String spec = "cin=5,h=5,w=6,cout=3,pad=1,dtype=" + dtype + ",inputs=" + domain;
      CaseReport report = judge(compiler(text -> text, Optional.of(DType.FLOAT32)), spec);
      assertEquals("holds", precision(report).label(), spec + ": " + precision(report).detail());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"float16", "bfloat16"})
  void aSumInANarrowTypeIsRefuted(String dtype) {
    String narrow = dtype.equals("float16") ? "half sum" : "bfloat sum";
    long refuting = refuting(text -> text.replace("float sum", narrow), dtype, 6);
    assertTrue(refuting >= 4, () -> refuting + " of 6 draws");
  }

  @Test
  void aResultThatIsCutOffIsRefuted() {
    long refuting =
        refuting(
            text ->
                text.replace(
                    "out[e] = (half)sum;",
                    """
                    half near = (half)sum;
                    bool over = sum > 0 ? (float)near > sum : (float)near < sum;
                    out[e] = over ? as_type<half>((ushort)(as_type<ushort>(near) - 1)) : near;
                    """),
            "float16",
            6);
    assertTrue(refuting >= 2, () -> refuting + " of 6 draws");
  }

  @Test
  void aSumInANarrowTypeIsRightWhereTheCompilerPromisesNoMore() {
    UnaryOperator<String> narrow = text -> text.replace("float sum", "half sum");
    for (int seed = 0; seed < 6; seed++) {
      CaseReport report =
          judge(compiler(narrow, Optional.empty()), CASE.formatted("float16", seed));
      assertEquals(List.of(), report.findings());
    }
  }
}
