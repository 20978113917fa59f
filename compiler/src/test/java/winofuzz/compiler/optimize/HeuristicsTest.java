package winofuzz.compiler.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** What each heuristic decides, on the smallest kernels that show it. */
class HeuristicsTest {

  private static List<String> decide(Heuristic heuristic, UOp kernel) throws RefusedException {
    return Kernels.options(heuristic.apply(Kernels.schedule(kernel)).schedule());
  }

  private static List<String> decide(Heuristic heuristic, UOp kernel, String... before)
      throws RefusedException {
    KernelSchedule start = Kernels.apply(Kernels.schedule(kernel), before);
    List<String> all = Kernels.options(heuristic.apply(start).schedule());
    return all.subList(before.length, all.size());
  }

  @Test
  void areMadeInTheReferenceOrder() {
    assertEquals(
        List.of(
            "MatrixUnits",
            "MatrixVector",
            "GroupedReduction",
            "MaskedUpcast",
            "StrideRankedUpcast",
            "UnrolledReduction",
            "DefaultUpcast",
            "LocalAxes"),
        Heuristics.IN_ORDER.stream().map(h -> h.getClass().getSimpleName()).toList());
  }

  @Nested
  class OnMatrixUnits {
    private Heuristic.Outcome decideOn(UOp kernel) throws RefusedException {
      return new MatrixUnits().apply(Kernels.withTensorCores(kernel));
    }

    @Test
    void rowsAndColumnsAreUpcastByTheLargestOfFiveFourThreeTwo() throws RefusedException {
      Heuristic.Outcome outcome = decideOn(Kernels.matrixProduct(40, 96, 32));
      assertEquals(
          List.of("TC 0 -1/0/1", "UPCAST 0 5", "UPCAST 0 4"), Kernels.options(outcome.schedule()));
      assertEquals("g1=3 w-1=32 u3=2 u4=5 u5=4 R2=4", outcome.schedule().describe());
      assertTrue(outcome.isFinal());
    }

    @Test
    void columnsLeftOverGoToThreads() throws RefusedException {
      assertEquals(
          List.of("TC 0 -1/0/1", "UPCAST 0 4", "UPCAST 1 4", "LOCAL 1 4"),
          Kernels.options(decideOn(Kernels.matrixProduct(64, 128, 32)).schedule()));
    }

    @Test
    void twoReducedAxesAreTooMany() throws RefusedException {
      UOp i = Kernels.loop(0, 8);
      UOp j = Kernels.loop(1, 8);
      UOp r = Kernels.reduced(2, 8);
      UOp s = Kernels.reduced(3, 8);
      UOp product =
          Kernels.load(1, Kernels.flat(i, r, s)).times(Kernels.load(2, Kernels.flat(r, s, j)));
      Heuristic.Outcome outcome =
          decideOn(Kernels.kernel(Kernels.flat(i, j), product.reduce(Op.ADD, List.of(r, s)), i, j));
      assertEquals(List.of(), Kernels.options(outcome.schedule()));
      assertFalse(outcome.isFinal());
    }

    @Test
    void sizesThatDoNotFitAreLeftToTheNextHeuristics() throws RefusedException {
      assertFalse(decideOn(Kernels.matrixProduct(12, 24, 32)).isFinal());
    }
  }

  @Nested
  class OnMatrixTimesVector {
    @Test
    void threadsShareTheRows() throws RefusedException {
      assertEquals(
          List.of("GROUP 0 8", "LOCAL 0 4", "UPCAST 0 4"),
          decide(new MatrixVector(), Kernels.matrixVector(64, 128)));
    }

    @Test
    void rowsMustFillTheBlocks() throws RefusedException {
      assertEquals(List.of(), decide(new MatrixVector(), Kernels.matrixVector(24, 128)));
    }

    @Test
    void termsMustFillTheThreads() throws RefusedException {
      assertEquals(List.of(), decide(new MatrixVector(), Kernels.matrixVector(64, 36)));
    }

    @Test
    void theVectorComesFirst() throws RefusedException {
      UOp i = Kernels.loop(0, 64);
      UOp r = Kernels.reduced(1, 128);
      UOp product = Kernels.load(1, i.times(128).plus(r)).times(Kernels.load(2, r));
      UOp kernel = Kernels.kernel(i, product.reduce(Op.ADD, List.of(r)), i);
      assertEquals(List.of(), decide(new MatrixVector(), kernel));
    }

