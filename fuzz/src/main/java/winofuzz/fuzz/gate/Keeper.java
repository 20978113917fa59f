package winofuzz.fuzz.gate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.corpus.Corpus;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.corpus.Reach;
import winofuzz.fuzz.coverage.Feature;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.oracle.CaseReport;

/** Looks after a corpus: judges what is to be kept in it, and what is. */
public final class Keeper {
  private final Corpus corpus;
  private final Replay replay;

  public Keeper(Corpus corpus, Replay replay) {
    this.corpus = corpus;
    this.replay = replay;
  }

  /**
   * A case that may be kept.
   *
   * @param of the case; its origin is kept with it
   * @param onlyIfNew whether it is kept only where it reaches what no kept case does
   */
  public record Candidate(ReplayCase of, boolean onlyIfNew) {}

  /**
   * What came of a candidate.
   *
   * @param kept the case with all that it reaches
   * @param isAdded whether it is in the corpus now and was not before
   * @param fresh what it reaches and nothing kept before it does
   * @param findings what is wrong with it
   */
  public record Added(
      KeptCase kept, boolean isAdded, SortedSet<Feature> fresh, List<Finding> findings) {}

  /**
   * Judges candidates and keeps them, in their order; none that is there already.
   *
   * @throws BadInputException if the corpus is not all there
   */
  public List<Added> add(List<Candidate> candidates) throws IOException, InterruptedException {
    Map<String, KeptCase> there = new LinkedHashMap<>();
    corpus.sound().contents().cases().forEach(c -> there.put(c.id(), c));
    SortedSet<Feature> reached = new TreeSet<>(new Reach(there.values()).features());
    List<Replayed> replayed = replay.of(candidates.stream().map(Candidate::of).toList());
    List<Added> result = new ArrayList<>();
    for (int i = 0; i < replayed.size(); i++) {
      ReplayCase of = replayed.get(i).of();
      SortedSet<Feature> features = Feature.of(replayed.get(i).report());
      KeptCase kept = new KeptCase(of.subject(), of.target(), features, of.origin(), 0);
      SortedSet<Feature> fresh = new TreeSet<>(features);
      fresh.removeAll(reached);
      boolean wanted = !candidates.get(i).onlyIfNew || !fresh.isEmpty();
      boolean isAdded = wanted && there.putIfAbsent(kept.id(), kept) == null;
      if (isAdded) {
        corpus.keep(kept);
        reached.addAll(features);
      }
      result.add(new Added(kept, isAdded, fresh, replayed.get(i).report().findings()));
    }
    corpus.writeManifest();
    return List.copyOf(result);
  }

  /**
   * How a kept case is today.
   *
   * @param kept as it was kept
   * @param today what it reaches today
   * @param findings what is wrong with it
   */
  public record Verified(KeptCase kept, SortedSet<Feature> today, List<Finding> findings) {
    /** What it was kept for, in part, and no longer reaches. */
    public SortedSet<Feature> lost() {
      SortedSet<Feature> result = new TreeSet<>(kept.features());
      result.removeAll(today);
      return result;
    }

    /** Whether it reaches what it did, with nothing wrong. */
    public boolean holds() {
      return lost().isEmpty() && findings.isEmpty();
    }

    private KeptCase updated() {
      return new KeptCase(kept.subject(), kept.target(), today, kept.origin(), kept.number());
    }
  }

  /** Judges kept cases again. */
  public List<Verified> verify(List<KeptCase> kept) throws InterruptedException {
    List<Replayed> replayed =
        replay.of(
            kept.stream().map(k -> new ReplayCase(k.subject(), k.target(), k.origin())).toList());
    List<Verified> result = new ArrayList<>();
    for (int i = 0; i < replayed.size(); i++) {
      CaseReport report = replayed.get(i).report();
      result.add(new Verified(kept.get(i), Feature.of(report), report.findings()));
    }
    return List.copyOf(result);
  }

  /** Keeps of verified cases what they reach today. */
  public void update(List<Verified> verified) throws IOException {
    for (Verified v : verified) {
      corpus.keep(v.updated());
    }
  }
}
