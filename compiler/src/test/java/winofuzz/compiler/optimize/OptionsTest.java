package winofuzz.compiler.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisRole;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** What each option does to the axes, and what it refuses. */
class OptionsTest {
  /** g0=16 g1=24 R2=32. */
  private static final UOp PRODUCT = Kernels.matrixProduct(16, 24, 32);

  private static KernelSchedule apply(String options) throws RefusedException {
    return Kernels.apply(Kernels.schedule(PRODUCT), options.split("; "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPCAST 0 4            | g0=4 g1=24 u3=4 R2=32",
        "UPCAST 0 0            | g1=24 u3=16 R2=32",
        "UPCAST 1 3; UPCAST 0 2| g0=8 g1=8 u3=3 u4=2 R2=32",
        "LOCAL 1 8             | g0=16 g1=3 l3=8 R2=32",
        "LOCAL 0 16            | g1=24 l3=16 R2=32",
        "UNROLL 0 4            | g0=16 g1=24 R2=8 r3=4",
        "UNROLL 0 0            | g0=16 g1=24 r3=32",
        "GROUP 0 8             | g0=16 g1=24 G3=8 R2=4",
        "GROUPTOP 0 8          | g0=16 g1=24 G3=8 R2=4",
        "GROUP 0 8; UNROLL 0 4 | g0=16 g1=24 G3=2 R2=4 r4=4",
        "LOCAL 0 4; UPCAST 2 2 | g0=4 g1=24 l3=2 u4=2 R2=32",
        "SWAP 0 1              | g0=24 g1=16 R2=32",
        "SWAP 0 0              | g0=16 g1=24 R2=32",
        "PADTO 1 32            | g0=16 g1=32 R2=32",
        "PADTO 0 16            | g0=16 g1=24 R2=32",
        "NOLOCALS None None    | g0=16 g1=24 R2=32"
      })
  void isApplied(String options, String axes) throws RefusedException {
    KernelSchedule schedule = apply(options);
    assertEquals(axes, schedule.describe());
    assertEquals(List.of(options.split("; ")), Kernels.options(schedule));
    // What is kept beside the graph is what the graph says.
    assertEquals(schedule.axes(), AxisOrder.of(schedule.sink()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPCAST 3 2                   | expected one of 3 axes, found g0=16 g1=24 R2=32",
        "UPCAST -1 2                  | expected one of 3 axes",
        "UPCAST 1 0                   | expected at most 16 lanes, found 24",
        "UPCAST 2 2                   | expected an axis of type [GLOBAL, LOCAL, LOOP], found REDUCE",
        "UPCAST 0 3                   | expected a divisor of 16, found 3",
        "UPCAST 0 -2                  | expected a divisor of 16, found -2",
        "UNROLL 1 4                   | expected one of 1 axes",
        "UNROLL 0 5                   | expected a divisor of 32, found 5",
        "UNROLL 0 64                  | expected at most 32 unrolled, found 64",
        "LOCAL 2 4                    | expected an axis of type [GLOBAL, LOOP], found REDUCE",
        "LOCAL 0 4; LOCAL 2 2         | expected an axis of type [GLOBAL, LOOP], found LOCAL",
        "NOLOCALS None None; LOCAL 0 4| expected a kernel that uses threads of a threadgroup",
        "NOLOCALS None None; GROUP 0 4| expected a kernel that uses threads of a threadgroup",
        "LOCAL 0 4; NOLOCALS None None| expected no axis over threads, found g0=4 g1=24 l3=4 R2=32",
        "GROUP 1 4                    | expected one of 1 axes",
        "GROUPTOP 0 3                 | expected a divisor of 32, found 3",
        "SWAP 0 2                     | expected grid axes, found REDUCE",
        "SWAP 0 7                     | expected one of 3 axes, found 7",
        "UPCAST 0 4; SWAP 0 2         | expected grid axes, found UPCAST",
        "PADTO 5 4                    | expected one of 3 axes, found 5",
        "UPCAST 0 4; PADTO 2 3        | expected no lanes, found UPCAST",
        "PADTO 0 64                   | expected less than four times the work, found 16 to 64",
        "TC 0 -1/0/1                  | expected operands and axes that fit a matrix unit",
        "TC 0 0/0/1                   | expected one of 0 matrix units, found 0",
        "TC 0 -1/3/1                  | expected level 0, 1 or 2, found 3",
        "TC 0 -1/0/0                  | expected use 1 or 2, found 0",
        "LOCAL 0 4; TC 0 -1/0/1       | expected to be the first option"
      })
  void isRefused(String options, String message) {
    RefusedException refused = assertThrows(RefusedException.class, () -> apply(options));
    String last = options.substring(options.lastIndexOf(';') + 1).strip();
    assertTrue(refused.getMessage().startsWith(last + ": " + message), refused.getMessage());
  }

  @Test
  void whatIsRefusedLeavesTheScheduleAsItWas() throws RefusedException {
    KernelSchedule schedule = apply("LOCAL 0 4");
    assertThrows(RefusedException.class, () -> schedule.apply(Opt.upcast(0, 3)));
    assertEquals("g0=4 g1=24 l3=4 R2=32", schedule.describe());
    assertEquals(List.of("LOCAL 0 4"), Kernels.options(schedule));
  }

  @Test
  void groupingIsLimitedByThreadgroupMemory() throws RefusedException {
    KernelSchedule wide = Kernels.schedule(Kernels.sums(4096, 4096));
    KernelSchedule threads = Kernels.apply(wide, "LOCAL 0 128");
    RefusedException refused =
        assertThrows(RefusedException.class, () -> threads.apply(Opt.group(0, 128)));
    assertEquals(
        "GROUP 0 128: expected at most 32768 bytes of threadgroup memory, found 65536",
        refused.getMessage());
    assertEquals("g0=32 l2=128 G3=64 R1=64", threads.apply(Opt.group(0, 64)).describe());
  }

  @Test
  void aGroupCountsWithAllThatSplitsLater() throws RefusedException {
    KernelSchedule grouped =
        Kernels.apply(Kernels.schedule(Kernels.sums(4096, 4096)), "GROUP 0 512");
    RefusedException refused =
        assertThrows(RefusedException.class, () -> grouped.apply(Opt.local(0, 32)));
    assertEquals(
        "LOCAL 0 32: expected at most 32768 bytes of threadgroup memory, found 65536",
        refused.getMessage());
  }

  @Test
  void aReductionWithinAnotherIsNotGrouped() {
    UOp i = Kernels.loop(0, 8);
    UOp outer = Kernels.reduced(1, 16);
    UOp inner = Kernels.reduced(2, 32);
    UOp value = Kernels.load(1, Kernels.flat(i, outer, inner));
    UOp nested = value.reduce(Op.MAX, List.of(inner)).reduce(Op.ADD, List.of(outer));
    KernelSchedule schedule = Kernels.schedule(Kernels.kernel(i, nested, i));
    assertEquals("g0=8 R1=16 R2=32", schedule.describe());
    RefusedException refused =
        assertThrows(RefusedException.class, () -> schedule.apply(Opt.group(1, 4)));
    assertEquals("GROUP 1 4: expected a reduction outside of any other", refused.getMessage());
  }

  @Test
  void groupTopCountsTheLargerSteps() throws RefusedException {
    assertEquals("part * 4 + rest", shapeOfReduced(apply("GROUPTOP 0 8")));
    assertEquals("rest * 8 + part", shapeOfReduced(apply("GROUP 0 8")));
  }

  private static String shapeOfReduced(KernelSchedule schedule) {
    UOp sum =
        schedule.sink().toposort().stream()
            .filter(u -> u.is(Op.REDUCE))
            .findFirst()
            .orElseThrow()
            .src(1);
    UOp product = sum.src(0);
    String factor = ScheduleRanges.type(product.src(0)) == AxisType.GROUP_REDUCE ? "part" : "rest";
    String other = ScheduleRanges.type(sum.src(1)) == AxisType.GROUP_REDUCE ? "part" : "rest";
    return factor + " * " + product.src(1).intValue() + " + " + other;
  }

  @Test
  void paddingGatesTheAccessesAlongTheAxis() throws RefusedException {
    KernelSchedule padded = apply("PADTO 1 32");
    List<UOp> gated =
        padded.sink().toposort().stream()
            .filter(u -> u.is(Op.INDEX) && u.src(1).is(Op.WHERE))
            .map(u -> u.src(0))
            .toList();
    // The first factor does not move along the columns.
    assertEquals(
        List.of(new Arg.Slot(0), new Arg.Slot(2)),
        gated.stream()
            .map(UOp::arg)
            .sorted(java.util.Comparator.comparing(Object::toString))
            .toList());
    UOp grown = padded.axis(1);
    assertTrue(padded.sink().toposort().contains(grown.lessThan(24)));
  }

  @Test
  void aReductionIsPaddedOnlyWhereZerosAreNeutral() throws RefusedException {
    KernelSchedule sum = Kernels.schedule(Kernels.sums(4, 30));
    assertEquals("g0=4 R1=32", sum.apply(new Opt.PadTo(1, 16)).describe());

    UOp i = Kernels.loop(0, 4);
    UOp r = Kernels.reduced(1, 30);
    UOp loaded = Kernels.load(1, i.times(30).plus(r));
    KernelSchedule max = Kernels.schedule(Kernels.kernel(i, loaded.reduce(Op.MAX, List.of(r)), i));
    RefusedException notSum =
        assertThrows(RefusedException.class, () -> max.apply(new Opt.PadTo(1, 16)));
    assertTrue(notSum.getMessage().startsWith("PADTO 1 16: expected a sum, found"));

    UOp exp = UOp.of(Op.EXP2, DType.FLOAT32, loaded);
    KernelSchedule notZero = Kernels.schedule(Kernels.kernel(i, exp.reduce(Op.ADD, List.of(r)), i));
    RefusedException unsafe =
        assertThrows(RefusedException.class, () -> notZero.apply(new Opt.PadTo(1, 16)));
    assertEquals("PADTO 1 16: expected a sum that zeros keep, found EXP2", unsafe.getMessage());
  }

  @Test
  void partsKeepTheRoleOfTheirRange() throws RefusedException {
    UOp i = Kernels.range(0, 16, AxisType.LOOP, AxisRole.COUT);
    UOp r = Kernels.range(1, 32, AxisType.REDUCE, AxisRole.CIN);
    UOp sum = Kernels.load(1, i.times(32).plus(r)).reduce(Op.ADD, List.of(r));
    KernelSchedule schedule =
        Kernels.apply(
            Kernels.schedule(Kernels.kernel(i, sum, i)), "UPCAST 0 4", "UNROLL 0 4", "LOCAL 0 2");
    assertEquals(
        List.of("g0=2 cout", "l4=2 cout", "u2=4 cout", "R1=8 cin", "r3=4 cin"),
        schedule.axes().stream()
            .map(a -> AxisOrder.describe(List.of(a)) + " " + a.axis().role().label())
            .toList());
  }

  @Test
  void onlyLoopsAroundTheStoreBecomeDimensionsOfTheGrid() {
    UOp i = Kernels.loop(0, 8);
    UOp inner = Kernels.loop(1, 4);
    UOp sum = Kernels.load(1, i.times(4).plus(inner)).reduce(Op.ADD, List.of(inner));
    assertEquals("L1=4 g0=8", Kernels.schedule(Kernels.kernel(i, sum, i)).describe());
  }

  @Test
  void finishingListsRangesFlatAndNamesTheKernel() throws RefusedException {
    UOp done = apply("UPCAST 0 4; UNROLL 0 0; LOCAL 1 8").finish();
    Arg.KernelInfo info = (Arg.KernelInfo) done.arg();
    assertEquals("r_4_3_8_4_32", info.name());
    assertEquals(List.of("UPCAST 0 4", "UNROLL 0 0", "LOCAL 1 8"), info.appliedOptions());
    assertTrue(info.useLocals());
    for (UOp node : done.toposort()) {
      if (node.op().closedRangesStart() > 0) {
        node.srcFrom(node.op().closedRangesStart())
            .forEach(r -> assertSame(Op.RANGE, r.op(), node.toString()));
      }
    }
  }

  @Test
  void aKernelWithoutReductionIsNamedSo() throws RefusedException {
    KernelSchedule schedule =
        Kernels.apply(Kernels.schedule(Kernels.elementwise(6, 8)), "LOCAL 1 4");
    assertEquals("E_6_2_4", schedule.name());
    Arg.KernelInfo info =
        (Arg.KernelInfo)
            Kernels.apply(Kernels.schedule(Kernels.elementwise(6, 8)), "NOLOCALS None None")
                .finish()
                .arg();
    assertEquals(new Arg.KernelInfo("E_6_8", List.of("NOLOCALS None None"), false), info);
  }
}
