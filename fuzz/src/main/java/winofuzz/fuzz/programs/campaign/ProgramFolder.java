package winofuzz.fuzz.programs.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.fuzz.programs.ProgramScript;

/**
 * Where a run keeps the programs that fail: {@code programs/ID.json}, and {@code programs/ID.py}
 * that shows it.
 *
 * @param root of the run
 */
public record ProgramFolder(Path root) implements ProgramListener {

  private Path programs() {
    return root.resolve("programs");
  }

  /** Returns whether a run has left programs in it. */
  public boolean isUsed() {
    return Files.exists(programs());
  }

  /**
   * Makes sure that it takes files.
   *
   * @throws IOException if it does not
   */
  public void prepare() throws IOException {
    AtomicFiles.requireWritable(programs());
  }

  /** Returns where the document of a finding is. */
  public Path file(ProgramFinding finding) {
    return programs().resolve(finding.id() + ".json");
  }

  /** Returns where the script of a finding is. */
  public Path script(ProgramFinding finding) {
    return programs().resolve(finding.id() + ".py");
  }

  @Override
  public void found(ProgramFinding finding) throws IOException {
    write(finding);
  }

  @Override
  public void minimized(ProgramFinding finding) throws IOException {
    write(finding);
  }

  @Override
  public void dropped(ProgramFinding finding) throws IOException {
    Files.deleteIfExists(file(finding));
    Files.deleteIfExists(script(finding));
  }

  private void write(ProgramFinding finding) throws IOException {
    AtomicFiles.write(file(finding), ProgramFile.of(finding).text());
    AtomicFiles.write(script(finding), ProgramScript.of(finding.smallest()));
  }
}
