package winofuzz.fuzz.campaign;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.coverage.Feature;
import winofuzz.fuzz.coverage.Triples;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.grid.GridComparison;

/**
 * What a campaign has counted.
 *
 * @param elapsed how long it has taken, in all its sessions
 * @param cases how many were judged
 * @param kept how many cases were kept, or {@link #UNKNOWN}
 * @param grids how launches compared, by class
 * @param skipped how often an assertion could not be asked, by {@code assertion: reason}
 * @param remarks how often an assertion held with a remark, by {@code assertion: remark}
 * @param sightings how many cases showed each finding, by its id
 * @param asides the findings that no case showed: the id of each, which was met on another case
 *     while a finding was made smaller, with the id of that one
 * @param lastNew when a feature of each kind was last reached for the first time
 * @param timeline how far it was at times about equally apart, in order
 * @param distances how far results were apart that agreed
 * @param triples of classes that were reached
 */
public record Statistics(
    Duration elapsed,
    long cases,
    int kept,
    List<GridRecord> grids,
    SortedMap<String, Integer> skipped,
    SortedMap<String, Integer> remarks,
    SortedMap<String, Integer> sightings,
    SortedMap<String, String> asides,
    Map<Feature.Kind, Duration> lastNew,
    List<Moment> timeline,
    Distances distances,
    Triples triples) {
  /** How many cases were kept, where a file does not tell. */
  public static final int UNKNOWN = -1;

  /** Of a campaign that has not begun. */
  public static final Statistics NONE =
      new Statistics(
          Duration.ZERO,
          0,
          0,
          List.of(),
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          Map.of(),
          List.of(),
          Distances.NONE,
          new Triples());

  public Statistics {
    grids = List.copyOf(grids);
    skipped = Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
    remarks = Collections.unmodifiableSortedMap(new TreeMap<>(remarks));
    sightings = Collections.unmodifiableSortedMap(new TreeMap<>(sightings));
    asides = Collections.unmodifiableSortedMap(new TreeMap<>(asides));
    EnumMap<Feature.Kind, Duration> times = new EnumMap<>(Feature.Kind.class);
    times.putAll(lastNew);
    lastNew = Collections.unmodifiableMap(times);
    timeline = List.copyOf(timeline);
    triples = triples.copy();
  }

  /** The same with another number of cases and these findings, each with its own count. */
  Statistics with(long otherCases, int otherKept, List<Finding> findings) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    findings.forEach(f -> counts.put(f.id(), f.count()));
    return new Statistics(
        elapsed,
        otherCases,
        otherKept,
        grids,
        skipped,
        remarks,
        counts,
        asides,
        lastNew,
        timeline,
        distances,
        triples);
  }

  public double casesPerSecond() {
    double seconds = elapsed.toNanos() / 1e9;
    return seconds == 0 ? 0 : cases / seconds;
  }

  /**
   * The cases whose launches compare alike.
   *
   * @param gridClass how they compare
   * @param smallest the smallest case of the class
   * @param comparison its launches
   * @param count how many cases
   */
  public record GridRecord(
      GridClass gridClass, ConvCase smallest, GridComparison comparison, int count) {
    private static final Comparator<GridRecord> SMALLEST =
        Comparator.comparing(GridRecord::smallest, ConvCase.bySize())
            .thenComparing(grid -> grid.comparison.toString());

    /** Returns this with the cases of another record of the class. */
    GridRecord with(GridRecord other) {
      GridRecord kept = SMALLEST.compare(this, other) <= 0 ? this : other;
      return new GridRecord(gridClass, kept.smallest, kept.comparison, count + other.count);
    }
  }
}
