package winofuzz.fuzz.corpus;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.json.Json;

/**
 * A folder of kept cases and findings, a JSON file each, named by its id: a corpus, or what a run
 * leaves. Files are written whole or not at all. A file that cannot be read nevertheless is moved
 * to {@code damaged/}; the others are read.
 */
public final class CaseFolder {
  /** The version of the files' format. */
  public static final int FORMAT = 1;

  private final Path root;
  private final Consumer<String> messages;

  /**
   * Creates a view of a folder, which need not exist yet.
   *
   * @param messages receives a line for each file that could not be read
   */
  public CaseFolder(Path root, Consumer<String> messages) {
    this.root = root;
    this.messages = messages;
  }

  /**
   * Makes sure that files can be written, before there is one to lose, and deletes what a killed
   * process left half-written.
   *
   * @throws IOException if the folder cannot be made, or takes no files
   */
  public void prepare() throws IOException {
    for (Path folder : List.of(root, cases(root), findings(root))) {
      Files.createDirectories(folder);
      AtomicFiles.clear(folder);
    }
    Files.delete(Files.createTempFile(root, ".", ".tmp"));
  }

  private static Path cases(Path root) {
    return root.resolve("cases");
  }

  private static Path findings(Path root) {
    return root.resolve("findings");
  }

  public Path root() {
    return root;
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
    return findings(root).resolve(id + ".json");
  }

  /** Returns the file of a case. */
  public Path file(KeptCase kept) {
    return cases(root).resolve(kept.id() + ".json");
  }

  /** Reads every case that can be read, in the order of their campaign. */
  public List<KeptCase> cases() throws IOException {
    List<KeptCase> result = readAll(cases(root), KeptCaseDocument.class, KeptCaseDocument::toKept);
    result.sort(KeptCase.inOrder());
    return List.copyOf(result);
  }

  /** Reads every finding that can be read, by signature. */
  public List<Finding> findings() throws IOException {
    List<Finding> result =
        readAll(findings(root), FindingDocument.class, FindingDocument::toFinding);
    result.sort(Comparator.comparing(Finding::signature));
    return List.copyOf(result);
  }

  /** Writes a file of this folder, with the version of its format. */
  public void write(Path file, Object document) throws IOException {
    AtomicFiles.write(file, Json.file(FORMAT, document));
  }

  private <D, T> List<T> readAll(Path folder, Class<D> document, Function<D, T> conversion)
      throws IOException {
    List<T> result = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
        for (Path file : files) {
          read(file, document, conversion).ifPresent(result::add);
        }
      }
    }
    return result;
  }

  /** Reads a file of this folder; empty if there is none, or if it was damaged and set aside. */
  public <D, T> Optional<T> read(Path file, Class<D> document, Function<D, T> conversion)
      throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(readFile(file, document, conversion));
    } catch (BadInputException e) {
      messages.accept("set aside in " + setAside(file) + ": " + e.getMessage());
      return Optional.empty();
    }
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

  private Path setAside(Path file) throws IOException {
    Path folder = Files.createDirectories(root.resolve("damaged"));
    String name = String.valueOf(file.getFileName());
    Path place = folder.resolve(name);
    for (int i = 1; Files.exists(place); i++) {
      place = folder.resolve(name + "." + i);
    }
    return Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
  }
}
