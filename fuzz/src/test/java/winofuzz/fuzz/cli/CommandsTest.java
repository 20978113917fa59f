package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import winofuzz.fuzz.about.BuildInfo;
import winofuzz.fuzz.external.CommandWords;

/** What the commands say of themselves. */
final class CommandsTest {
  private static final String PROMPT = "  bin/fuzz ";
  private static final int WIDTH = 80;

  @TempDir Path folder;

  static Stream<Named<CommandLine>> commands() {
    return below(Shell.commands()).map(c -> Named.of(c.getCommandSpec().qualifiedName(), c));
  }

  private static Stream<CommandLine> below(CommandLine line) {
    return Stream.concat(
        Stream.of(line), line.getSubcommands().values().stream().flatMap(CommandsTest::below));
  }

  private static List<String> examples(CommandLine line) {
    return Arrays.stream(line.getCommandSpec().usageMessage().footer())
        .takeWhile(text -> !text.isEmpty())
        .map(text -> text.replace("%%", "%"))
        .filter(text -> text.startsWith(PROMPT))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasExamplesThatItUnderstands(CommandLine command) {
    List<String> examples = examples(command);
    String name = command.getCommandSpec().qualifiedName();
    assertTrue(examples.size() >= 2 && examples.size() <= 4, name + " has " + examples);
    for (String example : examples) {
      String typed = example.substring(PROMPT.length()).split(" [|>]( |$)", 2)[0];
      List<String> words = CommandWords.split(typed);
      assertTrue(("fuzz " + String.join(" ", words)).startsWith(name), name + " shows " + example);
      String[] rest =
          CompilerArguments.read(words.toArray(String[]::new)).rest().toArray(String[]::new);
      assertDoesNotThrow(() -> Shell.commands().parseArgs(rest), example);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpIsNoWiderThanATerminal(CommandLine command) {
    String help = command.getUsageMessage();
    assertEquals(List.of(), help.lines().filter(line -> line.length() > WIDTH).toList(), help);
    assertTrue(help.contains("\nExamples:\n"), help);
  }

  @Test
  void helpNamesEveryCommandOnceAndTheExitStatuses() {
    String help = new Shell(folder).fuzz("--help").out();
    for (String name : Shell.commands().getSubcommands().keySet()) {
      assertEquals(
          1, help.lines().filter(line -> line.startsWith("  " + name + " ")).count(), name);
    }
    for (int status : List.of(0, 1, 2, 3, 130)) {
      assertTrue(help.contains("\n  " + status + " "), help);
    }
  }

  @Test
  void theReadmeListsEveryCommand() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    List<String> missing = new ArrayList<>(Shell.commands().getSubcommands().keySet());
    missing.removeIf(name -> readme.contains("| `" + name));
    assertEquals(List.of(), missing);
  }

  @Test
  void theVersionNamesTheBuildAndTheDevices() {
    Shell.Outcome outcome = new Shell(folder).fuzz("--version");
    assertEquals(0, outcome.status(), outcome.err());
    List<String> lines = outcome.out().lines().toList();
    assertEquals(BuildInfo.current().title(), lines.getFirst());
    assertTrue(outcome.out().contains("\njava       " + Runtime.version().feature()));
    assertTrue(outcome.out().contains("\ndevices    sim; bin/fuzz devices tells more\n"));
    assertTrue(outcome.out().contains("\nnot here   host, which needs a C++ compiler"));
    assertEquals(outcome.out(), new Shell(folder).fuzz("corpus", "list", "-V").out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rnu --budget 1m | run",
        "corpus lst | list",
        "protocol chekc x | check",
        "run --pahts old | --paths",
        "run --bugdet=1m | --budget",
        "run --paths old,hybird | hybrid",
        "run --defects publihsed | published",
        "run --defects pad_order | pad-order",
        "run --inputs one-hot | onehot",
        "run --target apple-nottc | apple-notc",
        "check --case cin=1,h=4,w=4,cuot=1 | cout",
        "check --case cin=1,h=4,w=4,cout=1,dtype=flaot16 | float16",
        "check --case cin=1,h=4,w=4,cout=1,inputs=latice:1 | lattice",
        "check --case cin=1,h=4,w=4,cout=1 --device atuo | auto",
        "interpret --case cin=1,h=4,w=4,cout=1 --stage rangd | ranged",
        "interpret --case cin=1,h=4,w=4,cout=1 --semantics exat | exact",
        "selftest --only padorder | pad-order",
        "selftest --only precison | precision",
        "completion bsh | bash",
        "explain latice | lattice"
      })
  void aNearNameIsSuggested(String words, String meant) {
    Shell.Outcome outcome = new Shell(folder).line(words);
    outcome.assertMistake();
    assertTrue(outcome.err().strip().endsWith("; did you mean '" + meant + "'?"), outcome.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "winograd",
        "run --verbose",
        "run --paths bogus",
        "run --defects all",
        "check --case cin=1,h=4,w=4,cout=1,name=x",
        "check --case cin=1,h=4,w=4,cout=1 --device cuda",
        "selftest --only odd",
        "explain tensorflow"
      })
  void nothingIsSuggestedWhereNoNameIsNear(String words) {
    Shell.Outcome outcome = new Shell(folder).line(words);
    outcome.assertMistake();
    assertFalse(outcome.err().contains("did you mean"), outcome.err());
  }
}
