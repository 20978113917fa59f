package winofuzz.fuzz.cases;

import static winofuzz.fuzz.cases.CaseFactor.AXES;
import static winofuzz.fuzz.cases.CaseFactor.BATCH;
import static winofuzz.fuzz.cases.CaseFactor.CIN;
import static winofuzz.fuzz.cases.CaseFactor.COUT;
import static winofuzz.fuzz.cases.CaseFactor.GROUPS;
import static winofuzz.fuzz.cases.CaseFactor.RANK;
import static winofuzz.fuzz.cases.CaseFactor.STEP;
import static winofuzz.fuzz.cases.CaseFactor.TAIL4;
import static winofuzz.fuzz.cases.CaseFactor.TAIL8;
import static winofuzz.fuzz.cases.CaseFactor.TARGET;
import static winofuzz.fuzz.cases.CaseFactor.UNIT;
import static winofuzz.fuzz.cases.CaseFactor.WINDOW;

import java.util.List;
import java.util.Set;

/** Which classes of different factors exclude each other. */
final class FactorConstraints {
  private static final int MOST_AXES = 6;

  /** Of what eight tiles of eight channels are multiplied with, which take 18432 products. */
  private static final int MOST_OF_TRANSFORMED = 16;

  /** Of products with a window of 27 elements. */
  private static final int MOST_OF_VOLUMES = 192;

  private FactorConstraints() {}

  /** Whether some case may be in all classes of a row, as far as these are chosen. */
  static boolean allow(FactorRow row) {
    return allowsGroups(row)
        && allowsWindow(row)
        && allowsTails(row)
        && allowsUnit(row)
        && allowsAxes(row)
        && isCheapEnough(row);
  }

  /** A group of a depthwise convolution has one input channel. */
  private static boolean allowsGroups(FactorRow row) {
    return !(row.is(GROUPS, "depthwise") && row.isOtherThan(CIN, "one"))
        && !(row.is(GROUPS, "several") && row.is(CIN, "one"));
  }

  private static boolean allowsWindow(FactorRow row) {
    boolean isStill = row.is(WINDOW, "winograd") && row.isOtherThan(STEP, "plain");
    boolean isPointSpread = row.is(WINDOW, "point") && row.is(STEP, "dilated");
    boolean isPartOfOne = row.is(WINDOW, "partly") && row.is(RANK, "1");
    return !isStill && !isPointSpread && !isPartOfOne;
  }

  /** Of one axis both remainders are of the same number. */
  private static boolean allowsTails(FactorRow row) {
    return !row.is(RANK, "1")
        || !row.has(TAIL4)
        || !row.has(TAIL8)
        || row.index(TAIL8) % TAIL4.classes().size() == row.index(TAIL4);
  }

  private record Need(CaseFactor factor, Set<String> classes) {}

  private static final List<Need> DIRECT =
      List.of(
          new Need(TARGET, Set.of("apple")),
          new Need(CIN, Set.of("8", "16-or-more")),
          new Need(COUT, Set.of("by-8")),
          new Need(WINDOW, Set.of("point")),
          new Need(TAIL8, Set.of("0")));

  private static final List<Need> TRANSFORMED =
      List.of(
          new Need(TARGET, Set.of("apple")),
          new Need(CIN, Set.of("8", "16-or-more")),
          new Need(COUT, Set.of("by-8")),
          new Need(WINDOW, Set.of("winograd")),
          new Need(TAIL8, Set.of("5", "6", "7", "0")),
          // Volumes with so many channels take too long.
          new Need(RANK, Set.of("1", "2")));

  /** A unit needs several classes to meet. Where they do it fits, but for the number of tiles. */
  private static boolean allowsUnit(FactorRow row) {
    if (row.is(UNIT, "direct")) {
      return DIRECT.stream().allMatch(need -> row.mayBeIn(need.factor, need.classes));
    }
    if (row.is(UNIT, "transformed")) {
      return TRANSFORMED.stream().allMatch(need -> row.mayBeIn(need.factor, need.classes));
    }
    return !row.is(UNIT, "none")
        || !DIRECT.stream().allMatch(need -> row.isIn(need.factor, need.classes));
  }

  /** Axes are counted from what is chosen; a tail other than 1 is of more than one output. */
  private static boolean allowsAxes(FactorRow row) {
    if (!row.has(AXES)) {
      return true;
    }
    int least = 0;
    int most = 0;
    for (CaseFactor factor : List.of(BATCH, GROUPS, COUT)) {
      least += row.has(factor) && row.index(factor) > 0 ? 1 : 0;
      most += row.has(factor) && row.index(factor) == 0 ? 0 : 1;
    }
    int rank = row.has(RANK) ? row.index(RANK) + 1 : 0;
    boolean first = row.isOtherThan(TAIL4, "1") || (rank == 1 && row.isOtherThan(TAIL8, "1"));
    boolean last = row.isOtherThan(TAIL8, "1");
    least += rank == 1 ? (first ? 1 : 0) : (first ? 1 : 0) + (last ? 1 : 0);
    most += rank == 0 ? RANK.classes().size() : rank;
    return switch (row.index(AXES)) {
      case 0 -> least <= 3;
      case 1 -> least <= 4 && most >= 4;
      default -> most >= 5 && most <= MOST_AXES;
    };
  }

  /** Whether cases of a row take much longer than others: a tile of a volume has 216 elements. */
  static boolean isCostly(FactorRow row) {
    return row.is(RANK, "3") && row.is(WINDOW, "winograd");
  }

  /** A tile of a volume has 216 elements; eight tiles of many channels take many products. */
  private static boolean isCheapEnough(FactorRow row) {
    if (isCostly(row)) {
      return row.mayBeIn(CIN, Set.of("one", "few"))
          && row.mayBeIn(COUT, Set.of("one", "few"))
          && leastOfVolumes(row) <= MOST_OF_VOLUMES;
    }
    return !row.is(UNIT, "transformed") || leastOfTransformed(row) <= MOST_OF_TRANSFORMED;
  }

  /** Returns the least products of a window of 27 elements. */
  private static int leastOfVolumes(FactorRow row) {
    int batch = row.has(BATCH) ? row.index(BATCH) + 1 : 1;
    int groups = row.isOtherThan(GROUPS, "one") ? 2 : 1;
    int channels = (row.is(CIN, "few") ? 2 : 1) * (row.is(COUT, "few") ? 2 : 1);
    return batch * groups * channels * least(row, TAIL4) * least(row, TAIL8);
  }

  /** Returns the fewest outputs with a remainder. */
  private static int least(FactorRow row, CaseFactor tail) {
    return !row.has(tail) ? 1 : row.index(tail) == 0 ? tail.classes().size() : row.index(tail);
  }

  /** Returns the least of images, outputs along the first axis, groups and channels, multiplied. */
  private static int leastOfTransformed(FactorRow row) {
    int batch = row.has(BATCH) ? row.index(BATCH) + 1 : 1;
    int outputs = row.is(RANK, "2") ? least(row, TAIL4) : 1;
    int groups = row.isOtherThan(GROUPS, "one") ? 2 : 1;
    int channels = row.is(CIN, "16-or-more") ? 2 : 1;
    return batch * outputs * groups * channels;
  }
}
