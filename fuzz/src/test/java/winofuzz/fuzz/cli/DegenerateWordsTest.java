package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import winofuzz.fuzz.cli.Shell.Outcome;

/** Words and files with nothing in them, or too much: each is one line that says what is wrong. */
final class DegenerateWordsTest {
  private static final String CASE = "cin=1,h=4,w=4,cout=1";

  @TempDir Path folder;

  /** The words of a command and an option of it, for each option of a kind. */
  private static Stream<List<String>> options(Predicate<OptionSpec> kind) {
    return commands(Shell.commands(), List.of())
        .flatMap(
            command ->
                command.line.getCommandSpec().options().stream()
                    .filter(kind)
                    .map(option -> added(command.words, option.longestName())));
  }

  private record Named(CommandLine line, List<String> words) {}

  private static Stream<Named> commands(CommandLine line, List<String> words) {
    return Stream.concat(
        Stream.of(new Named(line, words)),
        line.getSubcommands().entrySet().stream()
            .flatMap(below -> commands(below.getValue(), added(words, below.getKey()))));
  }

  private static List<String> added(List<String> words, String... more) {
    List<String> result = new ArrayList<>(words);
    result.addAll(List.of(more));
    return result;
  }

  static Stream<List<String>> lists() {
    return options(option -> !option.splitRegex().isEmpty());
  }

  /** Such a list would be taken for one that was not given. */
  @ParameterizedTest
  @MethodSource("lists")
  void aListWithNothingInItIsRefused(List<String> option) {
    new Shell(folder).fuzz(added(option, ",").toArray(String[]::new)).assertMistake();
  }

  static Stream<List<String>> paths() {
    return options(
        option ->
            option.type().equals(Path.class)
                || Arrays.asList(option.auxiliaryTypes()).contains(Path.class));
  }

  /** It would be the folder that we are in. */
  @ParameterizedTest
  @MethodSource("paths")
  void anEmptyPathIsRefused(List<String> option) {
    Outcome outcome = new Shell(folder).fuzz(added(option, "").toArray(String[]::new));
    outcome.assertMistake();
    assertTrue(outcome.err().contains("expected a path, found ''"), outcome.err());
  }

  @Test
  void thereAreListsAndPaths() {
    assertTrue(lists().count() > 20 && paths().count() > 20);
    assertTrue(paths().anyMatch(List.of("interpret", "--graph")::equals));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "equal FILE FILE",
        "interpret --graph FILE",
        "interpret --case " + CASE + " --input FILE",
        "triage FILE",
        "exec FILE",
        "report FILE",
        "corpus add FILE",
        "run --resume FILE",
        "gate --cases 1 --baseline FILE",
      })
  void aFileWithoutMeaningIsNamed(String words) throws IOException {
    for (String contents : List.of("", "{}", "[]", "\0\1\2", "[".repeat(100_000))) {
      Path file = Files.writeString(folder.resolve("file.json"), contents);
      assertNamed(words, file, contents);
    }
    assertNamed(words, folder.resolve("none.json"), "no file");
    assertNamed(words, Files.createDirectory(folder.resolve("folder.json")), "a folder");
    assertNamed(words, Path.of("/dev/null"), "a device");
  }

  private void assertNamed(String words, Path file, String what) {
    Outcome outcome = new Shell(folder).fuzz(words.replace("FILE", file.toString()).split(" "));
    String shown = words + " of " + what.substring(0, Math.min(9, what.length())) + ": ";
    assertEquals(2, outcome.status(), shown + outcome.err());
    assertEquals(1, outcome.err().lines().count(), shown + outcome.err());
    assertTrue(outcome.err().contains(String.valueOf(file.getFileName())), shown + outcome.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "interpret --case " + CASE + " --output",
        "interpret --case " + CASE + " --write-graph",
        "gate --cases 1 --junit",
        "grid --case " + CASE + " --svg",
        "lab --out",
        "compile --case " + CASE + " -o",
        "exec x --out",
        "triage " + CASE + " --out",
      })
  void whatCannotBeWrittenIsSaidAtOnce(String words) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Path below = file.resolve("below");
    Files.createDirectories(folder.resolve("corpus"));
    Outcome outcome = new Shell(folder).line(words + " " + below);
    outcome.assertMistake();
    String option = words.substring(words.lastIndexOf(' ') + 1);
    assertTrue(outcome.err().contains(option + ": expected a f"), outcome.err());
    assertTrue(outcome.err().contains(below.toString()), outcome.err());
  }

  @Test
  void aFolderIsNoFileToWrite() {
    Outcome outcome = new Shell(folder).line("interpret --case " + CASE + " --output " + folder);
    outcome.assertMistake();
    assertTrue(outcome.err().contains("--output: expected a file, found the folder"));
  }

  @Test
  void noDefectsAndSomeContradictEachOther() {
    Outcome outcome =
        new Shell(folder).line("compile --case " + CASE + " --defects none,published");
    outcome.assertMistake();
    assertTrue(outcome.err().contains("--defects: expected none alone"), outcome.err());
    assertFalse(outcome.err().contains("Exception"));
  }
}
