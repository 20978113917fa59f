package winofuzz.fuzz.access;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what the executions of one instruction touch. */
final class SectorCounter {
  /** The threads of a simdgroup. */
  static final int SIMDGROUP = 32;

  /** The element of a lane that is not active. */
  static final long INACTIVE = Long.MIN_VALUE;

  private static final int SMALL_SECTOR = 32;
  private static final int LARGE_SECTOR = 128;

  private final AccessSite site;
  private final SortedMap<Long, Long> strides = new TreeMap<>();
  private long executions;
  private long needed;
  private long sectors32;
  private long sectors128;
  private long least32;

  // What the last simdgroup did: the next mostly does the same some whole sectors further on.
  private final long[] last = new long[SIMDGROUP];
  private int lastCount;
  private long lastNeeded;
  private long lastSectors32;
  private long lastSectors128;

  SectorCounter(AccessSite site) {
    this.site = site;
  }

  /**
   * Counts an execution by the threads of a threadgroup.
   *
   * @param elements the first element that each thread touches, {@link #INACTIVE} for none
   * @param times how often they do
   */
  void threadgroup(long[] elements, long times) {
    for (int from = 0; from < elements.length; from += SIMDGROUP) {
      simdgroup(elements, from, Math.min(from + SIMDGROUP, elements.length), times);
    }
  }

  private void simdgroup(long[] elements, int from, int to, long times) {
    long[] active = new long[to - from];
    int count = 0;
    for (int i = from; i < to; i++) {
      if (elements[i] != INACTIVE) {
        active[count++] = elements[i];
      }
    }
    if (count == 0) {
      return;
    }
    for (int i = 1; i < count; i++) {
      strides.merge(active[i] - active[i - 1], times, Long::sum);
    }
    if (!isLastMoved(active, count)) {
      measure(active, count);
    }
    executions += times;
    needed += lastNeeded * times;
    sectors32 += lastSectors32 * times;
    sectors128 += lastSectors128 * times;
    least32 += Math.ceilDiv(lastNeeded, (long) SMALL_SECTOR) * times;
  }

  private boolean isLastMoved(long[] active, int count) {
    if (count != lastCount) {
      return false;
    }
    long moved = active[0] - last[0];
    if (moved * site.elementBytes() % LARGE_SECTOR != 0) {
      return false;
    }
    for (int i = 1; i < count; i++) {
      if (active[i] - last[i] != moved) {
        return false;
      }
    }
    return true;
  }

  private void measure(long[] active, int count) {
    System.arraycopy(active, 0, last, 0, count);
    lastCount = count;
    long[] starts = new long[count];
    for (int i = 0; i < count; i++) {
      starts[i] = active[i] * site.elementBytes();
    }
    Arrays.sort(starts);
    lastNeeded = 0;
    long end = Long.MIN_VALUE;
    for (long start : starts) {
      long from = Math.max(start, end);
      end = start + site.bytes();
      lastNeeded += Math.max(0, end - from);
    }
    lastSectors32 = sectors(starts, SMALL_SECTOR);
    lastSectors128 = sectors(starts, LARGE_SECTOR);
  }

  /** Returns how many sectors hold the bytes from some addresses on, which are sorted. */
  private long sectors(long[] starts, int size) {
    long result = 0;
    long next = Long.MIN_VALUE;
    for (long start : starts) {
      long first = Math.max(next, Math.floorDiv(start, size));
      next = Math.max(next, Math.floorDiv(start + site.bytes() - 1, size) + 1);
      result += next - first;
    }
    return result;
  }

  AccessPattern pattern() {
    return new AccessPattern(site, 1, executions, needed, sectors32, sectors128, least32, strides);
  }
}
