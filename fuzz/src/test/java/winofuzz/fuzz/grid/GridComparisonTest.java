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
  void equalExtentsOfOtherAxesAreAClassOfTheirOwn() {
    LaunchShape tiles = over("tile-y");
    assertEquals(GridClass.OTHER_AXES, tiles.compare(over("winograd-u")));
    assertEquals(GridClass.SAME, tiles.compare(over("tile-y")));
    assertEquals(GridClass.SAME, tiles.compare(OLD), "what is not known does not differ");
    assertEquals(GridClass.PERMUTED, tiles.compare(SWAPPED));
    assertEquals("other-axes", GridClass.OTHER_AXES.label());
  }

  private static LaunchShape over(String axis) {
    return new LaunchShape(
        "k", OLD.threadgroups(), OLD.threads(), List.of("cout", axis, "tile-x", "cout", axis, ""));
  }

  @Test
  void theSameExtentsElsewhereArePermuted() {
    assertEquals(GridClass.PERMUTED, OLD.compare(SWAPPED));
  }

  @Test
  void threadgroupsAreNotMixedWithThreads() {
    LaunchShape a = launch(List.of(2, 3, 1), List.of(5, 1, 1));
    LaunchShape b = launch(List.of(2, 5, 1), List.of(3, 1, 1));
    assertEquals(GridClass.SPLIT, a.compare(b));
  }

  @Test
  void asManyThreadsDividedOtherwiseAreSplit() {
    LaunchShape halved = launch(List.of(8, 6, 3), List.of(8, 3, 6));
    assertEquals(GridClass.SPLIT, OLD.compare(halved));
    assertEquals(GridClass.DIFFERENT, OLD.compare(OTHER));
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
