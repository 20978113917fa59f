package winofuzz.fuzz.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.Grid;
import winofuzz.convolution.Grid.Dimension;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.ToyCompiler;
import winofuzz.ir.DType;
import winofuzz.ir.Memory;

/** Memories and launches of other sizes than the convolution gives them are found as such. */
final class SizesTest {
  private static final String CASE = "cin=1,h=4,w=5,cout=2,pad=1";

  /** The kernels and memories of the toy, changed. */
  private record Changed(List<CompiledKernel> kernels, List<Memory> memories)
      implements LoweredCase {}

  private static CompilerUnderTest compiler(UnaryOperator<LoweredCase> change) {
    return new CompilerUnderTest() {
      private final ToyCompiler toy = new ToyCompiler(ToyCompiler.Mistake.NONE);

      @Override
      public String name() {
        return "changed";
      }

      @Override
      public List<LoweringPath> paths() {
        return toy.paths();
      }

      @Override
      public LoweredCase lower(
          Convolution c, LoweringPath path, Set<Defect> defects, Target target) {
        return change.apply(toy.lower(c, path, defects, target));
      }
    };
  }

  private static Set<String> findings(UnaryOperator<LoweredCase> change) {
    Setting setting =
        new Setting(List.of(new LoweringPath("plain")), Set.of(), Target.APPLE, "sim");
    return new Oracle(compiler(change), setting)
        .judge(CaseText.parse(CASE), Target.APPLE).findings().stream()
            .map(Finding::signature)
            .map(Object::toString)
            .collect(Collectors.toSet());
  }

  private static Set<String> withMemories(UnaryOperator<Memory> change) {
    return findings(
        toy -> new Changed(toy.kernels(), toy.memories().stream().map(change).toList()));
  }

  private static Memory sized(Memory memory, long elements) {
    return new Memory(memory.name(), memory.dtype(), elements, memory.role());
  }

  private static UnaryOperator<Memory> ofOutput(UnaryOperator<Memory> change) {
    return memory -> memory.role() == Memory.Role.OUTPUT ? change.apply(memory) : memory;
  }

  @Test
  void memoriesAsTheConvolutionGivesThemHold() {
    assertEquals(Set.of(), withMemories(memory -> memory));
  }

  @Test
  void anOutputOfAnotherSizeIsFoundOnce() {
    Set<String> expected = Set.of("sizes/plain/wrong-size-of-y");
    assertEquals(expected, withMemories(ofOutput(m -> sized(m, m.elements() + 1))));
    assertEquals(expected, withMemories(ofOutput(m -> sized(m, m.elements() - 1))));
  }

  @Test
  void anOutputOfAnotherTypeIsFoundOnce() {
    assertEquals(
        Set.of("sizes/plain/wrong-size-of-y"),
        withMemories(ofOutput(m -> new Memory(m.name(), DType.FLOAT16, m.elements(), m.role()))));
  }

  @Test
  void anInputOfAnotherSizeIsFoundOnce() {
    assertEquals(
        Set.of("sizes/plain/wrong-size-of-w"),
        withMemories(m -> m.name().equals(LoweredCase.WEIGHT) ? sized(m, 9) : m));
  }

  @Test
  void anEmptyLaunchIsFoundOnce() {
    assertEquals(Set.of("sizes/plain/wrong-size-of-launch"), findings(toy -> launched(toy, 0, 1)));
  }

  @Test
  void aThreadgroupOfTooManyThreadsIsFoundOnce() {
    assertEquals(
        Set.of("sizes/plain/wrong-size-of-launch"), findings(toy -> launched(toy, 1, 1025)));
  }

  private static LoweredCase launched(LoweredCase toy, int threadgroups, int threads) {
    Grid grid =
        new Grid(
            List.of(new Dimension(threadgroups, List.of()), Dimension.ONE, Dimension.ONE),
            List.of(new Dimension(threads, List.of()), Dimension.ONE, Dimension.ONE));
    return new Changed(
        toy.kernels().stream()
            .map(k -> new CompiledKernel(k.name(), k.source(), grid, k.arguments(), k.options()))
            .toList(),
        toy.memories());
  }

  @Test
  void anOutputThatIsWrittenByTwoKernelsIsAFaultOfTheRun() {
    assertEquals(
        Set.of("safety/plain/second-write"),
        findings(
            toy -> {
              List<CompiledKernel> twice = new ArrayList<>(toy.kernels());
              twice.addAll(toy.kernels());
              return new Changed(twice, toy.memories());
            }));
  }

  @Test
  void anOutputThatNoKernelWritesIsAFaultOfTheRun() {
    assertEquals(
        Set.of("safety/plain/never-written"),
        findings(toy -> new Changed(List.of(), toy.memories())));
  }
}
