package winofuzz.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import winofuzz.fuzz.campaign.Statistics.GridRecord;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.corpus.CaseFolder;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.coverage.Coverage;
import winofuzz.fuzz.coverage.Triples;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.grid.GridClass;

/**
 * The shards of one campaign put together: what a single process would have left that judged all
 * their cases, but for its times. It took as long as the slowest of them, and of when something was
 * reached nothing is told.
 *
 * <p>Where shards did not all come to the same case, everything they judged counts, and no single
 * process leaves the same.
 */
public final class MergedRun {
  private final List<ShardRun> shards;
  private final ShardEnds ends;
  private final MergedFindings findings;
  private final Checkpoint checkpoint;

  private MergedRun(List<ShardRun> shards) {
    this.shards = shards;
    ends = new ShardEnds(shards.stream().map(ShardRun::end).toList());
    findings = MergedFindings.of(shards.stream().map(ShardRun::checkpoint).toList());
    List<KeptCase> kept =
        shards.stream()
            .flatMap(shard -> shard.checkpoint().kept().stream())
            .sorted(KeptCase.inOrder())
            .toList();
    checkpoint = new Checkpoint(statistics(kept), kept, findings.all());
  }

  /**
   * Puts shards together, in any order.
   *
   * @param shards one or more
   * @throws BadInputException if they are not all the shards of one campaign, each once
   */
  public static MergedRun of(List<ShardRun> shards) {
    ShardRun.requireOneCampaign(shards);
    return new MergedRun(
        shards.stream().sorted(Comparator.comparing(shard -> shard.shard().index())).toList());
  }

  /** Returns the task of the campaign that is not divided, with the longest budget of a shard. */
  public Plan plan() {
    Duration budget =
        shards.stream()
            .map(shard -> shard.plan().budget())
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    return shards.getFirst().plan().withShard(Shard.WHOLE).withBudget(budget);
  }

  /** Returns what the campaign came to. */
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /** Returns the same as {@link #checkpoint}, as the result of a campaign. */
  public CampaignResult result() {
    return new CampaignResult(
        plan().seed(),
        checkpoint.statistics(),
        checkpoint.bugs(),
        checkpoint.coverage(),
        List.of(),
        false);
  }

  /** Returns the folder of the shard that a finding was taken from. */
  public Path folder(Finding finding) {
    return shards.get(findings.shard(finding.bug())).folder();
  }

  /** Returns how far the shards came, in a line; empty where all came to the same case. */
  public Optional<String> unevenEnds() {
    return ends.isEven() ? Optional.empty() : Optional.of(ends.toString());
  }

  /** Returns the number of cases up to which all were judged. */
  public long completeCases() {
    return Math.min(ends.complete(), ends.end());
  }

  /**
   * Returns what is not among the findings, as it was met on no case of the campaign but beside a
   * finding that another shard saw first.
   */
  public SortedSet<Signature> leftOut() {
    return findings.leftOut();
  }

  /** Writes everything to a folder in which the merged run was begun. */
  public void write(RunFolder folder) throws IOException {
    if (!ends.isEven()) {
      ends.write(folder.root());
    }
    for (KeptCase kept : checkpoint.kept()) {
      folder.kept(kept);
    }
    for (Finding finding : checkpoint.findings()) {
      folder.finished(finding);
      Optional<String> script = new CaseFolder(folder(finding)).script(finding);
      if (script.isPresent()) {
        folder.script(finding, script.get());
      }
    }
    folder.counted(checkpoint.statistics());
  }

  private Statistics statistics(List<KeptCase> kept) {
    SortedMap<String, Integer> skipped = new TreeMap<>();
    SortedMap<String, Integer> remarks = new TreeMap<>();
    SortedMap<String, Integer> sightings = new TreeMap<>();
    Map<GridClass, GridRecord> grids = new EnumMap<>(GridClass.class);
    Distances distances = Distances.NONE;
    Duration elapsed = Duration.ZERO;
    long cases = 0;
    for (ShardRun shard : shards) {
      Statistics counted = shard.checkpoint().statistics();
      cases += counted.cases();
      elapsed = elapsed.compareTo(counted.elapsed()) > 0 ? elapsed : counted.elapsed();
      counted.skipped().forEach((of, count) -> skipped.merge(of, count, Integer::sum));
      counted.remarks().forEach((of, count) -> remarks.merge(of, count, Integer::sum));
      counted.grids().forEach(grid -> grids.merge(grid.gridClass(), grid, GridRecord::with));
      distances = distances.with(counted.distances());
    }
    findings.all().forEach(f -> sightings.put(f.id(), f.count()));
    return new Statistics(
        elapsed,
        cases,
        kept.size(),
        List.copyOf(grids.values()),
        skipped,
        remarks,
        sightings,
        findings.asides(),
        Map.of(),
        List.of(),
        distances,
        triples(kept));
  }

  /** Every class was reached first by a case that was kept: these tell the order of the classes. */
  private Triples triples(List<KeptCase> kept) {
    Coverage coverage = new Coverage();
    kept.forEach(k -> coverage.add(k.number(), k.features()));
    Triples triples = coverage.triples();
    shards.forEach(shard -> triples.addAll(shard.checkpoint().statistics().triples()));
    return triples;
  }
}
