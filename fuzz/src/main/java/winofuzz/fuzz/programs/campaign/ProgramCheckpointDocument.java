package winofuzz.fuzz.programs.campaign;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import winofuzz.fuzz.json.Sense;

/** The file of a checkpoint. */
record ProgramCheckpointDocument(
    long elapsedMillis,
    long programs,
    long samples,
    SortedMap<String, Integer> undecided,
    SortedMap<String, Integer> remarks,
    List<ProgramFile> findings,
    List<ProgramFile> shrunk,
    SortedSet<String> open) {
  /** No time is longer: as many nanoseconds as a {@code long} holds, some 290 years. */
  static final long MOST_MILLIS = Long.MAX_VALUE / 1_000_000;

  static ProgramCheckpointDocument of(ProgramCheckpoint checkpoint, ProgramPlan plan) {
    ProgramCounts counts = checkpoint.counts();
    return new ProgramCheckpointDocument(
        counts.elapsed().toMillis(),
        counts.programs(),
        counts.samples(),
        counts.undecided(),
        counts.remarks(),
        files(checkpoint.findings(), plan),
        files(checkpoint.shrunk(), plan),
        checkpoint.open());
  }

  private static List<ProgramFile> files(List<ProgramFinding> findings, ProgramPlan plan) {
    return findings.stream().map(f -> ProgramFile.of(f, plan.setting().compiler())).toList();
  }

  /**
   * Returns the checkpoint.
   *
   * @throws winofuzz.fuzz.cases.BadInputException if it makes no sense
   */
  ProgramCheckpoint toCheckpoint() {
    Sense.requireBetween("elapsedMillis", 0, MOST_MILLIS, elapsedMillis);
    Sense.requireAtLeast("programs", 0, programs);
    Sense.requireAtLeast("samples", 0, samples);
    undecided.forEach((why, count) -> Sense.requireAtLeast("undecided: " + why, 1, count));
    remarks.forEach((what, count) -> Sense.requireAtLeast("remarks: " + what, 1, count));
    open.forEach(id -> ProgramFile.requireId("open", id));
    return new ProgramCheckpoint(
        new ProgramCounts(Duration.ofMillis(elapsedMillis), programs, samples, undecided, remarks),
        findings.stream().map(ProgramFile::finding).toList(),
        shrunk.stream().map(ProgramFile::finding).toList(),
        open);
  }
}
