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
 * The tracks of a campaign: case <i>n</i> belongs to track <i>n</i> modulo {@link #COUNT}. What is
 * worth keeping, and what a case may be drawn from, is decided in each track by itself, so that
 * tracks can be shared out among processes that do not talk to each other and every case stays the
 * same.
 */
final class Tracks {
  /** More tracks allow for more shards, and leave each track less to draw from. */
  static final int COUNT = 16;

  /**
   * A case is drawn from what was kept up to so many cases of the campaign before it; so many may
   * be under way at once, in all shards together. A slow case holds up only what is drawn this far
   * behind it.
   */
  static final int LAG = 128;

  private final List<Track> tracks = Stream.generate(Track::new).limit(COUNT).toList();

  /** One of them. */
  private static final class Track {
    private final Set<Feature> reached = new HashSet<>();
    private final List<KeptCase> kept = new ArrayList<>();

    /** Those of the kept cases that the next case of the track may be drawn from. */
    private final List<ConvCase> parents = new ArrayList<>();
  }

  private Track of(long number) {
    return tracks.get((int) (number % COUNT));
  }

  /**
   * Takes in what a case reaches; cases of a track come in the order of their numbers.
   *
   * @return whether no case of its track before it reached all of that
   */
  boolean reach(long number, Collection<Feature> features) {
    return of(number).reached.addAll(features);
  }

  /** Takes in a case that was kept, after what it reaches. */
  void keep(KeptCase kept) {
    of(kept.number()).kept.add(kept);
  }

  /**
   * Returns the kept cases that a case may be drawn from. Cases of a track are asked for in the
   * order of their numbers.
   */
  List<ConvCase> parents(long number) {
    Track track = of(number);
    List<ConvCase> parents = track.parents;
    while (parents.size() < track.kept.size()
        && track.kept.get(parents.size()).number() < number - LAG) {
      parents.add(track.kept.get(parents.size()).subject());
    }
    return parents;
  }
}
