package winofuzz.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.corpus.CaseFolder;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.finding.Finding;

/**
 * What a run leaves on disk, written as it happens: its plan, the cases it kept, its findings, and
 * what it counted. {@code statistics.json} is written last and says which of the others count: a
 * process killed before that has not finished the case, and the run that is resumed does it again.
 */
public final class RunFolder implements CampaignListener {
  private final CaseFolder folder;
  private final Consumer<String> messages;

  /**
   * A folder, which need not be there yet.
   *
   * @param messages is told, in a line each, what could not be read
   */
  public RunFolder(Path root, Consumer<String> messages) {
    this.folder = new CaseFolder(root, messages);
    this.messages = messages;
  }

  private Path plan() {
    return folder.root().resolve("run.json");
  }

  private Path statistics() {
    return folder.root().resolve("statistics.json");
  }

  /** Whether there is a run in it. */
  public boolean isRun() {
    return Files.exists(plan());
  }

  /** When something in a folder last changed; the beginning of time where that cannot be told. */
  public static FileTime lastChange(Path folder) {
    try {
      return Files.getLastModifiedTime(folder);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  public Path root() {
    return folder.root();
  }

  /** Cases and findings. */
  public CaseFolder contents() {
    return folder;
  }

  /** Begins a run. Findings that are there already stay; what another run kept and counted goes. */
  public void begin(Plan plan) throws IOException {
    folder.prepare();
    Files.deleteIfExists(statistics());
    for (KeptCase kept : folder.cases()) {
      folder.drop(kept);
    }
    folder.write(plan(), PlanJson.write(plan));
  }

  /** Goes on with a run, which may have a new budget. */
  public void goOn(Plan plan) throws IOException {
    folder.prepare();
    folder.write(plan(), PlanJson.write(plan));
  }

  /**
   * What the run is to do.
   *
   * @throws BadInputException if there is no run
   */
  public Plan plan(int jobs) throws IOException {
    if (!isRun()) {
      throw new BadInputException("expected a folder with a run.json, found " + folder.root());
    }
    return CaseFolder.readFile(plan(), (object, where) -> PlanJson.read(object, where, jobs));
  }

  @Override
  public void kept(KeptCase kept) throws IOException {
    folder.keep(kept);
  }

  @Override
  public void found(Finding finding) throws IOException {
    folder.keep(finding);
  }

  @Override
  public void minimized(Finding finding) throws IOException {
    folder.keep(finding);
  }

  @Override
  public void counted(Statistics statistics) throws IOException {
    folder.write(statistics(), StatisticsJson.write(statistics));
  }

  @Override
  public void finished(Finding finding) throws IOException {
    folder.keep(finding);
  }

  /** What the run goes on from. */
  public Checkpoint checkpoint() throws IOException {
    List<KeptCase> kept = folder.cases();
    List<Finding> findings = folder.findings();
    boolean there = Files.exists(statistics());
    Statistics counted = folder.read(statistics(), StatisticsJson::read).orElse(Statistics.NONE);
    if (there && counted.equals(Statistics.NONE)) {
      counted = recovered(kept, findings);
      messages.accept("counts start anew at case " + counted.cases());
    }
    return checkpoint(counted, kept, findings);
  }

  /** Leaves out what belongs to a case that was not finished, and findings of other runs. */
  private static Checkpoint checkpoint(
      Statistics counted, List<KeptCase> kept, List<Finding> findings) {
    List<Finding> own = new ArrayList<>();
    for (Finding finding : findings) {
      Integer count = counted.sightings().get(finding.id());
      if (count != null) {
        own.add(finding.withCount(count));
      }
    }
    return new Checkpoint(
        counted, kept.stream().filter(k -> k.number() < counted.cases()).toList(), own);
  }

  /** What cases and findings tell where the counts are lost. */
  private static Statistics recovered(List<KeptCase> kept, List<Finding> findings) {
    long last =
        Stream.concat(kept.stream().map(KeptCase::number), findings.stream().map(Finding::number))
            .max(Long::compare)
            .orElse(-1L);
    return Statistics.NONE.with(last + 1, findings);
  }
}
