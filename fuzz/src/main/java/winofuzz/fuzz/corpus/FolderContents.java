package winofuzz.fuzz.corpus;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.finding.Finding;

/**
 * What was read of a folder.
 *
 * @param cases in the order of their campaign
 * @param findings by signature
 * @param damaged the files that could not be read
 */
public record FolderContents(List<KeptCase> cases, List<Finding> findings, List<Damage> damaged) {
  static final FolderContents EMPTY = new FolderContents(List.of(), List.of(), List.of());

  public FolderContents {
    cases = List.copyOf(cases);
    findings = List.copyOf(findings);
    damaged = List.copyOf(damaged);
  }

  /**
   * A file that could not be read.
   *
   * @param message one line that begins with the file
   */
  public record Damage(Path file, String message) {}

  static FolderContents sorted(List<KeptCase> cases, List<Finding> findings, List<Damage> damaged) {
    return new FolderContents(
        cases.stream().sorted(KeptCase.inOrder()).toList(),
        findings.stream().sorted(Comparator.comparing(Finding::signature)).toList(),
        damaged);
  }

  /**
   * Returns the contents, if all of them could be read.
   *
   * @param remedy what to do otherwise
   * @throws BadInputException that tells of the first file that could not
   */
  public FolderContents requireSound(String remedy) {
    requireNone(damaged.stream().map(Damage::message).toList(), remedy);
    return this;
  }

  /** Refuses problems in one line: the first, how many more there are, and what to do. */
  static void requireNone(List<String> problems, String remedy) {
    if (!problems.isEmpty()) {
      int more = problems.size() - 1;
      throw new BadInputException(
          problems.getFirst()
              + (more == 0 ? "" : "; and %d more like it".formatted(more))
              + "; "
              + remedy);
    }
  }
}
