package winofuzz.fuzz.campaign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.coverage.Feature;

/**
 * The lanes of a campaign: case <i>n</i> belongs to lane <i>n</i> modulo {@link #COUNT}. What is
 * worth keeping, and what a case may be drawn from, is decided in each lane by itself, so that
 * lanes can be shared out among processes that do not talk to each other and every case stays the
 * same.
 */
final class Lanes {
  /** More lanes allow for more shards, and leave each lane less to draw from. */
  static final int COUNT = 16;

  /**
   * A case is drawn from what was kept up to so many cases of the campaign before it; so many may
   * be under way at once, in all shards together. A slow case holds up only what is drawn this far
   * behind it.
   */
  static final int LAG = 64;

  private final List<Lane> lanes = Stream.generate(Lane::new).limit(COUNT).toList();

  /** One of them. */
  private static final class Lane {
    private final Set<Feature> reached = new HashSet<>();
    private final List<KeptCase> kept = new ArrayList<>();

    /** Those of the kept cases that the next case of the lane may be drawn from. */
    private final List<ConvCase> parents = new ArrayList<>();
  }

  private Lane of(long number) {
    return lanes.get((int) (number % COUNT));
  }

  /**
   * Takes in what a case reaches; cases of a lane come in the order of their numbers.
   *
   * @return whether no case of its lane before it reached all of that
   */
  boolean reach(long number, Collection<Feature> features) {
    return of(number).reached.addAll(features);
  }

  /** Takes in a case that was kept, after what it reaches. */
  void keep(KeptCase kept) {
    of(kept.number()).kept.add(kept);
  }

  /**
   * Returns the kept cases that a case may be drawn from. Cases of a lane are asked for in the
   * order of their numbers.
   */
  List<ConvCase> parents(long number) {
    Lane lane = of(number);
    List<ConvCase> parents = lane.parents;
    while (parents.size() < lane.kept.size()
        && lane.kept.get(parents.size()).number() < number - LAG) {
      parents.add(lane.kept.get(parents.size()).subject());
    }
    return parents;
  }
}
