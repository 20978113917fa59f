package winofuzz.fuzz.programs.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.fuzz.files.InputFile;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.lock.RunLock;
import winofuzz.fuzz.programs.ProgramScript;

/**
 * What a campaign over programs leaves on disk, written as it happens: its plan in {@code
 * programs.json}, the programs that fail in {@code programs/ID.json} with a script {@code
 * programs/ID.py}, and in {@code statistics.json} what the campaign goes on from. That file alone
 * decides how it goes on: a process killed before it was written again does what came since anew.
 *
 * <p>A folder is held by one process at a time, from {@link #begin} or {@link #hold} to {@link
 * #close}.
 */
public final class ProgramFolder implements ProgramListener, AutoCloseable {
  private final Path root;
  private final Consumer<String> messages;
  private @Nullable RunLock lock;
  private @Nullable ProgramPlan plan;
  private ProgramCheckpoint resumed = ProgramCheckpoint.START;

  /**
   * Creates a view of a folder, which need not exist yet.
   *
   * @param messages receives a line for what is out of the ordinary
   */
  public ProgramFolder(Path root, Consumer<String> messages) {
    this.root = root;
    this.messages = messages;
  }

  /** Returns the folder of the run. */
  public Path root() {
    return root;
  }

  private Path programs() {
    return programs(root);
  }

  private static Path programs(Path root) {
    return root.resolve("programs");
  }

  private Path planFile() {
    return root.resolve("programs.json");
  }

  private Path checkpointFile() {
    return root.resolve("statistics.json");
  }

  /** Returns whether the folder holds a campaign over programs. */
  public boolean isRun() {
    return InputFile.exists(planFile());
  }

  /** Returns whether a run has left anything in it. */
  public boolean isUsed() {
    return isRun() || InputFile.exists(checkpointFile()) || InputFile.exists(programs());
  }

  /** Returns where the document of a finding is. */
  public Path file(String id) {
    return file(root, id);
  }

  /** Returns where the document of a finding is in the folder of a run. */
  public static Path file(Path root, String id) {
    return programs(root).resolve(id + ".json");
  }

  private Path script(String id) {
    return programs().resolve(id + ".py");
  }

  /**
   * Holds the folder for this process.
   *
   * @throws BadInputException if another process holds it
   */
  public void hold() throws IOException {
    if (lock == null) {
      Files.createDirectories(root);
      lock = RunLock.take(root, messages);
    }
  }

  /**
   * Begins a run. Findings of an earlier run stay.
   *
   * @throws BadInputException if another process holds the folder
   */
  public void begin(ProgramPlan begun) throws IOException {
    hold();
    prepare();
    Files.deleteIfExists(checkpointFile());
    write(begun);
  }

  private void prepare() throws IOException {
    AtomicFiles.requireWritable(root);
    AtomicFiles.clear(root);
    AtomicFiles.requireWritable(programs());
    AtomicFiles.clear(programs());
  }

  private void write(ProgramPlan written) throws IOException {
    plan = written;
    AtomicFiles.write(planFile(), Json.file(ProgramFile.FORMAT, ProgramPlanDocument.of(written)));
  }

  /**
   * Reads what the run is to do.
   *
   * @throws BadInputException if there is no such run, or its plan is damaged
   */
  public ProgramPlan plan(int jobs) throws IOException {
    if (!isRun()) {
      throw new BadInputException("expected a folder with a programs.json, found " + root);
    }
    return Json.readFile(
        planFile(), ProgramFile.FORMAT, ProgramPlanDocument.class, d -> d.toPlan(jobs));
  }

  /**
   * Reads what the run goes on from.
   *
   * @param salvage whether it begins anew where that is damaged, which is set aside
   * @throws BadInputException if it is damaged
   */
  public ProgramCheckpoint checkpoint(boolean salvage) throws IOException {
    if (!InputFile.exists(checkpointFile())) {
      return ProgramCheckpoint.START;
    }
    try {
      return Json.readFile(
          checkpointFile(),
          ProgramFile.FORMAT,
          ProgramCheckpointDocument.class,
          ProgramCheckpointDocument::toCheckpoint);
    } catch (BadInputException e) {
      if (!salvage) {
        throw new BadInputException(
            e.getMessage() + "; with --force the run begins again at program 0", e);
      }
      Path aside = AtomicFiles.setAside(checkpointFile(), root.resolve("damaged"));
      messages.accept("set aside in " + aside + ": " + e.getMessage());
      return ProgramCheckpoint.START;
    }
  }

  /**
   * Goes on with a run, which may have a new budget.
   *
   * @param from what it goes on from; the findings in it are written where their files are gone
   */
  public void goOn(ProgramPlan changed, ProgramCheckpoint from) throws IOException {
    hold();
    prepare();
    write(changed);
    resumed = from;
    for (ProgramFinding finding : from.findings()) {
      if (!InputFile.exists(file(finding.id()))) {
        write(finding);
      }
    }
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
    drop(finding.id());
  }

  private void drop(String id) throws IOException {
    Files.deleteIfExists(file(id));
    Files.deleteIfExists(script(id));
  }

  @Override
  public void counted(ProgramCheckpoint checkpoint) throws IOException {
    AtomicFiles.write(
        checkpointFile(),
        Json.file(ProgramFile.FORMAT, ProgramCheckpointDocument.of(checkpoint, requirePlan())));
    if (checkpoint.counts().programs() > resumed.counts().programs()) {
      dropOpen(checkpoint);
    }
  }

  /** Drops what was found before a stop, and has come to be other findings since. */
  private void dropOpen(ProgramCheckpoint checkpoint) throws IOException {
    Set<String> outdated = new HashSet<>(resumed.open());
    checkpoint.findings().forEach(f -> outdated.remove(f.id()));
    outdated.removeAll(checkpoint.open());
    for (String id : outdated) {
      drop(id);
    }
    resumed = checkpoint;
  }

  @Override
  public void finished(ProgramResult result) throws IOException {
    for (ProgramFinding finding : result.findings()) {
      write(finding);
    }
  }

  private void write(ProgramFinding finding) throws IOException {
    AtomicFiles.write(
        file(finding.id()), ProgramFile.of(finding, requirePlan().setting().compiler()).text());
    AtomicFiles.write(script(finding.id()), ProgramScript.of(finding.smallest()));
  }

  private ProgramPlan requirePlan() {
    if (plan == null) {
      throw new AssertionError("a run that has not begun");
    }
    return plan;
  }

  /** Lets go of the folder. */
  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }
}
