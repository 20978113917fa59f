package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.external.CommandWords;
import winofuzz.fuzz.lowering.CompilerUnderTest;

/**
 * Every command in the documents is one that the command line understands, and those that are shown
 * with their output, in blocks as {@link ConsoleBlock} describes them, print it. The blocks of a
 * document are carried out in order, in one scratch copy of the project.
 *
 * <p>The edit of the tutorial is made here by a compiler whose rule {@code where-not} leaves what
 * the edited line would.
 */
final class DocumentedCommandsTest {
  private static final Path ROOT = Path.of("..");
  private static final String LAUNCHER = "bin/fuzz";
  private static final String HOME = "~/winofuzz";
  private static final List<String> DOCUMENTS =
      List.of("", "docs", "corpus", "reports", "interpreter", "bridges/tinygrad");

  /** Options that take a file or a folder. */
  private static final List<String> FILE_OPTIONS =
      List.of(
          "--out",
          "--in",
          "--junit",
          "--sarif",
          "--markdown",
          "--corpus",
          "--resume",
          "--write-graph",
          "-o");

  private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```");
  private static final Pattern SPAN = Pattern.compile("`(" + LAUNCHER + " [^`]+)`");

  /** Such as {@code $((INDEX + 1))} and {@code ${{ matrix.shard }}}. */
  private static final Pattern COMPUTED = Pattern.compile("\\$\\(\\([^)]*\\)\\)|\\$\\{\\{[^}]*}}");

  private static final Pattern EDIT =
      Pattern.compile("perl -pi -e 's/(?<from>[^/]+)/(?<to>[^/]+)/' \\\\\n *(?<file>\\S+)");

  @TempDir Path folder;

  static List<String> documents() throws IOException {
    List<String> result = new ArrayList<>();
    for (String place : DOCUMENTS) {
      try (Stream<Path> files = Files.list(ROOT.resolve(place))) {
        files
            .filter(file -> file.toString().endsWith(".md"))
            .map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
            .forEach(result::add);
      }
    }
    return result.stream().sorted().toList();
  }

  static List<String> documentsWithOutput() throws IOException {
    List<String> result = new ArrayList<>();
    for (String document : documents()) {
      if (blocks(document).stream().anyMatch(block -> !block.isLong())) {
        result.add(document);
      }
    }
    return result;
  }

  static List<String> documentsWithLongOutput() throws IOException {
    List<String> result = new ArrayList<>();
    for (String document : documents()) {
      if (blocks(document).stream().anyMatch(ConsoleBlock::isLong)) {
        result.add(document);
      }
    }
    return result;
  }

  private static String read(String document) throws IOException {
    return Files.readString(ROOT.resolve(document)).replace("\r\n", "\n");
  }

  private static List<ConsoleBlock> blocks(String document) throws IOException {
    return ConsoleBlock.of(read(document));
  }

  // *** what is shown is what is printed

  @ParameterizedTest
  @MethodSource("documentsWithOutput")
  void theCommandsPrintWhatIsShown(String document) throws IOException {
    carryOut(document, blocks(document).stream().filter(block -> !block.isLong()).toList());
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("documentsWithLongOutput")
  void theLongCommandsToo(String document) throws IOException {
    carryOut(document, blocks(document));
  }

  private void carryOut(String document, List<ConsoleBlock> blocks) throws IOException {
    Tree.copy(ROOT.resolve("corpus"), folder.resolve("corpus"));
    for (ConsoleBlock block : blocks) {
      for (ConsoleBlock.Step step : block.steps()) {
        Printed printed = run(step.command(), block.isEdited());
        List<String> found = ShownText.lines(printed.text());
        String where = document + " line " + step.line() + ": " + step.command();
        assertTrue(
            ShownText.matches(step.shown(), found),
            () ->
                where
                    + "\n--- shown\n"
                    + String.join("\n", step.shown())
                    + "\n--- printed\n"
                    + String.join("\n", found));
        assertEquals(step.status(), printed.status(), where + ": its exit status");
      }
    }
  }

  private record Printed(int status, String text) {}

  private Printed run(String command, boolean edited) {
    String[] words = inScratch(words(command)).toArray(String[]::new);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Console console = new Console(both, both, false);
    Devices devices = new Devices(List.of("sim"));
    int status =
        edited
            ? Main.run(words, new Context(console, edited(), devices, folder))
            : Main.run(words, console, devices, folder);
    both.flush();
    String text = bytes.toString(StandardCharsets.UTF_8);
    return new Printed(status, text.replace(folder + "/./", "").replace(folder.toString(), HOME));
  }

  /** The compiler of this project with the edit of the tutorial: the rule swaps no arms. */
  private static CompilerUnderTest edited() {
    return new BuiltinCompiler()
        .withRule(
            (set, rule) -> rule.equals("where-not"),
            (before, after) -> after.withSrc(List.of(after.src(0), after.src(2), after.src(1))));
  }

  /** Names files in the scratch copy, with a dot by which they are told from what is absolute. */
  private List<String> inScratch(List<String> words) {
    List<String> result = new ArrayList<>(words);
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      boolean isFile =
          FILE_OPTIONS.contains(words.get(i - 1))
              || (word.contains("/") && Files.exists(folder.resolve(word.split("/", 2)[0])));
      if (isFile) {
        result.set(i, folder + "/./" + word);
      }
    }
    return result;
  }

  @Test
  void theEditOfTheTutorialChangesOneLine() throws IOException {
    Matcher edit = EDIT.matcher(read("docs/tutorial.md"));
    assertTrue(edit.find(), "docs/tutorial.md: expected an edit by perl");
    String source = read(edit.group("file"));
    String from = edit.group("from").replace("\\", "");
    assertEquals(1, source.split(Pattern.quote(from), -1).length - 1, edit.group());
    assertTrue(source.contains("\"where-not\""), edit.group("file"));
    assertEquals("m.get(\"t\"), m.get(\"f\")", edit.group("to"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "40 cases in 1.5 s (3 a second) | 40 cases in 2 s (9.9 a second) | true",
        "40 cases in 1.5 s | 41 cases in 1.5 s | false",
        "a;...;c | a;c | true",
        "a;...;c | a;b;b;c | true",
        "a;...;c | a;b | false",
        "a | a;b | false",
        "reproduce  bin/fuzz ... | reproduce  bin/fuzz check | true",
        "element 3 | element 4 | false"
      })
  void aShownTextMatches(String shown, String found, boolean matches) {
    assertEquals(matches, ShownText.matches(List.of(shown.split(";")), List.of(found.split(";"))));
  }

  // *** every other command is understood

  @ParameterizedTest
  @MethodSource("documents")
  void theCommandsAreUnderstood(String document) throws IOException {
    for (String command : commands(read(document))) {
      List<String> words = words(command);
      if (words.contains("...")) {
        continue; // It stands for any command.
      }
      if (isName(Shell.commands(), words)) {
        continue; // A command that is spoken of, without the arguments that it needs.
      }
      String[] rest =
          CompilerArguments.read(words.toArray(String[]::new)).rest().toArray(String[]::new);
      assertDoesNotThrow(() -> Shell.commands().parseArgs(rest), () -> document + ": " + command);
    }
  }

  /** Whether the words are the name of a command, such as "corpus add". */
  private static boolean isName(CommandLine above, List<String> words) {
    CommandLine command = above.getSubcommands().get(words.getFirst());
    return command != null
        && (words.size() == 1 || isName(command, words.subList(1, words.size())));
  }

  @Test
  void theCommandsAreFound() throws IOException {
    int commands = 0;
    for (String document : documents()) {
      commands += commands(read(document)).size();
    }
    int found = commands;
    assertTrue(commands > 90, () -> "only " + found + " commands");
    assertTrue(documentsWithOutput().contains("docs/tutorial.md"));
    assertFalse(commands(read("README.md")).isEmpty());
  }

  /** The commands of a document, shown with their output or not. */
  private static List<String> commands(String text) {
    List<String> result = new ArrayList<>();
    StringBuilder command = new StringBuilder();
    for (String line : text.lines().toList()) {
      String typed = line.strip().replaceFirst("^\\$ ", "").replaceFirst("^([A-Z_]+=\\S+ )+", "");
      boolean begins = typed.startsWith(LAUNCHER + " ") && !typed.contains("`");
      if (begins || !command.isEmpty()) {
        command.append(typed);
        if (typed.endsWith("\\")) {
          command.setLength(command.length() - 1);
        } else {
          result.add(command.toString());
          command.setLength(0);
        }
      }
    }
    SPAN.matcher(FENCED.matcher(text).replaceAll(""))
        .results()
        .map(span -> span.group(1).replaceAll("\\s+", " "))
        .forEach(result::add);
    return result;
  }

  /**
   * The words of a command after the launcher, without comments and redirections. What a shell or a
   * CI computes is a number.
   */
  private static List<String> words(String command) {
    String typed = COMPUTED.matcher(command.split(" #| [|>&]+( |$)", 2)[0]).replaceAll("1");
    return CommandWords.split(typed.substring(LAUNCHER.length()).strip());
  }
}
