package winofuzz.fuzz.programs.campaign;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import winofuzz.fuzz.inputs.Hash;

/** What a campaign over programs has counted and found, program after program. */
final class ProgramTally {
  /** So many programs that a finding explains are made smaller all the same, then one in four. */
  private static final int SURELY_SHRUNK = 3;

  private static final int SHRUNK_ONE_IN = 4;

  private final long seed;
  private final SortedMap<String, Integer> undecided = new TreeMap<>();
  private final SortedMap<String, Integer> remarks = new TreeMap<>();

  /** By signature. */
  private final SortedMap<String, ProgramFinding> findings = new TreeMap<>();

  private long programs;
  private long samples;

  ProgramTally(long seed, ProgramCheckpoint from) {
    this.seed = seed;
    ProgramCounts counts = from.counts();
    programs = counts.programs();
    samples = counts.samples();
    undecided.putAll(counts.undecided());
    remarks.putAll(counts.remarks());
    from.findings().forEach(f -> findings.put(f.signature(), f));
  }

  /** Returns how many programs were judged. */
  long programs() {
    return programs;
  }

  /** Returns the findings by signature. */
  List<ProgramFinding> findings() {
    return List.copyOf(findings.values());
  }

  ProgramCounts counts(Duration elapsed) {
    return new ProgramCounts(elapsed, programs, samples, undecided, remarks);
  }

  void holds(ProgramVerdict.Holds verdict, int runs) {
    programs++;
    samples += runs;
    verdict.remarks().forEach(remark -> remarks.merge(remark, 1, Integer::sum));
  }

  void undecided(ProgramVerdict.Undecided verdict) {
    programs++;
    undecided.merge(verdict.reason(), 1, Integer::sum);
  }

  /** Counts a program that fails; returns whether it is to be made smaller. */
  boolean wrong(ProgramFinding seen, int runs) {
    programs++;
    samples += runs;
    for (ProgramFinding known : findings.values()) {
      if (known.isFinished() && known.mayExplain(seen)) {
        boolean isSampled = Hash.of(seed).with(seen.number()).with(-1).below(SHRUNK_ONE_IN) == 0;
        if (known.count() >= SURELY_SHRUNK && (known.symptom().tellsAll() || !isSampled)) {
          findings.put(known.signature(), known.withCount(known.count() + 1));
          return false;
        }
      }
    }
    return true;
  }

  /** Adds what a program was made smaller to, and returns the finding that it belongs to. */
  ProgramFinding join(ProgramFinding shrunk) {
    ProgramFinding known = findings.get(shrunk.signature());
    ProgramFinding joined = known == null ? shrunk : known.joined(shrunk);
    findings.put(joined.signature(), joined);
    return joined;
  }

  /** Returns whether there is a finding with the signature of another. */
  boolean has(ProgramFinding other) {
    return findings.containsKey(other.signature());
  }
}
