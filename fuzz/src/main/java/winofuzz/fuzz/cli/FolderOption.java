package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import winofuzz.fuzz.cases.BadInputException;

/**
 * An option that names the folder of a run.
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

  /** Returns the refusal of a folder that holds a run already. */
  BadInputException used() {
    return new BadInputException(
        ("%s: expected a folder without a run, found one in %s; --resume %s goes on with it,"
                + " --force replaces it")
            .formatted(name, folder, folder));
  }
}
