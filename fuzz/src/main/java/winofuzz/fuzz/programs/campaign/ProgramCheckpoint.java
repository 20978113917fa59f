package winofuzz.fuzz.programs.campaign;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a campaign over programs goes on from: what it had at the end of a round, with what it need
 * not do again in the next one. It then comes to what it would have come to without a stop.
 *
 * @param counts at the end of the round, but for the time, which goes on
 * @param findings at the end of the round
 * @param shrunk what failing programs of the next round were made smaller to, by their numbers
 * @param open the ids of what was found in the next round, and may still become another finding
 */
public record ProgramCheckpoint(
    ProgramCounts counts,
    List<ProgramFinding> findings,
    List<ProgramFinding> shrunk,
    SortedSet<String> open) {
  /** Of a campaign that has not begun. */
  public static final ProgramCheckpoint START =
      new ProgramCheckpoint(
          new ProgramCounts(Duration.ZERO, 0, 0, new TreeMap<>(), new TreeMap<>()),
          List.of(),
          List.of(),
          new TreeSet<>());

  public ProgramCheckpoint {
    findings = List.copyOf(findings);
    shrunk = List.copyOf(shrunk);
    open = Collections.unmodifiableSortedSet(new TreeSet<>(open));
  }

  /**
   * Returns this checkpoint at a later time.
   *
   * @param known the findings at that time
   */
  ProgramCheckpoint at(
      Duration elapsed, List<ProgramFinding> known, List<ProgramFinding> nowShrunk) {
    SortedSet<String> others = new TreeSet<>();
    known.forEach(f -> others.add(f.id()));
    findings.forEach(f -> others.remove(f.id()));
    ProgramCounts later =
        new ProgramCounts(
            elapsed, counts.programs(), counts.samples(), counts.undecided(), counts.remarks());
    return new ProgramCheckpoint(later, findings, nowShrunk, others);
  }
}
