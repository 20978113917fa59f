package winofuzz.fuzz.campaign;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import winofuzz.fuzz.oracle.Distance;

/**
 * How far the paths of the cases were apart, of which every pair agreed: a histogram of the largest
 * distance of each case in units in the last place, and one of its largest share of what the bounds
 * on rounding allow.
 *
 * @param ulps how many by the power of two below the distance: 0 for equal bits, 1 for a distance
 *     of 1, 2 for 2 and 3, 3 for 4 to 7, and so on
 * @param shares how many by the power of ten below the share: -1 for 0.1 to 1, -2 for 0.01 to 0.1,
 *     and so on to {@link #LEAST_SHARE}, which stands for all smaller ones; equal bits are not
 *     among them
 */
public record Distances(SortedMap<Integer, Integer> ulps, SortedMap<Integer, Integer> shares) {
  /** Smaller shares than the power of ten above this are counted together. */
  public static final int LEAST_SHARE = -9;

  /** Nothing was compared. */
  public static final Distances NONE = new Distances(new TreeMap<>(), new TreeMap<>());

  public Distances {
    ulps = Collections.unmodifiableSortedMap(new TreeMap<>(ulps));
    shares = Collections.unmodifiableSortedMap(new TreeMap<>(shares));
  }

  /** Returns this with one more. */
  Distances with(Distance distance) {
    TreeMap<Integer, Integer> moreUlps = new TreeMap<>(ulps);
    TreeMap<Integer, Integer> moreShares = new TreeMap<>(shares);
    moreUlps.merge(Long.SIZE - Long.numberOfLeadingZeros(distance.ulps()), 1, Integer::sum);
    if (distance.share() > 0) {
      int power = (int) Math.floor(Math.log10(distance.share()));
      moreShares.merge(Math.clamp(power, LEAST_SHARE, -1), 1, Integer::sum);
    }
    return new Distances(moreUlps, moreShares);
  }

  /** Returns this with all of another. */
  Distances with(Distances other) {
    TreeMap<Integer, Integer> moreUlps = new TreeMap<>(ulps);
    TreeMap<Integer, Integer> moreShares = new TreeMap<>(shares);
    other.ulps.forEach((power, count) -> moreUlps.merge(power, count, Integer::sum));
    other.shares.forEach((power, count) -> moreShares.merge(power, count, Integer::sum));
    return new Distances(moreUlps, moreShares);
  }

  /** Returns how many pairs were compared. */
  public int compared() {
    return ulps.values().stream().mapToInt(Integer::intValue).sum();
  }
}
