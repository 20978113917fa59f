package winofuzz.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.corpus.CaseFolder;
import winofuzz.fuzz.corpus.FolderContents;
import winofuzz.fuzz.corpus.FolderContents.Damage;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.fuzz.files.InputFile;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.lock.RunLock;

/**
 * What a run leaves on disk, written as it happens: its plan, the cases it kept, its findings, and
 * what it counted. {@code statistics.json} is written last and says which of the others count: a
 * process killed before that has not finished the case, and the run that is resumed does it again.
 *
 * <p>A folder is held by one process at a time, from {@link #begin} or {@link #goOn} to {@link
 * #close}. Where it is removed meanwhile, the run goes on in a new one, with all it has.
 */
public final class RunFolder implements CampaignListener, AutoCloseable {
  private final Consumer<String> messages;
  private CaseFolder folder;
  private @Nullable RunLock lock;
  private @Nullable Plan planned;

  /** What is in the files, to be written again where they are removed. */
  private final Map<String, KeptCase> kept = new LinkedHashMap<>();

  private final Map<String, Finding> findings = new LinkedHashMap<>();
  private final Map<String, String> scripts = new LinkedHashMap<>();
  private @Nullable Statistics counted;

  /**
   * Creates a view of a folder, which need not exist yet.
   *
   * @param messages receives a line for what is out of the ordinary
   */
  public RunFolder(Path root, Consumer<String> messages) {
    this.folder = new CaseFolder(root);
    this.messages = messages;
  }

  private Path planFile() {
    return folder.root().resolve("run.json");
  }

  private Path statisticsFile() {
    return folder.root().resolve("statistics.json");
  }

  /** Returns whether the folder holds a run. */
  public boolean isRun() {
    return InputFile.exists(planFile());
  }

  /** Returns whether the folder holds anything of a run, its plan or only parts. */
  public boolean isUsed() throws IOException {
    return isRun() || InputFile.exists(statisticsFile()) || folder.holdsAny();
  }

