package winofuzz.fuzz.page;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.campaign.Distances;
import winofuzz.fuzz.campaign.Moment;
import winofuzz.fuzz.coverage.Feature.Kind;

/**
 * The data of the charts of a report, as its script reads it.
 *
 * @param rate cases a second over time
 * @param coverage what was reached over time
 * @param combinations how many pairs and triples of classes were reached over time
 * @param ulps a histogram of distances
 * @param shares a histogram of shares of bounds
 */
record Charts(Chart rate, Chart coverage, Chart combinations, Chart ulps, Chart shares) {
  private static final int LEAST_ULPS_SHOWN = 4;

  /** From here on distances are told as powers of two. */
  private static final int LAST_IN_DIGITS = 10;

  private static final double WINDOWS_OF_A_RUN = 20;

  /** What there are hundreds of. */
  private static final Set<Kind> NAMED = EnumSet.of(Kind.RULE, Kind.OPTIONS, Kind.GRID, Kind.SHAPE);

  /** What there are thousands of. */
  private static final Set<Kind> COUNTED = EnumSet.of(Kind.PAIR, Kind.TRIPLE);

  /**
   * A chart: lines over {@code x} in seconds, or bars over {@code labels}.
   *
   * @param of what the labels are
   */
  record Chart(
      @Nullable List<Double> x,
      @Nullable String of,
      @Nullable List<String> labels,
      List<Series> series) {}

  /**
   * A line, or the bars of one run.
   *
   * @param y a value for each place; null where there is none
   * @param colour which colour; the place among the series where null
   * @param run which run, where two are compared
   */
  record Series(
      String name, List<@Nullable Double> y, @Nullable Integer colour, @Nullable Integer run) {}

  /** Returns the charts of one run, or of two side by side. */
  static Charts of(List<RunReport> runs) {
    return new Charts(
        rate(runs), coverage(runs, NAMED), coverage(runs, COUNTED), ulps(runs), shares(runs));
  }

  // *** over time

  private static Chart rate(List<RunReport> runs) {
    return overTime(
        runs,
        (run, times) ->
            List.of(series(run, runs, "cases a second", 0, times, rates(timeline(run)))));
  }

  /** Returns the rate up to each moment, over a part of the run or a second, so that it is calm. */
  private static Map<Double, Double> rates(List<Moment> timeline) {
    Map<Double, Double> result = new TreeMap<>();
    double window =
        timeline.isEmpty() ? 0 : Math.max(1, seconds(timeline.getLast()) / WINDOWS_OF_A_RUN);
    int from = 0;
    for (int i = 1; i < timeline.size(); i++) {
      Moment moment = timeline.get(i);
      while (from + 1 < i && seconds(moment) - seconds(timeline.get(from + 1)) >= window) {
        from++;
      }
      double time = seconds(moment) - seconds(timeline.get(from));
      if (time > 0) {
        long cases = moment.cases() - timeline.get(from).cases();
        result.put(seconds(moment), rounded(cases / time));
      }
    }
    return result;
  }

  private static Chart coverage(List<RunReport> runs, Set<Kind> kinds) {
    return overTime(
        runs,
        (run, times) -> {
          List<Series> result = new ArrayList<>();
          for (Kind kind : kinds) {
            result.add(
                series(
                    run, runs, name(kind), result.size(), times, values(run, m -> count(m, kind))));
          }
          return result;
        });
  }

  private static double count(Moment moment, Kind kind) {
    return moment.covered().getOrDefault(kind, 0);
  }

  static String name(Kind kind) {
    return switch (kind) {
      case RULE -> "rewrite rules";
      case OPTIONS -> "sequences of optimizations";
      case GRID -> "classes of grids";
      case SHAPE -> "classes of shapes";
      case CLASS -> "classes of cases";
      case PAIR -> "pairs of these";
      case TRIPLE -> "triples of these";
    };
  }

  private static Map<Double, Double> values(RunReport run, ToDoubleFunction<Moment> value) {
    Map<Double, Double> result = new TreeMap<>();
    timeline(run).forEach(m -> result.put(seconds(m), value.applyAsDouble(m)));
    return result;
  }

  private interface Lines {
    List<Series> of(RunReport run, List<Double> times);
  }

  private static Chart overTime(List<RunReport> runs, Lines lines) {
    TreeSet<Double> times = new TreeSet<>();
    runs.forEach(run -> timeline(run).forEach(m -> times.add(seconds(m))));
    List<Double> x = List.copyOf(times);
    return new Chart(
        x, null, null, runs.stream().flatMap(run -> lines.of(run, x).stream()).toList());
  }

  private static Series series(
      RunReport run,
      List<RunReport> runs,
      String name,
      int colour,
      List<Double> times,
      Map<Double, Double> values) {
    List<@Nullable Double> y = new ArrayList<>();
    times.forEach(time -> y.add(values.get(time)));
    int number = runs.indexOf(run);
    return new Series(runs.size() == 1 ? name : name + ", " + run.name(), y, colour, number);
  }

  private static List<Moment> timeline(RunReport run) {
    return run.checkpoint().statistics().timeline();
  }

  private static double seconds(Moment moment) {
    return rounded(moment.elapsed().toMillis() / 1000.0);
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }

  // *** histograms

  /** Equal bits are not among the bars, which they would dwarf; they are told in words. */
  private static Chart ulps(List<RunReport> runs) {
    int most = Math.max(LEAST_ULPS_SHOWN, most(runs, run -> distances(run).ulps()));
    List<String> labels = IntStream.rangeClosed(1, most).mapToObj(Charts::ulpLabel).toList();
    return histogram(runs, "ulp", labels, run -> distances(run).ulps(), 1);
  }

  private static int most(
      List<RunReport> runs, Function<RunReport, SortedMap<Integer, Integer>> counts) {
    return runs.stream()
        .flatMap(run -> counts.apply(run).keySet().stream())
        .mapToInt(Integer::intValue)
        .max()
        .orElse(0);
  }

  /** {@code 4 to 7}: the distances that are counted together. */
  static String ulpLabel(int bucket) {
    if (bucket <= 1) {
      return "" + bucket;
    }
    return bucket > LAST_IN_DIGITS
        ? "2^" + (bucket - 1)
        : "%d to %d".formatted(1L << (bucket - 1), (1L << bucket) - 1);
  }

  private static Chart shares(List<RunReport> runs) {
    List<String> labels =
        IntStream.rangeClosed(Distances.LEAST_SHARE, -1).mapToObj(Charts::shareLabel).toList();
    return histogram(
        runs, "share of the bound", labels, run -> distances(run).shares(), Distances.LEAST_SHARE);
  }

  /** {@code 1e-3…}: the shares that are counted together. */
  static String shareLabel(int power) {
    return power == Distances.LEAST_SHARE ? "<1e" + (power + 1) : "1e" + power;
  }

  private static Chart histogram(
      List<RunReport> runs,
      String of,
      List<String> labels,
      Function<RunReport, SortedMap<Integer, Integer>> counts,
      int first) {
    List<Series> series = new ArrayList<>();
    for (RunReport run : runs) {
      List<@Nullable Double> y = new ArrayList<>();
      for (int i = 0; i < labels.size(); i++) {
        y.add((double) counts.apply(run).getOrDefault(first + i, 0));
      }
      series.add(new Series(runs.size() == 1 ? "pairs" : run.name(), y, null, null));
    }
    return new Chart(null, of, labels, series);
  }

  private static Distances distances(RunReport run) {
    return run.checkpoint().statistics().distances();
  }
}
