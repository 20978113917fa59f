package winofuzz.fuzz.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import winofuzz.fuzz.campaign.Statistics.GridRecord;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.corpus.Finding;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.coverage.Coverage;
import winofuzz.fuzz.coverage.Feature;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.grid.GridComparison;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.CaseReport.Symptom;
import winofuzz.fuzz.oracle.Judgement;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.fuzz.oracle.Setting;
import winofuzz.fuzz.oracle.Signature;
import winofuzz.fuzz.oracle.Verdict;

/**
 * What a campaign has seen. It is told of the cases in their order, by one thread, so that what it
 * holds does not depend on which was judged first.
 */
final class Tally {
  private final Setting setting;
  private final String origin;
  private final SortedMap<Signature, Sighting> sightings = new TreeMap<>();
  private final Map<GridClass, GridRecord> grids = new EnumMap<>(GridClass.class);
  private final SortedMap<String, Integer> skipped;
  private final SortedMap<String, Integer> remarks;
  private final Map<Feature.Kind, Duration> lastNew = new EnumMap<>(Feature.Kind.class);
  private final Coverage coverage = new Coverage();
  private final List<KeptCase> kept = new ArrayList<>();
  private long cases;

  /**
   * What was seen up to a checkpoint.
   *
   * @param origin what kept cases say of where they come from
   */
  Tally(Setting setting, String origin, Checkpoint checkpoint) {
    this.setting = setting;
    this.origin = origin;
    Statistics counted = checkpoint.statistics();
    cases = counted.cases();
    skipped = new TreeMap<>(counted.skipped());
    remarks = new TreeMap<>(counted.remarks());
    lastNew.putAll(counted.lastNew());
    counted.grids().forEach(grid -> grids.put(grid.gridClass(), grid));
    for (KeptCase keptCase : checkpoint.kept()) {
      kept.add(keptCase);
      coverage.add(keptCase.number(), keptCase.features());
    }
    checkpoint.findings().forEach(f -> sightings.put(f.signature(), Sighting.again(f)));
  }

  /**
   * What is new in a case.
   *
   * @param kept the case, if it reached what none before it did
   * @param sightings what was seen in it for the first time
   */
  record News(Optional<KeptCase> kept, List<Sighting> sightings) {}

  /** Takes in the next case. */
  News add(CaseReport report, Duration elapsed) {
    long number = cases++;
    report.grid().ifPresent(grid -> addGrid(report.subject(), grid));
    for (Judgement j : report.judgements()) {
      switch (j.verdict()) {
        case Verdict.Skipped(String reason) ->
            skipped.merge(j.assertion() + ": " + reason, 1, Integer::sum);
        case Verdict.HoldsWithRemark(String remark, String detail) ->
            remarks.merge(j.assertion() + ": " + remark, 1, Integer::sum);
        case Verdict.Holds holds -> {}
        case Verdict.Violated violated -> {} // Among the symptoms.
      }
    }
    List<Sighting> fresh = new ArrayList<>();
    for (Symptom symptom : report.symptoms()) {
      if (LimitedJudge.isByWallClock(symptom)) {
        skipped.merge(LimitedJudge.ASSERTION + ": given up by the wall clock", 1, Integer::sum);
        continue;
      }
      Sighting known = sightings.get(symptom.signature());
      if (known == null) {
        known = Sighting.first(symptom, number, report.subject(), setting.with(report.target()));
        sightings.put(symptom.signature(), known);
        fresh.add(known);
      }
      known.count();
    }
    return new News(keep(number, report, elapsed), fresh);
  }

  private Optional<KeptCase> keep(long number, CaseReport report, Duration elapsed) {
    SortedSet<Feature> features = Feature.of(report);
    SortedSet<Feature> fresh = coverage.add(number, features);
    if (fresh.isEmpty()) {
      return Optional.empty();
    }
    fresh.forEach(feature -> lastNew.put(feature.kind(), elapsed));
    KeptCase result = new KeptCase(report.subject(), report.target(), features, origin, number);
    kept.add(result);
    return Optional.of(result);
  }

  private void addGrid(ConvCase c, GridComparison grid) {
    GridRecord here = new GridRecord(grid.gridClass(), c, grid, 1);
    grids.merge(
        grid.gridClass(),
        here,
        (known, fresh) -> {
          boolean smaller = ConvCase.bySize().compare(c, known.smallest()) < 0;
          GridRecord smallest = smaller ? fresh : known;
          return new GridRecord(
              smallest.gridClass(), smallest.smallest(), smallest.comparison(), known.count() + 1);
        });
  }

  long cases() {
    return cases;
  }

  int signatures() {
    return sightings.size();
  }

  Coverage coverage() {
    return coverage;
  }

  /** The cases kept so far, in order. */
  List<KeptCase> kept() {
    return Collections.unmodifiableList(kept);
  }

  /** What was seen and is not yet as small as it gets. */
  List<Sighting> unfinished() {
    return sightings.values().stream()
        .filter(s -> s.finding().isShrinkable())
        .filter(s -> s.finding().shrinking() == Finding.Shrinking.UNFINISHED)
        .toList();
  }

  Statistics statistics(Duration elapsed) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    sightings.values().forEach(s -> counts.put(s.finding().id(), s.finding().count()));
    return new Statistics(
        elapsed, cases, List.copyOf(grids.values()), skipped, remarks, counts, lastNew);
  }

  /** All findings; each that is the same bug as another one, by {@link Finding#bug}, says so. */
  List<Finding> findings() {
    Map<List<Object>, Signature> firsts = new HashMap<>();
    sightings.values().stream()
        .sorted(Comparator.comparing(Sighting::finding, firstPathFirst()))
        .forEach(
            sighting -> {
              Finding f = sighting.finding();
              Signature first = firsts.putIfAbsent(f.bug(), f.signature());
              sighting.isSameAs(first);
            });
    return sightings.values().stream().map(Sighting::finding).toList();
  }

  private static Comparator<Finding> firstPathFirst() {
    return Comparator.comparing(Finding::path).thenComparing(Finding::signature);
  }
}
