package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.lowering.MemoryValues;
import winofuzz.fuzz.oracle.Evidence;
import winofuzz.fuzz.page.StoryPages;
import winofuzz.fuzz.report.TriageDocument;
import winofuzz.fuzz.report.TriageReport;
import winofuzz.fuzz.story.OutputPicture;
import winofuzz.fuzz.story.Story;
import winofuzz.fuzz.terminal.OutputFormat;
import winofuzz.interpret.Values;
import winofuzz.ir.Memory;
import winofuzz.metal.Buffer;
import winofuzz.metal.bundle.Bundle;

/**
 * Writes a story as a folder that shows the finding elsewhere: its text, an issue, its data, a
 * picture, the kernels with their buffers, and a script that runs them.
 */
final class TriageFolder {
  private static final int WIDTH = 100;

  private final Path folder;

  TriageFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes all of it.
   *
   * @param evidence of the minimal case
   * @param script of the compiler under test; empty where it writes none
   */
  void write(Story story, Evidence evidence, Optional<String> script) throws IOException {
    Files.createDirectories(folder);
    List<Story> stories = List.of(story);
    ConvCase c = story.minimal();
    AtomicFiles.write(
        folder.resolve("story.txt"), TriageReport.text(c, stories, new OutputFormat(WIDTH, false)));
    AtomicFiles.write(folder.resolve("story.json"), Json.pretty(new TriageDocument(c, stories)));
    AtomicFiles.write(folder.resolve("issue.md"), StoryPages.issue(story));
    if (story.picture() != null) {
      picture("smallest.svg", story.picture());
    }
    if (story.larger() != null && story.larger().picture() != null) {
      picture("larger.svg", story.larger().picture());
    }
    for (Evidence.OfPath path : evidence.paths()) {
      boolean isBlamed = path.path().equals(story.signature().path());
      kernels(
          path,
          evidence,
          isBlamed && story.picture() != null ? story.picture().wrong() : List.of());
    }
    if (script.isPresent()) {
      AtomicFiles.write(folder.resolve("script.py"), script.get());
    }
    Path reproduce = folder.resolve("reproduce.sh");
    AtomicFiles.write(reproduce, reproduction(story));
    if (!reproduce.toFile().setExecutable(true, false)) {
      throw new IOException(reproduce + ": cannot be made executable");
    }
  }

  private void picture(String name, OutputPicture picture) throws IOException {
    AtomicFiles.write(folder.resolve(name), StoryPages.svg(picture));
  }

  private void kernels(Evidence.OfPath path, Evidence evidence, List<Integer> wrong) {
    IntStream.range(0, path.bundles().size())
        .forEach(
            i ->
                expecting(path, i, evidence, wrong)
                    .write(
                        folder
                            .resolve("kernels")
                            .resolve(
                                "%s.%d.%s"
                                    .formatted(
                                        path.path().label(), i, path.kernels().get(i).name()))));
  }

  /** Returns a kernel that is to write the convolution where what it writes is wrong. */
  private static Bundle expecting(
      Evidence.OfPath path, int kernel, Evidence evidence, List<Integer> wrong) {
    Bundle bundle = path.bundles().get(kernel);
    Memory written = path.memories().get(path.kernels().get(kernel).arguments().getFirst());
    Values expected = evidence.expected();
    Buffer found = bundle.expected().get(0);
    if (written.role() != Memory.Role.OUTPUT || expected == null || found == null) {
      return bundle;
    }
    Values values = MemoryValues.values(written.dtype(), found);
    double[] cells = IntStream.range(0, values.size()).mapToDouble(values::at).toArray();
    wrong.forEach(i -> cells[i] = expected.at(i));
    SortedMap<Integer, Buffer> expectations = new TreeMap<>(bundle.expected());
    expectations.put(0, MemoryValues.buffer(written, Values.of(written.dtype(), cells)));
    return new Bundle(bundle.launch(), expectations, 0);
  }

  private static String reproduction(Story story) {
    return """
        #!/bin/sh
        # %s
        # Asks every assertion of the case, then runs the kernels with every check. FUZZ names the
        # launcher of a checkout of Winofuzz.
        cd "$(dirname "$0")" || exit 3
        FUZZ=${FUZZ:-bin/fuzz}
        %s
        status=$?
        "$FUZZ" exec kernels/* --check
        exit $status
        """
        .formatted(story.headline(), story.reproduce().replaceFirst("^bin/fuzz", "\"\\$FUZZ\""));
  }
}
