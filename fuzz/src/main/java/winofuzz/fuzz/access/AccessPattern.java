package winofuzz.fuzz.access;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one instruction, or several alike, asks of device memory over a whole launch.
 *
 * <p>A simdgroup is 32 neighbouring threads of a threadgroup, x fastest; each time that one
 * executes the instruction counts. A sector is what memory moves at once: the aligned bytes that
 * hold an address.
 *
 * @param site the instruction
 * @param sites how many instructions these are
 * @param executions times that a simdgroup executed one, with at least one lane active
 * @param needed bytes that the lanes of a simdgroup moved, each byte once an execution
 * @param sectors32 sectors of 32 bytes that they touched
 * @param sectors128 sectors of 128 bytes that they touched
 * @param least32 sectors of 32 bytes that would hold what they needed if it lay side by side
 * @param strides how often a lane was so many elements ahead of the active lane before it
 */
public record AccessPattern(
    AccessSite site,
    int sites,
    long executions,
    long needed,
    long sectors32,
    long sectors128,
    long least32,
    SortedMap<Long, Long> strides) {
  public AccessPattern {
    strides = Collections.unmodifiableSortedMap(new TreeMap<>(strides));
  }

  /** What neighbouring lanes do. */
  public enum Lanes {
    /** No simdgroup has two active lanes. */
    ALONE,
    /** All lanes touch the same elements. */
    BROADCAST,
    /** Each lane continues where the one before it ends. */
    CONTIGUOUS,
    /** Lanes are one distance apart, which is neither of these. */
    STRIDED,
    /** Lanes are several distances apart. */
    MIXED;

    /** Returns the name in results. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns what neighbouring lanes do. */
  public Lanes lanes() {
    if (strides.isEmpty()) {
      return Lanes.ALONE;
    }
    if (strides.size() > 1) {
      return Lanes.MIXED;
    }
    long stride = strides.firstKey();
    if (stride == 0) {
      return Lanes.BROADCAST;
    }
    return stride == site.width() ? Lanes.CONTIGUOUS : Lanes.STRIDED;
  }

  /** Returns the distance of neighbouring lanes in elements that is met most often; 0 of none. */
  public long stride() {
    return strides.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(0L);
  }

  /**
   * Whether the lanes of a simdgroup touch the same elements or lie side by side, or touch at most
   * a quarter more sectors of 32 bytes than what they need can lie in.
   */
  public boolean isCoalesced() {
    return switch (lanes()) {
      case ALONE, BROADCAST, CONTIGUOUS -> true;
      case STRIDED, MIXED -> 4 * sectors32 <= 5 * least32;
    };
  }

  /** Returns the bytes that are moved where memory moves sectors of 32 bytes. */
  public long moved32() {
    return 32 * sectors32;
  }

  /** Returns the bytes that are moved where memory moves sectors of 128 bytes. */
  public long moved128() {
    return 128 * sectors128;
  }

  /** Returns what these instructions and others like them ask for together. */
  AccessPattern and(AccessPattern other) {
    SortedMap<Long, Long> both = new TreeMap<>(strides);
    other.strides.forEach((stride, count) -> both.merge(stride, count, Long::sum));
    return new AccessPattern(
        site,
        sites + other.sites,
        executions + other.executions,
        needed + other.needed,
        sectors32 + other.sectors32,
        sectors128 + other.sectors128,
        least32 + other.least32,
        both);
  }
}
