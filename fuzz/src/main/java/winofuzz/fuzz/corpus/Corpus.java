package winofuzz.fuzz.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.files.InputFile;
import winofuzz.fuzz.finding.Finding;

/**
 * The cases and findings that a gate replays. A manifest names them, so that a file that is gone or
 * damaged is missed: a corpus that is not all there is told from one that is. Nothing but {@link
 * #repair} moves a file.
 */
public final class Corpus {
  private static final String REMEDY =
      "bin/fuzz corpus verify lists it all, with --repair mends it";

  private final CaseFolder folder;

  /** Creates a view of a corpus, which need not exist yet. */
  public Corpus(Path root) {
    folder = new CaseFolder(root);
  }

  /** Returns the files. */
  public CaseFolder folder() {
    return folder;
  }

  private Path manifestFile() {
    return folder.root().resolve("manifest.json");
  }

  /**
   * What is in a corpus.
   *
   * @param contents what could be read
   * @param problems a line for each file that is damaged or gone, the manifest included
   * @param unnamed the files that the manifest does not name
   */
  public record Survey(FolderContents contents, List<String> problems, List<Path> unnamed) {
    public Survey {
      problems = List.copyOf(problems);
      unnamed = List.copyOf(unnamed);
    }
  }

  /** Reads everything and compares it with the manifest. */
  public Survey survey() throws IOException {
    FolderContents contents = folder.contents();
    List<String> problems = new ArrayList<>();
    contents.damaged().forEach(d -> problems.add(d.message()));
    Optional<Manifest> manifest = manifest(contents, problems);
    List<Path> unnamed = new ArrayList<>();
    manifest.ifPresent(m -> compare(m, contents, problems, unnamed));
    return new Survey(contents, problems, unnamed);
  }

  /** A corpus that holds nothing needs no manifest. */
  private Optional<Manifest> manifest(FolderContents contents, List<String> problems)
      throws IOException {
    if (!InputFile.exists(manifestFile()) && contents.equals(FolderContents.EMPTY)) {
      return Optional.empty();
    }
    try {
      return Optional.of(CaseFolder.readFile(manifestFile(), Manifest.class, Manifest::checked));
    } catch (BadInputException e) {
      problems.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void compare(
      Manifest named, FolderContents contents, List<String> problems, List<Path> unnamed) {
    Manifest there = Manifest.of(contents.cases(), contents.findings());
    Set<Path> damaged =
        contents.damaged().stream().map(FolderContents.Damage::file).collect(Collectors.toSet());
    List<Path> gone = new ArrayList<>();
    without(named.cases(), there.cases()).forEach(id -> gone.add(folder.caseFile(id)));
    without(named.findings(), there.findings()).forEach(id -> gone.add(folder.findingFile(id)));
    gone.removeAll(damaged);
    gone.forEach(f -> problems.add(f + ": expected a file, as the manifest names it, found none"));
    without(there.cases(), named.cases()).forEach(id -> unnamed.add(folder.caseFile(id)));
    without(there.findings(), named.findings()).forEach(id -> unnamed.add(folder.findingFile(id)));
  }

  private static SortedSet<String> without(SortedSet<String> all, SortedSet<String> some) {
    SortedSet<String> result = new TreeSet<>(all);
    result.removeAll(some);
    return result;
  }

  /**
   * Reads a corpus that must be all there.
   *
   * @throws BadInputException that tells of the first file that is damaged or gone
   */
  public Survey sound() throws IOException {
    Survey survey = survey();
    FolderContents.requireNone(survey.problems(), REMEDY);
    return survey;
  }

  /** Writes the file of a case; {@link #writeManifest} names it. */
  public void keep(KeptCase kept) throws IOException {
    folder.keep(kept);
  }

  /** Writes the file of a finding; {@link #writeManifest} names it. */
  public void keep(Finding finding) throws IOException {
    folder.keep(finding);
  }

  /** Deletes cases, after the manifest no longer names them. */
  public void drop(Collection<KeptCase> dropped) throws IOException {
    FolderContents contents = folder.contents();
    List<KeptCase> staying = new ArrayList<>(contents.cases());
    staying.removeAll(dropped);
    folder.write(manifestFile(), Manifest.of(staying, contents.findings()));
    for (KeptCase kept : dropped) {
      folder.drop(kept);
    }
  }

  /** Names in the manifest what can be read. */
  public void writeManifest() throws IOException {
    FolderContents contents = folder.contents();
    folder.write(manifestFile(), Manifest.of(contents.cases(), contents.findings()));
  }

  /** Sets aside what is damaged and names what is left; returns where the damaged files are. */
  public List<Path> repair() throws IOException {
    List<Path> aside = new ArrayList<>();
    for (FolderContents.Damage damage : folder.contents().damaged()) {
      aside.add(folder.setAside(damage.file()));
    }
    if (InputFile.exists(manifestFile()) && !Files.isRegularFile(manifestFile())) {
      aside.add(folder.setAside(manifestFile()));
    }
    writeManifest();
    return List.copyOf(aside);
  }
}
