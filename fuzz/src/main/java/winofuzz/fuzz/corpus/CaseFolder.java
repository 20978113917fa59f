package winofuzz.fuzz.corpus;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.corpus.FolderContents.Damage;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.fuzz.files.InputFile;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.json.Json;

/**
 * A folder of kept cases and findings, a JSON file each, named by its id: a corpus, or what a run
 * leaves. Files are written whole or not at all. Reading changes nothing: what cannot be read is
 * told, and stays where it is until it is set aside.
 */
public final class CaseFolder {
  /** The version of the files' format. */
  public static final int FORMAT = 1;

  private static final String SUFFIX = ".json";

  /** Scripts are in the language of their compiler, which is Python so far. */
  private static final String SCRIPT = ".py";

  private static final long MOST_SCRIPT_BYTES = 1 << 20;

  /** How many files are read of a folder. */
  private static final int MOST_FILES = 200_000;

  private final Path root;

  /** Creates a view of a folder, which need not exist yet. */
  public CaseFolder(Path root) {
    this.root = root;
  }

  /**
   * Makes sure that files can be written, before there is one to lose, and deletes what a killed
   * process left half-written.
   *
   * @throws IOException if the folder cannot be made, or takes no files
   */
  public void prepare() throws IOException {
    for (Path folder : List.of(root, cases(), findings())) {
      AtomicFiles.requireWritable(folder);
      AtomicFiles.clear(folder);
    }
  }

  private Path cases() {
    return root.resolve("cases");
  }

  private Path findings() {
    return root.resolve("findings");
  }

  public Path root() {
    return root;
  }

  /** Returns whether there are files of cases or findings, readable or not. */
  public boolean holdsAny() throws IOException {
    return !files(cases()).isEmpty() || !files(findings()).isEmpty();
  }

  /** Writes the file of a finding; one with the same signature is replaced. */
  public void keep(Finding finding) throws IOException {
    write(file(finding), FindingDocument.of(finding));
  }

  /** Writes the file of a case. */
  public void keep(KeptCase kept) throws IOException {
    write(file(kept), KeptCaseDocument.of(kept));
  }

  /** Deletes the file of a case. */
  public void drop(KeptCase kept) throws IOException {
    Files.deleteIfExists(file(kept));
  }

  /** Returns the file of a finding. */
  public Path file(Finding finding) {
    return findingFile(finding.id());
  }

  /** Returns the file of the finding with an id. */
  public Path findingFile(String id) {
    return findings().resolve(id + SUFFIX);
  }

  /** Writes the script of a finding beside it. */
  public void keep(Finding finding, String script) throws IOException {
    AtomicFiles.write(findings().resolve(finding.id() + SCRIPT), script);
  }

  /** Returns the script that was written beside a finding; empty where none was. */
  public Optional<String> script(Finding finding) throws IOException {
    Path file = findings().resolve(finding.id() + SCRIPT);
    return InputFile.exists(file)
        ? Optional.of(new InputFile(file, MOST_SCRIPT_BYTES).text())
        : Optional.empty();
  }

  /** Returns the file of a case. */
  public Path file(KeptCase kept) {
    return caseFile(kept.id());
  }

  /** Returns the file of the case with an id. */
  public Path caseFile(String id) {
    return cases().resolve(id + SUFFIX);
  }

  /** Reads every case and finding, and tells what could not be read. */
  public FolderContents contents() throws IOException {
    List<Damage> damaged = new ArrayList<>();
    List<KeptCase> cases =
        readAll(
            cases(), KeptCaseDocument.class, KeptCaseDocument::toKept, KeptCase::id, damaged::add);
    List<Finding> findings =
        readAll(
            findings(),
            FindingDocument.class,
            FindingDocument::toFinding,
            Finding::id,
            damaged::add);
    return FolderContents.sorted(cases, findings, damaged);
  }

  /** Writes a file of this folder, with the version of its format. */
  public void write(Path file, Object document) throws IOException {
    AtomicFiles.write(file, Json.file(FORMAT, document));
  }

  /** Hears of what could not be read. */
  private interface Damages {
    void add(Damage damage);
  }

  private static <D, T> List<T> readAll(
      Path folder,
      Class<D> document,
      Function<D, T> conversion,
      Function<T, String> id,
      Damages damages)
      throws IOException {
    List<T> result = new ArrayList<>();
    for (Path file : files(folder)) {
      try {
        T read = readFile(file, document, conversion);
        requireName(file, id.apply(read) + SUFFIX);
        result.add(read);
      } catch (BadInputException e) {
        damages.add(new Damage(file, String.valueOf(e.getMessage())));
      }
    }
    return result;
  }

  /** A file under another name than its own is a copy, or its contents were exchanged. */
  private static void requireName(Path file, String expected) {
    if (!file.endsWith(expected)) {
      throw new BadInputException(
          "%s: expected the name %s, which is that of its contents".formatted(file, expected));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!InputFile.exists(folder)) {
      return List.of();
    }
    if (!Files.isDirectory(folder)) {
      throw new BadInputException(folder + ": expected a folder, found a file");
    }
    List<Path> result = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : files) {
        result.add(file);
        if (result.size() > MOST_FILES) {
          throw new BadInputException(
              "%s: expected at most %d files, found more".formatted(folder, MOST_FILES));
        }
      }
    }
    result.sort(null);
    return result;
  }

  /**
   * Reads a file that must not be damaged.
   *
   * @throws BadInputException if it is
   */
  public static <D, T> T readFile(Path file, Class<D> document, Function<D, T> conversion)
      throws IOException {
    return Json.readFile(file, FORMAT, document, conversion);
  }

  /** Reads the file of a finding, as {@link #readFile} does. */
  public static Finding readFinding(Path file) throws IOException {
    return readFile(file, FindingDocument.class, FindingDocument::toFinding);
  }

  /** Moves a file that could not be read to {@code damaged/}, and returns where it is now. */
  public Path setAside(Path file) throws IOException {
    return AtomicFiles.setAside(file, root.resolve("damaged"));
  }
}
