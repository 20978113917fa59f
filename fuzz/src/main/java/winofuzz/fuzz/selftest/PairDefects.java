package winofuzz.fuzz.selftest;

import static winofuzz.fuzz.selftest.PlantedDefect.pair;

import java.util.Collection;
import java.util.List;

/** Pairs of defects in two places, which are to be two findings. */
final class PairDefects {
  private final Collection<PlantedDefect> singles;

  private PairDefects(Collection<PlantedDefect> singles) {
    this.singles = singles;
  }

  /** Returns the pairs. */
  static List<PlantedDefect> of(Collection<PlantedDefect> singles) {
    PairDefects of = new PairDefects(singles);
    return List.of(
        of.both("two-passes", "input-transform-sign", "lane-of-neighbour"),
        of.both("two-rules", "tiles-transposed", "negation-lost"),
        of.both("pass-and-text", "output-transform-constant", "a-turn-too-many"),
        of.both("switch-and-device", "index-order", "saturates"),
        of.both("gate-and-operation", "first-gate-only", "difference-reversed"),
        of.both("padding-and-arithmetic", "ones-for-padding", "denormals-flushed"),
        of.both("padding-and-accumulator", "last-row-is-padding", "accumulator-starts-at-one"),
        of.both("rule-and-interpreter", "negation-lost", "ieee-negative-zero-lost"));
  }

  private PlantedDefect both(String name, String first, String second) {
    return pair(name, single(first), single(second));
  }

  private PlantedDefect single(String name) {
    return singles.stream().filter(d -> d.name().equals(name)).findFirst().orElseThrow();
  }
}
