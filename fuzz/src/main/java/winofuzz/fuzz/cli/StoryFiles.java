package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.fuzz.files.InputFile;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.story.Story;

/** The stories of the findings of a run, each in a file of its folder. */
final class StoryFiles {
  private final Path folder;

  /** The stories of the run in a folder. */
  StoryFiles(Path run) {
    this.folder = run.resolve("stories");
  }

  void keep(Story story) throws IOException {
    Files.createDirectories(folder);
    AtomicFiles.write(file(story.id()), Json.pretty(story) + "\n");
  }

  private Path file(String id) {
    return folder.resolve(id + ".json");
  }

  /** Returns those of some findings that are there and of the same minimal case, by their ids. */
  Map<String, Story> of(List<Finding> findings) throws IOException {
    Map<String, Story> result = new LinkedHashMap<>();
    for (Finding finding : findings) {
      read(file(finding.id()))
          .filter(story -> story.minimal().equals(finding.minimal()))
          .ifPresent(story -> result.put(finding.id(), story));
    }
    return result;
  }

  /** Reads a story; one that an older version wrote is as good as none, as it is told anew. */
  private static Optional<Story> read(Path file) throws IOException {
    if (!InputFile.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Json.read(Files.readString(file), file.toString(), Story.class, Function.identity()));
    } catch (BadInputException older) {
      return Optional.empty();
    }
  }
}
