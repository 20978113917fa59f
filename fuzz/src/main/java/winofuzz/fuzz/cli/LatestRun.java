package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.fuzz.files.InputFile;

/**
 * Where the latest run of a project is, whatever folder it was given: a file in {@code reports/}
 * with one path. It is a convenience: where it cannot be written or read there is no latest run.
 */
record LatestRun(Path file) {
  private static final long MOST_BYTES = 1 << 16;

  static LatestRun of(Path home) {
    return new LatestRun(home.resolve("reports").resolve("latest"));
  }

  void set(Path run) {
    try {
      AtomicFiles.write(file, run.toAbsolutePath().normalize() + "\n");
    } catch (IOException e) {
      // The project may lie where nothing can be written; the run itself is elsewhere then.
      return;
    }
  }

  Optional<Path> get() {
    try {
      return InputFile.exists(file)
          ? Optional.of(Path.of(new InputFile(file, MOST_BYTES).text().strip()))
          : Optional.empty();
    } catch (IOException | BadInputException | InvalidPathException e) {
      return Optional.empty();
    }
  }
}
