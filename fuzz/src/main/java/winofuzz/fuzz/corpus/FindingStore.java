package winofuzz.fuzz.corpus;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder of findings, one file each, named by its id. A finding that is found again replaces its
 * file.
 */
public final class FindingStore {
  /** The version of the file format. */
  public static final int FORMAT = 1;

  private final Path folder;

  public FindingStore(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes sure that findings can be kept, before there is one to lose.
   *
   * @throws IOException if the folder is not there and cannot be made, or takes no files
   */
  public void prepare() throws IOException {
    Files.createDirectories(folder);
    Files.delete(Files.createTempFile(folder, ".", ".tmp"));
  }

  /** Keeps a finding; the file is there whole or not at all. */
  public void keep(Finding finding) throws IOException {
    ObjectNode contents = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
    contents.setAll(FindingJson.write(finding));
    AtomicFiles.write(file(finding), contents.toPrettyString() + "\n");
  }

  /** Takes a finding out again: it turned out to be another one seen from elsewhere. */
  public void drop(Finding finding) throws IOException {
    Files.deleteIfExists(file(finding));
  }

  /** Where a finding is kept. */
  public Path file(Finding finding) {
    return folder.resolve(finding.id() + ".json");
  }
}
