package winofuzz.fuzz.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.CaseJson;
import winofuzz.fuzz.finding.Finding;

/**
 * A folder of kept cases and findings, a JSON file each, named by its id: a corpus, or what a run
 * leaves. A file is there whole or not at all; one that cannot be read all the same is set aside in
 * {@code damaged/}, and the others are not touched by that.
 */
public final class CaseFolder {
  /** The version of the files' format. */
  public static final int FORMAT = 1;

  private static final String VERSION = "format";

  private final Path root;
  private final Consumer<String> messages;

  /**
   * A folder, which need not be there yet.
   *
   * @param messages is told, in a line each, what could not be read
   */
  public CaseFolder(Path root, Consumer<String> messages) {
    this.root = root;
    this.messages = messages;
  }

  /**
   * Makes sure that files can be kept, before there is one to lose, and clears away what a killed
   * process left half-written.
   *
   * @throws IOException if the folder is not there and cannot be made, or takes no files
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

  /** Keeps a finding; one with the same signature is replaced. */
  public void keep(Finding finding) throws IOException {
    write(file(finding), FindingJson.write(finding));
  }

  /** Keeps a case. */
  public void keep(KeptCase kept) throws IOException {
    write(file(kept), KeptCaseJson.write(kept));
  }

  /** Takes a case out. */
  public void drop(KeptCase kept) throws IOException {
    Files.deleteIfExists(file(kept));
  }

  /** Where a finding is kept. */
  public Path file(Finding finding) {
    return findingFile(finding.id());
  }

  /** Where the finding of an id is kept. */
  public Path findingFile(String id) {
    return findings(root).resolve(id + ".json");
  }

  /** Where a case is kept. */
  public Path file(KeptCase kept) {
    return cases(root).resolve(kept.id() + ".json");
  }

  /** Every case that can be read, in the order of their campaign. */
  public List<KeptCase> cases() throws IOException {
    List<KeptCase> result = readAll(cases(root), KeptCaseJson::read);
    result.sort(KeptCase.inOrder());
    return List.copyOf(result);
  }

  /** Every finding that can be read, by signature. */
  public List<Finding> findings() throws IOException {
    List<Finding> result = readAll(findings(root), FindingJson::read);
    result.sort(Comparator.comparing(Finding::signature));
    return List.copyOf(result);
  }

  /** Writes a file of this folder, with the version of its format. */
  public void write(Path file, ObjectNode contents) throws IOException {
    ObjectNode versioned = JsonNodeFactory.instance.objectNode().put(VERSION, FORMAT);
    versioned.setAll(contents);
    AtomicFiles.write(file, versioned.toPrettyString() + "\n");
  }

  private <T> List<T> readAll(Path folder, BiFunction<ObjectNode, String, T> reader)
      throws IOException {
    List<T> result = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
        for (Path file : files) {
          read(file, reader).ifPresent(result::add);
        }
      }
    }
    return result;
  }

  /** Reads a file of this folder; empty where it is not there or was set aside. */
  public <T> Optional<T> read(Path file, BiFunction<ObjectNode, String, T> reader)
      throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(readFile(file, reader));
    } catch (BadInputException e) {
      messages.accept("set aside in " + setAside(file) + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Reads a file that must be right.
   *
   * @throws BadInputException if it is not
   */
  public static <T> T readFile(Path file, BiFunction<ObjectNode, String, T> reader)
      throws IOException {
    String where = file.toString();
    ObjectNode object = CaseJson.object(new String(Files.readAllBytes(file), UTF_8), where);
    if (object.path(VERSION).asInt() != FORMAT) {
      throw new BadInputException(
          "%s: expected format %d, found %s".formatted(where, FORMAT, object.path(VERSION)));
    }
    return reader.apply(object, where);
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
