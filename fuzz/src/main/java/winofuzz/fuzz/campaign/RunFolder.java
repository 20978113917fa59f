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
   * Creates a view of a folder, which need not exist yet.
   *
   * @param messages receives a line for each file that could not be read
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

  /** Returns whether the folder holds a run. */
  public boolean isRun() {
    return Files.exists(plan());
  }

  /** Returns when a folder last changed; the beginning of 1970 if that cannot be told. */
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

  /** Returns the cases and findings. */
  public CaseFolder contents() {
    return folder;
  }

  /** Begins a run. Findings of an earlier run stay; its kept cases and counts are deleted. */
  public void begin(Plan plan) throws IOException {
    folder.prepare();
    Files.deleteIfExists(statistics());
    for (KeptCase kept : folder.cases()) {
      folder.drop(kept);
    }
    folder.write(plan(), PlanDocument.of(plan));
  }

  /** Resumes a run, which may have a new budget. */
  public void goOn(Plan plan) throws IOException {
    folder.prepare();
    folder.write(plan(), PlanDocument.of(plan));
  }

  /**
   * Reads what the run is to do.
   *
   * @throws BadInputException if there is no run
   */
  public Plan plan(int jobs) throws IOException {
    if (!isRun()) {
      throw new BadInputException("expected a folder with a run.json, found " + folder.root());
    }
    return CaseFolder.readFile(plan(), PlanDocument.class, document -> document.toPlan(jobs));
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
    folder.write(statistics(), StatisticsDocument.of(statistics));
  }

  @Override
  public void finished(Finding finding) throws IOException {
    folder.keep(finding);
  }

  /** Reads what the run resumes from. */
  public Checkpoint checkpoint() throws IOException {
    List<KeptCase> kept = folder.cases();
    List<Finding> findings = folder.findings();
    boolean there = Files.exists(statistics());
    Statistics counted =
        folder
            .read(statistics(), StatisticsDocument.class, StatisticsDocument::toStatistics)
            .orElse(Statistics.NONE);
    if (there && counted.equals(Statistics.NONE)) {
      counted = recovered(kept, findings);
      messages.accept("counts start anew at case " + counted.cases());
    }
    return checkpoint(counted, kept, findings);
  }

  /** Leaves out what belongs to unfinished cases, and findings of other runs. */
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

  /** Returns what cases and findings tell if the counts are lost. */
  private static Statistics recovered(List<KeptCase> kept, List<Finding> findings) {
    long last =
        Stream.concat(kept.stream().map(KeptCase::number), findings.stream().map(Finding::number))
            .max(Long::compare)
            .orElse(-1L);
    return Statistics.NONE.with(last + 1, findings);
  }
}
