package winofuzz.fuzz.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final Shard shard;
  private final SortedMap<Bug, Finding> findings = new TreeMap<>();

  /** The findings that no case has shown, each with the one that was made smaller meanwhile. */
  private final SortedMap<Bug, Bug> asides = new TreeMap<>();

  private final Map<GridClass, GridRecord> grids = new EnumMap<>(GridClass.class);
  private final SortedMap<String, Integer> skipped;
  private final SortedMap<String, Integer> remarks;
  private final Map<Feature.Kind, Duration> lastNew = new EnumMap<>(Feature.Kind.class);
  private final Coverage coverage;
  private final Tracks tracks = new Tracks();
  private final Timeline timeline;
  private Distances distances;
  private long cases;
  private int kept;

  /**
   * What was seen up to a checkpoint.
   *
   * @param origin what kept cases say of where they come from
   * @param shard whose cases it is told of
   */
  Tally(String origin, Shard shard, Checkpoint checkpoint) {
    this.origin = origin;
    this.shard = shard;
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
      tracks.reach(keptCase.number(), keptCase.features());
      keep(keptCase);
      coverage.add(keptCase.number(), keptCase.features());
    }
    checkpoint.findings().forEach(f -> findings.put(f.bug(), f));
    asides.putAll(checkpoint.asides());
  }

  /**
   * What is new in a case.
   *
   * @param kept the case, if it reached what none of its track before it did
   * @param findings bugs that a case showed for the first time
   */
  record News(Optional<KeptCase> kept, List<Finding> findings) {}

  /** Takes in the next case. */
  News add(CaseReport report, Duration elapsed) {
    long number = shard.number(cases++);
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
      if (known == null || asides.remove(seen.bug()) != null) {
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
   * Whether a finding is still the one of its bug. It is not where a bug was met aside, and then
   * shown by a case.
   */
  boolean isCurrent(Finding finding) {
    Finding known = finding(finding.bug());
    return known.number() == finding.number() && known.firstSeen().equals(finding.firstSeen());
  }

  /**
   * Takes in what was seen while a finding was made smaller, on cases that are none of the
   * campaign. It counts until a case shows the same bug; of several findings beside which it is
   * met, the first one counts, and of a finding that no case has shown, none is taken. So what is
   * found does not depend on when findings are minimal.
   *
   * @return what is new, or takes the place of what was met beside a later finding
   */
  List<Finding> aside(Finding shrinking, List<Finding> seen) {
    List<Finding> fresh = new ArrayList<>();
    for (Finding each : seen) {
      if (!LimitedJudge.dependsOnMachine(each) && isFirstAside(shrinking, each.bug())) {
        Finding known = each.withNumber(shrinking.number());
        findings.put(known.bug(), known);
        asides.put(known.bug(), shrinking.bug());
        fresh.add(known);
      }
    }
    return fresh;
  }

  private boolean isFirstAside(Finding shrinking, Bug met) {
    if (asides.containsKey(shrinking.bug())) {
      return false;
    }
    Bug before = asides.get(met);
    return before == null
        ? !findings.containsKey(met)
        : Asides.FIRST.compare(shrinking, finding(before)) < 0;
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
    fresh.forEach(feature -> lastNew.put(feature.kind(), elapsed));
    if (!tracks.reach(number, features)) {
      return Optional.empty();
    }
    KeptCase result = new KeptCase(report.subject(), report.target(), features, origin, number);
    keep(result);
    return Optional.of(result);
  }

  private void keep(KeptCase keptCase) {
    tracks.keep(keptCase);
    kept++;
  }

  private void addGrid(ConvCase c, GridComparison grid) {
    GridRecord here = new GridRecord(grid.gridClass(), c, grid, 1);
    grids.merge(grid.gridClass(), here, GridRecord::with);
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

  /** Whether all verdicts are there that the case at a position is drawn from. */
  boolean knowsParents(long position) {
    return shard.number(position) - shard.number(cases) < Tracks.LAG;
  }

  /** The kept cases that the case with a number may be drawn from. */
  List<ConvCase> parents(long number) {
    return tracks.parents(number);
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
        kept,
        List.copyOf(grids.values()),
        skipped,
        remarks,
        counts,
        Asides.ids(asides, findings),
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
