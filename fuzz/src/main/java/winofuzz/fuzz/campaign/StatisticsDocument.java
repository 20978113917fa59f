package winofuzz.fuzz.campaign;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.campaign.Statistics.GridRecord;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.coverage.Feature.Kind;
import winofuzz.fuzz.coverage.Triples;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.grid.GridComparison;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.json.Sense;

/**
 * The file of what a campaign has counted.
 *
 * @param kept how many cases it kept, so that a file that is gone is missed; null in older files
 * @param asides null for none
 * @param timeline null in older files
 * @param distances null in older files
 * @param triples null in older files
 */
record StatisticsDocument(
    long elapsedMillis,
    long cases,
    @Nullable Integer kept,
    List<Grid> grids,
    SortedMap<String, Integer> skipped,
    SortedMap<String, Integer> remarks,
    SortedMap<String, Integer> sightings,
    @Nullable SortedMap<String, String> asides,
    Map<Kind, Long> lastNewMillis,
    @Nullable List<At> timeline,
    @Nullable Apart distances,
    @Nullable Reached triples) {

  /** How far the campaign was at one time. */
  record At(long elapsedMillis, long cases, int findings, Map<Kind, Integer> covered) {
    static At of(Moment moment) {
      return new At(
          moment.elapsed().toMillis(), moment.cases(), moment.findings(), moment.covered());
    }

    private void check(long most) {
      Sense.requireBetween("timeline: elapsedMillis", 0, PlanDocument.MOST_MILLIS, elapsedMillis);
      Sense.requireBetween("timeline: cases", 0, most, cases);
      Sense.requireAtLeast("timeline: findings", 0, findings);
      covered.forEach(
          (kind, count) -> Sense.requireAtLeast("timeline: covered: " + kind.label(), 0, count));
    }

    Moment toMoment() {
      return new Moment(Duration.ofMillis(elapsedMillis), cases, findings, covered);
    }
  }

  /** How far results were apart that agreed, as {@link Distances} has it. */
  record Apart(SortedMap<Integer, Integer> ulps, SortedMap<Integer, Integer> shares) {
    private void check() {
      ulps.forEach((power, count) -> Sense.requireAtLeast("distances: ulps: " + power, 1, count));
      shares.forEach(
          (power, count) -> Sense.requireAtLeast("distances: shares: " + power, 1, count));
      ulps.keySet().forEach(power -> Sense.requireBetween("distances: ulps", 0, Long.SIZE, power));
      shares
          .keySet()
          .forEach(
              power -> Sense.requireBetween("distances: shares", Distances.LEAST_SHARE, -1, power));
    }
  }

  /**
   * The triples of classes that were reached, as {@link Triples} has them.
   *
   * @param reached bits, in Base64
   */
  record Reached(List<String> classes, String reached) {
    /** So many classes make no more triples than a few megabytes have bits. */
    private static final int MOST_CLASSES = 500;

    static Reached of(Triples triples) {
      return new Reached(triples.classes(), Base64.getEncoder().encodeToString(triples.toBytes()));
    }

    Triples toTriples() {
      Sense.requireBetween("triples: classes", 0, MOST_CLASSES, classes.size());
      try {
        return new Triples(classes, Base64.getDecoder().decode(reached));
      } catch (IllegalArgumentException e) {
        throw new BadInputException("triples: reached: expected bits in Base64", e);
      }
    }
  }

  /** The cases whose launches compare alike; the class follows from the launches. */
  @JsonPropertyOrder({"class", "left", "right", "smallest", "count"})
  @JsonIgnoreProperties(value = "class", allowGetters = true)
  record Grid(List<LaunchShape> left, List<LaunchShape> right, ConvCase smallest, int count) {

    static Grid of(GridRecord grid) {
      return new Grid(
          grid.comparison().left(), grid.comparison().right(), grid.smallest(), grid.count());
    }

    @JsonProperty("class")
    GridClass gridClass() {
      return new GridComparison(left, right).gridClass();
    }

    private void check(long cases) {
      Sense.requireBetween("grids: count", 1, cases, count);
    }

    GridRecord toRecord() {
      return new GridRecord(gridClass(), smallest, new GridComparison(left, right), count);
    }
  }

  static StatisticsDocument of(Statistics statistics) {
    Map<Kind, Long> lastNew = new EnumMap<>(Kind.class);
    statistics.lastNew().forEach((kind, time) -> lastNew.put(kind, time.toMillis()));
    return new StatisticsDocument(
        statistics.elapsed().toMillis(),
        statistics.cases(),
        statistics.kept(),
        statistics.grids().stream().map(Grid::of).toList(),
        statistics.skipped(),
        statistics.remarks(),
        statistics.sightings(),
        statistics.asides().isEmpty() ? null : statistics.asides(),
        lastNew,
        statistics.timeline().stream().map(At::of).toList(),
        new Apart(statistics.distances().ulps(), statistics.distances().shares()),
        Reached.of(statistics.triples()));
  }

  /**
   * Returns the statistics.
   *
   * @throws BadInputException if they make no sense
   */
  Statistics toStatistics() {
    check();
    Map<Kind, Duration> lastNew = new EnumMap<>(Kind.class);
    lastNewMillis.forEach((kind, millis) -> lastNew.put(kind, Duration.ofMillis(millis)));
    return new Statistics(
        Duration.ofMillis(elapsedMillis),
        cases,
        kept == null ? Statistics.UNKNOWN : kept,
        grids.stream().map(Grid::toRecord).toList(),
        skipped,
        remarks,
        sightings,
        asides == null ? new TreeMap<>() : asides,
        lastNew,
        timeline == null ? List.of() : timeline.stream().map(At::toMoment).toList(),
        distances == null ? Distances.NONE : new Distances(distances.ulps, distances.shares),
        triples == null ? new Triples() : triples.toTriples());
  }

  private void check() {
    Sense.requireBetween("elapsedMillis", 0, PlanDocument.MOST_MILLIS, elapsedMillis);
    Sense.requireBetween("cases", 0, KeptCase.MOST_NUMBER, cases);
    if (kept != null) {
      Sense.requireBetween("kept", 0, cases, kept);
    }
    grids.forEach(grid -> grid.check(cases));
    checkCounts("skipped", skipped, Integer.MAX_VALUE);
    checkCounts("remarks", remarks, Integer.MAX_VALUE);
    checkCounts("sightings", sightings, cases);
    if (asides != null) {
      asides.forEach(this::checkAside);
    }
    if (timeline != null) {
      timeline.forEach(at -> at.check(cases));
    }
    if (distances != null) {
      distances.check();
    }
    lastNewMillis.forEach(
        (kind, millis) ->
            Sense.requireBetween("lastNewMillis: " + kind.label(), 0, elapsedMillis, millis));
  }

  private void checkAside(String id, String shrinking) {
    if (!sightings.containsKey(id) || !sightings.containsKey(shrinking)) {
      throw new BadInputException(
          "asides: expected two of sightings, found %s and %s".formatted(id, shrinking));
    }
  }

  private static void checkCounts(String key, Map<String, Integer> counts, long most) {
    counts.forEach((of, count) -> Sense.requireBetween(key + ": " + of, 1, most, count));
  }
}
