package winofuzz.compiler.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import winofuzz.compiler.optimize.TensorCore.Axis;
import winofuzz.compiler.optimize.TensorCore.Holder;
import winofuzz.convolution.Target;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisRole;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

class TensorCoreTest {
  private static final TensorCore UNIT = TensorCore.of(Target.APPLE).getFirst();

  @Test
  void floatsComeFirstThenTheHalvesWithTheWiderSum() {
    assertEquals(
        List.of(
            "float32 float32",
            "float16 float32",
            "float16 float16",
            "bfloat16 float32",
            "bfloat16 bfloat16"),
        TensorCore.of(Target.APPLE).stream().map(t -> t.input() + " " + t.output()).toList());
    assertEquals(List.of(), TensorCore.of(Target.APPLE_NOTC));
  }

  @Test
  void axesAreSplitOffInTheOrderOfTheUnit() {
    assertEquals("[u0, l0, l1, l2, l3, l4, r0, r1, r2]", UNIT.axes().toString());
    assertEquals("[u0, r2, r1, r0]", UNIT.held().toString());
  }

  @Test
  void bothPlacementsPermuteTheAxes() {
    List<Integer> all = IntStream.range(0, 9).boxed().toList();
    for (List<Axis> placement : List.of(UNIT.first(), UNIT.second())) {
      List<Integer> permutation = UNIT.permutation(placement);
      assertEquals(all, permutation.stream().sorted().toList());
      List<Integer> inverse = TensorCore.inverse(permutation);
      assertEquals(all, all.stream().map(i -> inverse.get(permutation.get(i))).toList());
    }
    assertEquals(List.of(6, 7, 2, 3, 8, 5, 0, 1, 4), UNIT.permutation(UNIT.first()));
    assertEquals(List.of(0, 1, 6, 7, 4, 8, 2, 3, 5), UNIT.permutation(UNIT.second()));
  }

  /** The product's bits of row and column, as the axes are split off: lowest first. */
  private static int coordinate(Map<Axis, Integer> values, int dimension) {
    int result = 0;
    int bit = 0;
    List<Axis> axes = UNIT.axes();
    for (int i = 0; i < axes.size(); i++) {
      int of = i < UNIT.splits().size() ? UNIT.splits().get(i).dimension() : 2;
      if (of == dimension) {
        result |= values.getOrDefault(axes.get(i), 0) << bit++;
      }
    }
    return result;
  }

  private static Map<Axis, Integer> values(int lane, int element) {
    Map<Axis, Integer> values = new HashMap<>();
    for (int i = 0; i < 5; i++) {
      values.put(new Axis(Holder.LANE, i), (lane >> i) & 1);
    }
    values.put(new Axis(Holder.WITHIN, 0), element);
    return values;
  }

  /** What each axis of the convolution reads once the factor's axes have been exchanged. */
  private static Map<Axis, Integer> placed(List<Axis> placement, int lane, int element) {
    List<Axis> axes = UNIT.axes();
    List<Integer> order = TensorCore.inverse(UNIT.permutation(placement));
    Map<Axis, Integer> held = values(lane, element);
    Map<Axis, Integer> result = new HashMap<>();
    for (int i = 0; i < axes.size(); i++) {
      result.put(axes.get(i), held.getOrDefault(axes.get(order.get(i)), 0));
    }
    return result;
  }

  @Test
  void fragmentsLieWhereTheHardwareHasThem() {
    for (int lane = 0; lane < 32; lane++) {
      for (int element = 0; element < 2; element++) {
        int row = ((lane >> 1) & 3) | ((lane >> 4) << 2);
        int column = ((lane & 1) << 1) | (((lane >> 3) & 1) << 2) | element;
        String at = "lane " + lane + " element " + element;

        Map<Axis, Integer> sum = values(lane, element);
        assertEquals(row, coordinate(sum, 1), "C row, " + at);
        assertEquals(column, coordinate(sum, 0), "C column, " + at);

        Map<Axis, Integer> first = placed(UNIT.first(), lane, element);
        assertEquals(row, coordinate(first, 1), "A row, " + at);
        assertEquals(column, coordinate(first, 2), "A column, " + at);

        Map<Axis, Integer> second = placed(UNIT.second(), lane, element);
        assertEquals(row, coordinate(second, 2), "B row, " + at);
        assertEquals(column, coordinate(second, 0), "B column, " + at);
      }
    }
  }

  @Test
  void aContradictionInTheTableIsABug() {
    assertThrows(
        AssertionError.class,
        () ->
            new TensorCore(
                8,
                8,
                8,
                16,
                List.of(2, 2, 2),
                DType.FLOAT32,
                DType.FLOAT32,
                UNIT.splits(),
                UNIT.first(),
                UNIT.second()));
  }

  // *** the option

  private static KernelSchedule product(int rows, int columns, int terms) {
    return Kernels.withTensorCores(Kernels.matrixProduct(rows, columns, terms));
  }

