package winofuzz.fuzz.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class GridComparisonTest {
  private static LaunchShape launch(List<Integer> threadgroups, List<Integer> threads) {
    return new LaunchShape("k", threadgroups, threads);
  }

  private static final LaunchShape OLD = launch(List.of(8, 6, 6), List.of(8, 3, 3));
  private static final LaunchShape SWAPPED = launch(List.of(6, 6, 8), List.of(8, 3, 3));
  private static final LaunchShape OTHER = launch(List.of(6, 6, 4), List.of(8, 3, 3));

  @Test
  void equalExtentsAreTheSameWhateverTheName() {
    LaunchShape renamed = new LaunchShape("other", OLD.threadgroups(), OLD.threads());
    assertEquals(GridClass.SAME, OLD.compare(renamed));
  }

  @Test
  void theSameExtentsElsewhereArePermuted() {
    assertEquals(GridClass.PERMUTED, OLD.compare(SWAPPED));
  }

  @Test
  void threadgroupsAreNotMixedWithThreads() {
    LaunchShape a = launch(List.of(2, 3, 1), List.of(5, 1, 1));
    LaunchShape b = launch(List.of(2, 5, 1), List.of(3, 1, 1));
    assertEquals(GridClass.DIFFERENT, a.compare(b));
  }

  @Test
  void theLeastAlikePairOfKernelsDecides() {
    GridComparison comparison =
        new GridComparison(List.of(OLD, OLD, OLD), List.of(OLD, SWAPPED, OTHER));
    assertEquals(GridClass.DIFFERENT, comparison.gridClass());
    assertEquals(2, comparison.telling());
  }

  @Test
  void anotherNumberOfKernelsIsDifferent() {
    GridComparison comparison = new GridComparison(List.of(OLD), List.of(OLD, OLD));
    assertEquals(GridClass.DIFFERENT, comparison.gridClass());
    assertEquals(0, comparison.telling());
  }
}
