package winofuzz.fuzz.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.campaign.Statistics.GridRecord;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.coverage.Coverage;
import winofuzz.fuzz.coverage.Feature;
import winofuzz.fuzz.finding.Bug;
import winofuzz.fuzz.finding.Bugs;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.grid.GridComparison;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Distance;
import winofuzz.fuzz.oracle.Judgement;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.fuzz.oracle.Verdict;
import winofuzz.fuzz.shrink.Minimal;

/**
 * What a campaign has seen. It is told of the cases in their order, by one thread, so that what it
 * holds does not depend on which was judged first.
 */
final class Tally {
  private final String origin;
  private final SortedMap<Bug, Finding> findings = new TreeMap<>();
  private final Map<GridClass, GridRecord> grids = new EnumMap<>(GridClass.class);
  private final SortedMap<String, Integer> skipped;
  private final SortedMap<String, Integer> remarks;
  private final Map<Feature.Kind, Duration> lastNew = new EnumMap<>(Feature.Kind.class);
  private final Coverage coverage;
  private final List<KeptCase> kept = new ArrayList<>();

  /** What was given up once may be kept again: one file for both. */
  private final Set<String> keptIds = new HashSet<>();

  private final Timeline timeline;
  private Distances distances;
  private long cases;

  /**
   * What was seen up to a checkpoint.
   *
   * @param origin what kept cases say of where they come from
   */
  Tally(String origin, Checkpoint checkpoint) {
    this.origin = origin;
    Statistics counted = checkpoint.statistics();
    cases = counted.cases();
    skipped = new TreeMap<>(counted.skipped());
    remarks = new TreeMap<>(counted.remarks());
    lastNew.putAll(counted.lastNew());
    timeline = new Timeline(counted.timeline());
    distances = counted.distances();
    coverage = new Coverage(counted.triples());
    counted.grids().forEach(grid -> grids.put(grid.gridClass(), grid));
    for (KeptCase keptCase : checkpoint.kept()) {
      kept.add(keptCase);
      keptIds.add(keptCase.id());
      coverage.add(keptCase.number(), keptCase.features());
    }
    checkpoint.findings().forEach(f -> findings.put(f.bug(), f));
  }

  /**
   * What is new in a case.
   *
   * @param kept the case, if it reached what none before it did
   * @param findings bugs that were seen in it for the first time
   */
  record News(Optional<KeptCase> kept, List<Finding> findings) {}

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
        case Verdict.Holds(String _, Distance distance) ->
            distances = distance == null ? distances : distances.with(distance);
        case Verdict.Violated violated -> {} // Among the findings.
      }
    }
    List<Finding> fresh = new ArrayList<>();
    for (Finding seen : report.findings()) {
      if (LimitedJudge.dependsOnMachine(seen)) {
        skipped.merge(LimitedJudge.ASSERTION + ": " + LimitedJudge.reason(seen), 1, Integer::sum);
        continue;
      }
      Finding known = findings.get(seen.bug());
      if (known == null) {
        known = seen.withNumber(number);
        fresh.add(known);
      } else {
        known = known.withCount(known.count() + 1);
      }
      findings.put(seen.bug(), known);
    }
    Optional<KeptCase> keptCase = keep(number, report, elapsed);
    if (timeline.isDue(elapsed)) {
      timeline.add(moment(elapsed));
    }
    return new News(keptCase, fresh);
  }

  private Moment moment(Duration elapsed) {
    Map<Feature.Kind, Integer> covered = new EnumMap<>(Feature.Kind.class);
    for (Feature.Kind kind : Feature.Kind.values()) {
      covered.put(kind, coverage.count(kind));
    }
    return new Moment(elapsed, cases, findings.size(), covered);
  }

  /**
   * Takes in what shrinking made of a finding.
   *
   * @param smallest what was seen on the smallest case
   * @return the finding as it is now
   */
  Finding shrunk(Finding of, Finding smallest, Minimal minimal) {
    Finding result = finding(of.bug()).shrunkTo(smallest, minimal);
    findings.put(of.bug(), result);
    return result;
  }

  /**
   * Takes in what was seen while a finding was made smaller, on cases that are none of the
   * campaign.
   *
   * @return what no case of the campaign has shown so far
   */
  List<Finding> aside(Finding shrinking, List<Finding> seen) {
    List<Finding> fresh = new ArrayList<>();
    for (Finding each : seen) {
      if (!LimitedJudge.dependsOnMachine(each) && !findings.containsKey(each.bug())) {
        Finding known = each.withNumber(shrinking.number());
        findings.put(known.bug(), known);
        fresh.add(known);
      }
    }
    return fresh;
  }

  private Finding finding(Bug bug) {
    Finding result = findings.get(bug);
    if (result == null) {
      throw new AssertionError("never seen: " + bug);
    }
    return result;
  }

  private Optional<KeptCase> keep(long number, CaseReport report, Duration elapsed) {
    SortedSet<Feature> features = Feature.of(report);
    int triples = coverage.count(Feature.Kind.TRIPLE);
    SortedSet<Feature> fresh = coverage.add(number, features);
    if (coverage.count(Feature.Kind.TRIPLE) > triples) {
      lastNew.put(Feature.Kind.TRIPLE, elapsed);
    }
    if (fresh.isEmpty()) {
      return Optional.empty();
    }
    fresh.forEach(feature -> lastNew.put(feature.kind(), elapsed));
    KeptCase result = new KeptCase(report.subject(), report.target(), features, origin, number);
    kept.add(result);
    keptIds.add(result.id());
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

  /** When something was last reached for the first time; empty where nothing was yet. */
  Optional<Duration> lastNew() {
    return lastNew.values().stream().max(Comparator.naturalOrder());
  }

  /**
   * The findings in the order in which they were found.
   *
   * @param shrinking how many elements the smallest case has of each that is being made smaller
   */
  List<Progress.Sighting> sightings(Map<Bug, Long> shrinking) {
    return findings.values().stream()
        .sorted(Comparator.comparing(Finding::number))
        .map(f -> sighting(f, shrinking.get(f.bug())))
        .toList();
  }

  private static Progress.Sighting sighting(Finding f, @Nullable Long shrinking) {
    Progress.Size size =
        f.shrinking() == Finding.Shrinking.UNFINISHED ? Progress.Size.ANY : Progress.Size.MINIMAL;
    return shrinking == null
        ? new Progress.Sighting(f.signature(), f.count(), f.minimal().elements(), size)
        : new Progress.Sighting(f.signature(), f.count(), shrinking, Progress.Size.SHRINKING);
  }

  Coverage coverage() {
    return coverage;
  }

  /** The cases kept so far, in order. */
  List<KeptCase> kept() {
    return Collections.unmodifiableList(kept);
  }

  /** The findings that can still be made smaller. */
  List<Finding> unfinished() {
    return findings.values().stream()
        .filter(Finding::isShrinkable)
        .filter(f -> f.shrinking() == Finding.Shrinking.UNFINISHED)
        .toList();
  }

  Statistics statistics(Duration elapsed) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    findings.values().forEach(f -> counts.put(f.id(), f.count()));
    return new Statistics(
        elapsed,
        cases,
        keptIds.size(),
        List.copyOf(grids.values()),
        skipped,
        remarks,
        counts,
        lastNew,
        timeline.moments(),
        distances,
        coverage.triples());
  }

  /** All findings; each that is the same bug as another one says so. */
  List<Finding> findings() {
    return Bugs.unified(
        findings.values().stream().sorted(Comparator.comparing(Finding::signature)).toList());
  }
}