  @Test
  void cutsTheProductIntoBlocks() throws RefusedException {
    KernelSchedule schedule = product(16, 24, 32).apply(new Opt.TensorCores(0, -1, 0, 1));
    assertEquals("g0=2 g1=3 w-1=32 u3=2 R2=4", schedule.describe());
    assertEquals("r_2_3_32_2_4", schedule.name());
    UOp unit = only(schedule, Op.WMMA);
    Arg.LaneAxes pair = new Arg.LaneAxes(List.of(new Arg.LaneAxis(3, 2)));
    assertEquals(
        new Arg.MatrixMultiply(
            8, 8, 8, DType.FLOAT32, DType.FLOAT32, 32, List.of(pair, pair, pair)),
        unit.arg());
    assertEquals(DType.FLOAT32.vector(2), unit.dtype());
    assertEquals(
        List.of(Op.CONTRACT, Op.CONTRACT, Op.CONST), unit.src().stream().map(UOp::op).toList());
    assertTrue(unit.src(2).isConst(0));
    UOp unroll = only(schedule, Op.UNROLL);
    assertEquals(pair, unroll.arg());
    UOp reduce = only(schedule, Op.REDUCE);
    assertEquals(List.of(unroll, schedule.axis(4)), reduce.src());
    UOp lanes = schedule.axis(2);
    assertEquals(AxisType.WARP, lanes.axis().type());
    assertEquals(AxisRole.LANE, lanes.axis().role());
  }

  @Test
  void theInnerRangesOfTheUnitDoNotRemain() throws RefusedException {
    KernelSchedule schedule = product(8, 8, 8).apply(new Opt.TensorCores(0, -1, 0, 1));
    UOp done = schedule.finish();
    // The reduction of one step is still listed; its range takes one value only.
    List<UOp> reduces = done.toposort().stream().filter(u -> u.is(Op.REDUCE)).toList();
    assertEquals(1, reduces.size());
    assertEquals(0, reduces.getFirst().src(1).max());
  }

  private static UOp only(KernelSchedule schedule, Op op) {
    List<UOp> found = schedule.sink().toposort().stream().filter(u -> u.is(op)).toList();
    assertEquals(1, found.size(), op.toString());
    return found.getFirst();
  }

  @Test
  void eachFactorReadsEveryElementOfItsBlockOnce() throws RefusedException {
    KernelSchedule schedule = product(8, 8, 8).apply(new Opt.TensorCores(0, -1, 0, 1));
    UOp unit = only(schedule, Op.WMMA);
    UOp lanes =
        schedule.axes().stream()
            .filter(r -> ScheduleRanges.type(r) == AxisType.WARP)
            .findFirst()
            .orElseThrow();
    UOp element =
        schedule.axes().stream()
            .filter(r -> ScheduleRanges.type(r) == AxisType.UPCAST)
            .findFirst()
            .orElseThrow();
    for (int factor = 0; factor < 2; factor++) {
      UOp index = unit.src(factor).src(0).src(0).src(1);
      Set<Long> seen = new HashSet<>();
      for (long lane = 0; lane < 32; lane++) {
        for (long e = 0; e < 2; e++) {
          assertTrue(seen.add(IndexValues.at(index, Map.of(lanes, lane, element, e))));
        }
      }
      assertEquals(64, seen.size());
    }
  }

  @Test
  void aSizeThatIsNoMultipleIsPaddedOnlyAtLevelTwo() throws RefusedException {
    KernelSchedule schedule = product(16, 20, 32);
    assertThrows(RefusedException.class, () -> schedule.apply(new Opt.TensorCores(0, -1, 0, 1)));
    assertEquals(
        "g0=2 g1=3 w-1=32 u3=2 R2=4", schedule.apply(new Opt.TensorCores(0, -1, 2, 1)).describe());
  }

  @Test
  void theLayoutMayBeHadWithoutTheUnit() throws RefusedException {
    KernelSchedule schedule = product(16, 24, 32).apply(new Opt.TensorCores(0, -1, 0, 2));
    assertEquals("g0=2 g1=3 w-1=32 u3=2 R2=4 r4=2 r5=2 r6=2", schedule.describe());
    assertTrue(schedule.sink().toposort().stream().noneMatch(u -> u.is(Op.WMMA)));
  }

  @Test
  void halvesUseTheUnitOfTheirSum() throws RefusedException {
    UOp kernel = Kernels.matrixProduct(8, 8, 8, DType.FLOAT16);
    KernelSchedule narrow = Kernels.withTensorCores(kernel).apply(new Opt.TensorCores(0, -1, 0, 1));
    Arg.MatrixMultiply unit = (Arg.MatrixMultiply) only(narrow, Op.WMMA).arg();
    assertEquals(DType.FLOAT16, unit.output());
    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () -> Kernels.withTensorCores(kernel).apply(new Opt.TensorCores(0, 1, 0, 1)));
    assertEquals(
        "TC 0 1/0/1: expected operands and axes that fit a matrix unit", refused.getMessage());
  }

  @Test
  void whatIsNoSumOfProductsIsRefused() {
    for (UOp kernel : List.of(Kernels.elementwise(8, 8), Kernels.sums(8, 8))) {
      assertThrows(
          RefusedException.class,
          () -> Kernels.withTensorCores(kernel).apply(new Opt.TensorCores(0, -1, 0, 1)));
    }
  }

  @Test
  void noGroupingBesideTheUnit() throws RefusedException {
    KernelSchedule schedule = product(16, 24, 32).apply(new Opt.TensorCores(0, -1, 0, 1));
    RefusedException refused =
        assertThrows(RefusedException.class, () -> schedule.apply(Opt.group(0, 2)));
    assertEquals("GROUP 0 2: expected no matrix unit in the kernel", refused.getMessage());
  }
}