  /** Returns when a folder last changed; the beginning of 1970 if that cannot be told. */
  public static FileTime lastChange(Path folder) {
    try {
      return Files.getLastModifiedTime(folder);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  /** Returns where the run is now. */
  public Path root() {
    return folder.root();
  }

  /** Returns how many cases are finished, as the files have it. */
  public long finishedCases() {
    return counted == null ? 0 : counted.cases();
  }

  /**
   * Begins a run. Findings of an earlier run stay; its kept cases and counts are deleted.
   *
   * @throws BadInputException if another process holds the folder
   */
  public void begin(Plan plan) throws IOException {
    hold();
    folder.prepare();
    for (KeptCase old : folder.contents().cases()) {
      folder.drop(old);
    }
    Files.deleteIfExists(statisticsFile());
    ShardEnds.delete(folder.root());
    write(plan);
  }

  /**
   * Goes on with a run, which may have a new budget.
   *
   * @throws BadInputException if another process holds the folder, or it is of shards that ended at
   *     different cases
   */
  public void goOn(Plan plan) throws IOException {
    hold();
    ShardEnds.requireNone(folder.root());
    folder.prepare();
    write(plan);
  }

  /**
   * Holds the folder for this process, so that what is read of it stays as it is.
   *
   * @throws BadInputException if another process holds it
   */
  public void hold() throws IOException {
    if (lock == null) {
      Files.createDirectories(folder.root());
      lock = RunLock.take(folder.root(), messages);
    }
  }

  private void write(Plan plan) throws IOException {
    planned = plan;
    folder.write(planFile(), PlanDocument.of(plan));
  }

  /**
   * Reads what the run is to do.
   *
   * @throws BadInputException if there is no run, or its plan is damaged
   */
  public Plan plan(int jobs) throws IOException {
    if (!isRun()) {
      throw new BadInputException("expected a folder with a run.json, found " + folder.root());
    }
    return CaseFolder.readFile(planFile(), PlanDocument.class, document -> document.toPlan(jobs));
  }

  /** Writes a file of the run. */
  private interface Writing {
    void write(CaseFolder to) throws IOException;
  }

  /** Writes a file, or all of them elsewhere if the folder was removed. */
  private void write(Writing writing) throws IOException {
    if (isThere()) {
      try {
        writing.write(folder);
        return;
      } catch (IOException e) {
        if (isThere()) {
          throw e;
        }
      }
    }
    moveOut();
    writing.write(folder);
  }

  private boolean isThere() {
    return lock == null || (lock.isInPlace() && isRun());
  }

  /** Writes everything to the first place that takes it. */
  private void moveOut() throws IOException {
    Path before = folder.root();
    Path name = Objects.requireNonNull(before.toAbsolutePath().normalize().getFileName());
    close();
    try {
      moveTo(AtomicFiles.freshFolder(before.toAbsolutePath().resolveSibling(name + "-moved")));
    } catch (IOException e) {
      moveTo(Files.createTempDirectory(name + "-moved"));
    }
    messages.accept(
        "the folder of the run was removed or replaced: %s; the run goes on in %s, with all it has"
            .formatted(before, folder.root()));
  }

  private void moveTo(Path fresh) throws IOException {
    folder = new CaseFolder(fresh);
    hold();
    folder.prepare();
    for (KeptCase each : kept.values()) {
      folder.keep(each);
    }
    for (Finding each : findings.values()) {
      folder.keep(each);
      String script = scripts.get(each.id());
      if (script != null) {
        folder.keep(each, script);
      }
    }
    write(Objects.requireNonNull(planned));
    if (counted != null) {
      folder.write(statisticsFile(), StatisticsDocument.of(counted));
    }
  }

  @Override
  public void kept(KeptCase fresh) throws IOException {
    kept.put(fresh.id(), fresh);
    write(to -> to.keep(fresh));
  }

  @Override
  public void found(Finding finding) throws IOException {
    keep(finding);
  }

  @Override
  public void minimized(Finding finding) throws IOException {
    keep(finding);
  }

  @Override
  public void finished(Finding finding) throws IOException {
    keep(finding);
  }

  private void keep(Finding finding) throws IOException {
    findings.put(finding.id(), finding);
    write(to -> to.keep(finding));
  }

  /** Keeps the script of a finding beside it. */
  public void script(Finding finding, String text) throws IOException {
    scripts.put(finding.id(), text);
    write(to -> to.keep(finding, text));
  }

  @Override
  public void counted(Statistics statistics) throws IOException {
    write(to -> to.write(statisticsFile(), StatisticsDocument.of(statistics)));
    counted = statistics;
  }

  /**
   * Reads what the run resumes from, which must be all there.
   *
   * @throws BadInputException if a file is damaged or gone
   */
  public Checkpoint checkpoint() throws IOException {
    return checkpoint("with --force the run");
  }

  /**
   * Reads what the run resumes from, which must be all there.
   *
   * @param remedy what goes on without files that are damaged or gone
   * @throws BadInputException if a file is damaged or gone
   */
  Checkpoint checkpoint(String remedy) throws IOException {
    FolderContents contents = folder.contents().requireSound(remedy + " goes on without it");
    Statistics statistics = InputFile.exists(statisticsFile()) ? readStatistics() : Statistics.NONE;
    Checkpoint result = checkpoint(statistics, contents);
    requireComplete(statistics, result, remedy);
    return remember(result);
  }

  /**
   * Reads what the run resumes from. What is damaged is set aside; where that is the counts, they
   * start anew with what the other files tell.
   */
  public Checkpoint salvaged() throws IOException {
    FolderContents contents = folder.contents();
    for (Damage damage : contents.damaged()) {
      messages.accept("set aside in " + folder.setAside(damage.file()) + ": " + damage.message());
    }
    Statistics statistics = Statistics.NONE;
    if (InputFile.exists(statisticsFile())) {
      try {
        statistics = readStatistics();
      } catch (BadInputException e) {
        messages.accept(
            "set aside in " + folder.setAside(statisticsFile()) + ": " + e.getMessage());
        statistics = recovered(contents);
        messages.accept("counts start anew at case " + statistics.cases());
      }
    }
    return remember(checkpoint(statistics, contents));
  }

  private Statistics readStatistics() throws IOException {
    return CaseFolder.readFile(
        statisticsFile(), StatisticsDocument.class, StatisticsDocument::toStatistics);
  }

  private Checkpoint remember(Checkpoint from) {
    from.kept().forEach(k -> kept.put(k.id(), k));
    from.findings().forEach(f -> findings.put(f.id(), f));
    counted = from.statistics();
    return from;
  }

  /** Leaves out what belongs to unfinished cases, and findings of other runs. */
  private Checkpoint checkpoint(Statistics statistics, FolderContents contents) throws IOException {
    long end = end(statistics);
    List<Finding> own = new ArrayList<>();
    for (Finding finding : contents.findings()) {
      Integer count = statistics.sightings().get(finding.id());
      if (count != null) {
        own.add(finding.withCount(count));
      }
    }
    return new Checkpoint(
        statistics, contents.cases().stream().filter(k -> k.number() < end).toList(), own);
  }

  /** The number of a case before which all are that are finished. */
  private long end(Statistics statistics) throws IOException {
    Optional<ShardEnds> merged = ShardEnds.of(folder.root());
    return merged.isPresent() ? merged.get().end() : shard().number(statistics.cases());
  }

  private Shard shard() throws IOException {
    return isRun() ? plan(1).shard() : Shard.WHOLE;
  }

  /** Refuses to go on without what the counts say was there: it would draw other cases. */
  private void requireComplete(Statistics statistics, Checkpoint found, String remedy) {
    Set<String> missing = new TreeSet<>(statistics.sightings().keySet());
    found.findings().forEach(f -> missing.remove(f.id()));
    List<String> problems = new ArrayList<>();
    missing.forEach(
        id -> problems.add(folder.findingFile(id) + ": expected a finding, found no file"));
    if (statistics.kept() != Statistics.UNKNOWN && statistics.kept() > found.kept().size()) {
      problems.add(
          "%s: expected %d kept cases, found %d"
              .formatted(folder.root().resolve("cases"), statistics.kept(), found.kept().size()));
    }
    if (!problems.isEmpty()) {
      throw new BadInputException(
          problems.getFirst() + "; " + remedy + " goes on without what is gone");
    }
  }

  /** Returns what cases and findings tell if the counts are lost. */
  private Statistics recovered(FolderContents contents) throws IOException {
    Shard shard = shard();
    Stream<Long> kept = contents.cases().stream().map(k -> shard.countBelow(k.number() + 1));
    // What was seen on so many cases was seen in a campaign of no fewer.
    Stream<Long> found =
        contents.findings().stream()
            .map(f -> Math.max(shard.countBelow(f.number() + 1), f.count()));
    long cases = Stream.concat(kept, found).max(Long::compare).orElse(0L);
    return Statistics.NONE.with(cases, contents.cases().size(), contents.findings());
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
