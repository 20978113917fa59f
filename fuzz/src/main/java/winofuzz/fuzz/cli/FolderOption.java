package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.files.AtomicFiles;

/**
 * An option that names a folder to be written, such as that of a run.
 *
 * @param name of the option
 */
record FolderOption(String name, Path folder) {

  /** What takes a folder for a run. */
  interface Taking {
    void run() throws IOException;
  }

  /**
   * Takes the folder.
   *
   * @throws BadInputException if it takes no files
   */
  void take(Taking taking) {
    try {
      taking.run();
    } catch (IOException e) {
      throw new BadInputException(
          name + ": expected a folder that takes files, found " + folder, e);
    }
  }

  /**
   * Makes sure that an option names a folder that takes files, which is made if it is not there.
   *
   * @param folder null if the option was not given
   * @throws BadInputException if it takes none
   */
  static void require(String name, @Nullable Path folder) {
    if (folder != null) {
      new FolderOption(name, folder).take(() -> AtomicFiles.requireWritable(folder));
    }
  }

  /** Returns the refusal of a folder that holds a run already. */
  BadInputException used() {
    return new BadInputException(
        ("%s: expected a folder without a run, found one in %s; --resume %s goes on with it,"
                + " --force replaces it")
            .formatted(name, folder, folder));
  }
}