    @Test
    void aMaximumIsNoProduct() throws RefusedException {
      UOp i = Kernels.loop(0, 64);
      UOp r = Kernels.reduced(1, 128);
      UOp product = Kernels.load(1, r).times(Kernels.load(2, i.times(128).plus(r)));
      UOp kernel = Kernels.kernel(i, product.reduce(Op.MAX, List.of(r)), i);
      assertEquals(List.of(), decide(new MatrixVector(), kernel));
    }
  }

  @Nested
  class OnGroupedReductions {
    @Test
    void littleOutputIsReducedByThreads() throws RefusedException {
      Heuristic.Outcome outcome =
          new GroupedReduction().apply(Kernels.schedule(Kernels.sums(2048, 64)));
      assertEquals(List.of("GROUPTOP 0 16"), Kernels.options(outcome.schedule()));
      assertTrue(outcome.isFinal());
    }

    @Test
    void muchOutputIsNot() throws RefusedException {
      assertEquals(List.of(), decide(new GroupedReduction(), Kernels.sums(2049, 64)));
    }

    @Test
    void norIsWhatSixteenDoesNotDivide() throws RefusedException {
      Heuristic.Outcome outcome =
          new GroupedReduction().apply(Kernels.schedule(Kernels.sums(64, 24)));
      assertEquals(List.of(), Kernels.options(outcome.schedule()));
      assertFalse(outcome.isFinal());
    }
  }

  @Nested
  class OnMaskedAxes {
    @Test
    void aSmallAxisThatChoosesGoesIntoLanes() throws RefusedException {
      assertEquals(List.of("UPCAST 1 0"), decide(new MaskedUpcast(), Kernels.masked(64, 6)));
    }

    @Test
    void aLargeOneDoesNot() throws RefusedException {
      assertEquals(List.of(), decide(new MaskedUpcast(), Kernels.masked(64, 8)));
    }

    @Test
    void noMoreThanFortyNineLanesTheLastAxisFirst() throws RefusedException {
      UOp i = Kernels.loop(0, 64);
      UOp a = Kernels.loop(1, 7);
      UOp b = Kernels.loop(2, 7);
      UOp c = Kernels.loop(3, 2);
      UOp value = Kernels.load(1, i);
      UOp zero = value.constLike(0);
      UOp chosen =
          a.lessThan(1).where(b.lessThan(1).where(c.lessThan(1).where(value, zero), zero), zero);
      UOp kernel = Kernels.kernel(Kernels.flat(i, a, b, c), chosen, i, a, b, c);
      assertEquals(List.of("UPCAST 2 0", "UPCAST 1 0"), decide(new MaskedUpcast(), kernel));
    }
  }

  @Nested
  class OnStrides {
    @Test
    void theAxisThatMovesTheFewestAccessesByTheSmallestStridesIsTaken() throws RefusedException {
      // Rows move c by 32 and a by 64, columns move c and b by 1.
      assertEquals(
          List.of("UPCAST 1 4"),
          decide(new StrideRankedUpcast(), Kernels.matrixProduct(32, 32, 64)));
    }

    @Test
    void againAsLongAsThereIsPlenty() throws RefusedException {
      assertEquals(
          List.of("UPCAST 1 4", "UPCAST 0 4"),
          decide(new StrideRankedUpcast(), Kernels.matrixProduct(64, 128, 64)));
    }

    @Test
    void threesWhereFoursDoNotFitAndBeforeThem() throws RefusedException {
      assertEquals(
          List.of("UPCAST 1 3"),
          decide(new StrideRankedUpcast(), Kernels.matrixProduct(32, 36, 64)));
    }

    @Test
    void someAccessMustStayPut() throws RefusedException {
      assertEquals(List.of(), decide(new StrideRankedUpcast(), Kernels.elementwise(64, 64)));
    }

    @Test
    void littleOutputIsLeftAlone() throws RefusedException {
      assertEquals(List.of(), decide(new StrideRankedUpcast(), Kernels.matrixProduct(16, 32, 64)));
    }
  }

  @Nested
  class OnUnrolling {
    @Test
    void aSmallReductionIsUnrolledWhole() throws RefusedException {
      assertEquals(List.of("UNROLL 0 0"), decide(new UnrolledReduction(), Kernels.sums(64, 32)));
    }

