package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.files.AtomicFiles;

/**
 * An option that names a file to be written. It is looked at before the work that fills it.
 *
 * @param option its name
 * @param path the file; null if the option was not given
 */
record OutputFile(String option, @Nullable Path path) {

  /**
   * Makes sure that the file can be written; its folder is made if it is not there.
   *
   * @throws BadInputException if it cannot
   */
  void require() {
    if (path == null) {
      return;
    }
    try {
      AtomicFiles.requireWritable(AtomicFiles.folderOf(path));
    } catch (IOException e) {
      throw new BadInputException(
          option + ": expected a file that can be written, found " + path, e);
    }
    if (Files.isDirectory(path)) {
      throw new BadInputException(option + ": expected a file, found the folder " + path);
    }
  }
}
