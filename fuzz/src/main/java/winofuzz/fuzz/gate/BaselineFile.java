package winofuzz.fuzz.gate;

import java.io.IOException;
import java.nio.file.Path;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.fuzz.json.Json;

/** The file of a baseline. A gate whose baseline is not understood must not pass. */
public final class BaselineFile {
  /** The version of the file format. */
  public static final int FORMAT = 1;

  private final Path file;

  public BaselineFile(Path file) {
    this.file = file;
  }

  /** Returns where the file is. */
  public Path path() {
    return file;
  }

  /**
   * Reads the file.
   *
   * @throws BadInputException if anything in it is not as expected
   */
  public Baseline read() throws IOException {
    return Json.readFile(file, FORMAT, BaselineDocument.class, BaselineDocument::toBaseline);
  }

  /** Writes the file, whole or not at all. */
  public void write(Baseline baseline) throws IOException {
    AtomicFiles.write(file, Json.file(FORMAT, BaselineDocument.of(baseline)));
  }
}