    @Test
    void aLargeOneByFours() throws RefusedException {
      assertEquals(List.of("UNROLL 0 4"), decide(new UnrolledReduction(), Kernels.sums(64, 36)));
      assertEquals(List.of(), decide(new UnrolledReduction(), Kernels.sums(64, 33)));
    }

    @Test
    void aWindowGoesAsAWhole() throws RefusedException {
      UOp i = Kernels.loop(0, 8);
      UOp c = Kernels.reduced(1, 16);
      UOp y = Kernels.reduced(2, 3);
      UOp x = Kernels.reduced(3, 3);
      UOp sum = Kernels.load(1, Kernels.flat(i, c, y, x)).reduce(Op.ADD, List.of(c, y, x));
      assertEquals(
          List.of("UNROLL 2 0", "UNROLL 1 0"),
          decide(new UnrolledReduction(), Kernels.kernel(i, sum, i)));
    }

    @Test
    void notBesideManyLanes() throws RefusedException {
      UOp kernel = Kernels.matrixProduct(64, 64, 16);
      assertEquals(List.of(), decide(new UnrolledReduction(), kernel, "UPCAST 0 8", "UPCAST 1 8"));
      assertEquals(
          List.of("UNROLL 0 0"),
          decide(new UnrolledReduction(), kernel, "UPCAST 0 8", "UPCAST 1 4"));
    }
  }

  @Nested
  class OnDefaults {
    @Test
    void fourElementsOfTheLastAxis() throws RefusedException {
      assertEquals(List.of("UPCAST 1 4"), decide(new DefaultUpcast(), Kernels.elementwise(6, 8)));
      assertEquals(List.of(), decide(new DefaultUpcast(), Kernels.elementwise(8, 6)));
    }

    @Test
    void unlessThereAreLanesAlready() throws RefusedException {
      assertEquals(List.of(), decide(new DefaultUpcast(), Kernels.elementwise(6, 8), "UPCAST 0 2"));
    }
  }

  @Nested
  class OnThreads {
    @Test
    void theLastAxesFirstUpTo128Threads() throws RefusedException {
      // Axis 2 takes 16, axis 1 the 8 that are left.
      assertEquals(
          List.of("LOCAL 1 8", "LOCAL 2 16"),
          decide(new LocalAxes(), Kernels.elementwise(64, 64, 64)));
    }

    @Test
    void theFirstAxisMayTake32() throws RefusedException {
      assertEquals(List.of("LOCAL 0 32"), decide(new LocalAxes(), Kernels.elementwise(64)));
    }

    @Test
    void atMostThreeAxesAndTheCountShiftsWhenOneIsGone() throws RefusedException {
      assertEquals(
          List.of("LOCAL 1 2", "LOCAL 1 2", "LOCAL 1 2"),
          decide(new LocalAxes(), Kernels.elementwise(2, 2, 2, 2)));
    }

    @Test
    void axesAlongWhichSomethingIsReusedComeFirst() throws RefusedException {
      UOp i = Kernels.loop(0, 16);
      UOp j = Kernels.loop(1, 16);
      UOp k = Kernels.loop(2, 16);
      // Nothing stays put along k; one load stays put along each of i and j.
      UOp value = Kernels.load(1, Kernels.flat(i, k)).plus(Kernels.load(2, Kernels.flat(j, k)));
      UOp kernel = Kernels.kernel(Kernels.flat(i, j, k), value, i, j, k);
      assertEquals(List.of("LOCAL 0 8", "LOCAL 1 16"), decide(new LocalAxes(), kernel));
    }
  }

  @Test
  void aKernelOfSeveralBlocksIsLeftAlone() {
    UOp i = Kernels.loop(0, 64);
    UOp loaded = Kernels.buffer(1, DType.FLOAT32, 64).at(i).load(UOp.of(Op.BARRIER, DType.VOID));
    KernelSchedule schedule = Heuristics.apply(Kernels.schedule(Kernels.kernel(i, loaded, i)));
    assertEquals(List.of(), schedule.applied());
  }

  @Test
  void togetherTheyScheduleAnElementwiseKernel() {
    KernelSchedule schedule = Heuristics.apply(Kernels.schedule(Kernels.elementwise(12, 64)));
    assertEquals(List.of("UPCAST 1 4", "LOCAL 0 4", "LOCAL 1 16"), Kernels.options(schedule));
    assertEquals("E_3_4_16_4", schedule.name());
  }
}
