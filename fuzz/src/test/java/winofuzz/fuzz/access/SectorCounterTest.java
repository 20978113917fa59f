package winofuzz.fuzz.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import winofuzz.fuzz.access.AccessPattern.Lanes;

class SectorCounterTest {
  private static final long NONE = SectorCounter.INACTIVE;

  private static AccessPattern count(int width, int threads, LongUnaryOperator element) {
    return count(width, LongStream.range(0, threads).map(element).toArray());
  }

  private static AccessPattern count(int width, long... elements) {
    SectorCounter counter =
        new SectorCounter(new AccessSite(AccessSite.Direction.LOAD, 0, 4, width));
    counter.threadgroup(elements, 1);
    return counter.pattern();
  }

  private static void assertCounts(
      AccessPattern found, Lanes lanes, long needed, long sectors32, long sectors128) {
    assertEquals(lanes, found.lanes());
    assertEquals(needed, found.needed());
    assertEquals(sectors32, found.sectors32());
    assertEquals(sectors128, found.sectors128());
  }

  @Test
  void lanesSideBySideFillTheirSectors() {
    AccessPattern found = count(1, 32, t -> t);
    assertCounts(found, Lanes.CONTIGUOUS, 128, 4, 1);
    assertTrue(found.isCoalesced());
    assertEquals(1, found.stride());
  }

  @Test
  void whatIsNotAlignedTakesASectorMore() {
    AccessPattern found = count(1, 32, t -> t + 3);
    assertCounts(found, Lanes.CONTIGUOUS, 128, 5, 2);
    assertTrue(found.isCoalesced());
  }

  @Test
  void vectorsSideBySideAreContiguousToo() {
    assertCounts(count(4, 32, t -> 4 * t), Lanes.CONTIGUOUS, 512, 16, 4);
  }

  @Test
  void oneElementForAllLanesIsNeededOnce() {
    AccessPattern found = count(1, 32, t -> 7);
    assertCounts(found, Lanes.BROADCAST, 4, 1, 1);
    assertTrue(found.isCoalesced());
  }

  @Test
  void lanesFarApartTakeASectorEach() {
    AccessPattern found = count(1, 32, t -> 64 * t);
    assertCounts(found, Lanes.STRIDED, 128, 32, 32);
    assertFalse(found.isCoalesced());
    assertEquals(64, found.stride());
  }

  @Test
  void twoLanesApartAreScatteredToo() {
    AccessPattern found = count(1, 2, t -> 36 * t);
    assertCounts(found, Lanes.STRIDED, 8, 2, 2);
    assertFalse(found.isCoalesced());
  }

  @Test
  void rowsThatFillTheirSectorsAreCoalesced() {
    AccessPattern found = count(1, 32, t -> t % 8 + 100 * 8 * (t / 8));
    assertCounts(found, Lanes.MIXED, 128, 4, 4);
    assertTrue(found.isCoalesced());
  }

  @Test
  void lanesThatAreNotActiveDoNotCount() {
    AccessPattern found = count(1, 32, t -> t % 2 == 0 ? t : NONE);
    assertCounts(found, Lanes.STRIDED, 64, 4, 1);
    assertEquals(2, found.stride());
  }

  @Test
  void aSimdgroupWithoutActiveLanesDoesNotExecute() {
    AccessPattern found = count(1, 64, t -> t < 32 ? t : NONE);
    assertEquals(1, found.executions());
  }

  @Test
  void aThreadgroupIsCutIntoSimdgroups() {
    AccessPattern found = count(1, 40, t -> t);
    assertCounts(found, Lanes.CONTIGUOUS, 160, 5, 2);
    assertEquals(2, found.executions());
  }

  @Property(tries = 300)
  void theCountsAreThoseOfSets(
      @ForAll @Size(64) List<@LongRange(min = 0, max = 300) Long> drawn,
      @ForAll @IntRange(min = 1, max = 4) int width) {
    long[] elements = drawn.stream().mapToLong(e -> e).toArray();
    AccessPattern found = count(width, elements);
    long needed = 0;
    long sectors32 = 0;
    for (int from = 0; from < elements.length; from += 32) {
      Set<Long> bytes = new HashSet<>();
      for (int t = from; t < from + 32; t++) {
        for (long b = 0; b < 4L * width; b++) {
          bytes.add(4 * elements[t] + b);
        }
      }
      needed += bytes.size();
      sectors32 += bytes.stream().map(b -> b / 32).distinct().count();
    }
    assertEquals(needed, found.needed());
    assertEquals(sectors32, found.sectors32());
  }
}
