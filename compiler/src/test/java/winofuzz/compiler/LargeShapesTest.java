package winofuzz.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winofuzz.bounds.BoundsFault;
import winofuzz.bounds.Counterexample;
import winofuzz.bounds.ProgramBounds;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.ir.DType;
import winofuzz.ir.Kernel;
import winofuzz.ir.NodeArena;
import winofuzz.ir.NodeMap;
import winofuzz.ir.Op;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/** Kernels of large shapes are proven for all threads, and what is made wrong is refuted. */
final class LargeShapesTest {
  /** Its activation has 4.8, its output 102 billion elements. */
  private static final Convolution HUGE = Convolution.of(1, 3, 40_000, 40_000, 64, 0, 1);

  /** Its activation ends two elements below 2^31, and tiles overrun it. */
  private static final Convolution AT_LIMIT = Convolution.of(1, 2, 32_766, 32_770, 4, 1, 1);

  static List<Convolution> large() {
    return List.of(
        HUGE,
        AT_LIMIT,
        Convolution.of(1, 3, 40_001, 40_003, 5, 1, 1),
        Convolution.of(16_777_217, 3, 5, 6, 3, 2, 3),
        Convolution.of(2, 5, 39, 16_777_213, 6, 1, 1),
        Convolution.of(1, 65_537, 33, 33, 65_536, 1, 1),
        new Convolution(3, 4, 6, 2, List.of(Axis.of(1_025, 1), Axis.of(70_001, 1)), DType.FLOAT16),
        new Convolution(1, 5, 7, 1, List.of(new Axis(1 << 26, 5, 1, 0, 2, 3)), DType.FLOAT32));
  }

  @ParameterizedTest
  @MethodSource("large")
  void everyPathIsProvenForBothTargets(Convolution convolution) {
    for (Target target : Target.values()) {
      for (LoweringPath path : LoweringPath.BUILTIN) {
        ProgramBounds bounds = NodeArena.call(() -> bounds(convolution, path, Set.of(), target));
        assertTrue(bounds.areSafe(), () -> path + " " + target + ": " + bounds);
      }
    }
  }

  @Test
  void memoryBeyondTwoToThe31IsIndexedBy64Bits() {
    assertTrue(source(HUGE).contains("6399360016ll"));
    assertFalse(source(Convolution.of(1, 3, 40, 40, 4, 0, 1)).contains("long"));
  }

  @Test
  void theMissingGateOfTheRewriteIsRefutedAtTheLastTile() {
    Convolution odd = Convolution.of(1, 3, 40_001, 40_003, 64, 0, 1);
    ProgramBounds bounds =
        NodeArena.call(
            () -> bounds(odd, LoweringPath.HYBRID, EnumSet.of(Defect.UNGATED_READS), Target.APPLE));
    Counterexample first = bounds.violations().getFirst();
    assertEquals(BoundsFault.INDEX, first.fault());
    assertEquals("4800480010 of data2, which has 4800480009 elements", first.what());
    assertEquals("{gidx0=624, gidx1=10000, lidx1=15}", first.at().toString());
  }

  @Test
  void indicesOf32BitsAreRefuted() {
    refuted(
        BoundsFault.OVERFLOW,
        HUGE,
        node -> node.dtype().equals(DType.INT64) ? node.withDType(DType.INT32) : node);
  }

  @Test
  void anIndexOneTooFarIsRefuted() {
    refuted(
        BoundsFault.INDEX,
        HUGE,
        node -> node.is(Op.INDEX) ? node.withSrc(node.src(0), node.src(1).plus(1)) : node);
  }

  @Test
  void gatesLeftOutAreRefuted() {
    refuted(
        BoundsFault.INDEX,
        AT_LIMIT,
        node -> node.is(Op.INDEX) ? node.withSrc(node.src(0), node.src(1)) : node);
  }

  @Test
  void aThreadgroupThatIsTooLargeIsRefuted() {
    refuted(
        BoundsFault.LAUNCH,
        HUGE,
        node ->
            node.is(Op.SPECIAL) && node.arg().toString().contains("lidx0")
                ? node.withSrc(UOp.constant(node.dtype(), 2048))
                : node);
  }

  /** Asserts that the direct path is proven as it is, and refuted with its instructions edited. */
  private static void refuted(BoundsFault fault, Convolution c, UnaryOperator<UOp> edit) {
    NodeArena.call(
        () -> {
          Program.Scheduled program = program(c, LoweringPath.DIRECT, Set.of(), Target.APPLE);
          assertTrue(ProgramBounds.of(program).areSafe());
          List<Counterexample> found = ProgramBounds.of(edited(program, edit)).violations();
          assertTrue(
              found.stream()
                  .anyMatch(v -> v.fault() == fault && (fault == BoundsFault.LAUNCH || isSome(v))),
              found::toString);
          return found;
        });
  }

  private static boolean isSome(Counterexample counterexample) {
    return !counterexample.at().isEmpty();
  }

  private static Program.Scheduled edited(Program.Scheduled program, UnaryOperator<UOp> edit) {
    List<Kernel> kernels = new ArrayList<>();
    for (Kernel kernel : program.kernels()) {
      List<UOp> instructions = ((Kernel.Linear) kernel.body()).instructions();
      NodeMap<UOp> done = new NodeMap<>(instructions.size());
      List<UOp> result = new ArrayList<>();
      for (UOp node : instructions) {
        UOp made = edit.apply(node.withSrc(node.src().stream().map(s -> of(s, done)).toList()));
        done.put(node, made);
        made.src().stream().filter(s -> !result.contains(s)).forEach(result::add);
        result.add(made);
      }
      kernels.add(new Kernel(kernel.name(), new Kernel.Linear(result), kernel.arguments()));
    }
    return new Program.Scheduled(Stage.LINEAR, program.memories(), kernels);
  }

  private static UOp of(UOp node, NodeMap<UOp> done) {
    UOp made = done.get(node);
    return made == null ? node : made;
  }

  private static ProgramBounds bounds(
      Convolution c, LoweringPath path, Set<Defect> defects, Target target) {
    return ProgramBounds.of(program(c, path, defects, target));
  }

  private static Program.Scheduled program(
      Convolution c, LoweringPath path, Set<Defect> defects, Target target) {
    return (Program.Scheduled) Compiler.compile(c, path, defects, target).program(Stage.LINEAR);
  }

  private static String source(Convolution c) {
    return NodeArena.call(
        () ->
            Compiler.compile(c, LoweringPath.DIRECT, Set.of(), Target.APPLE)
                .kernels()
                .getFirst()
                .source());
  }
}
