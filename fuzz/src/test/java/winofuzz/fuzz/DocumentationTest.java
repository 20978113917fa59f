package winofuzz.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winofuzz.compiler.Pipeline;
import winofuzz.compiler.pass.Pass;
import winofuzz.compiler.pass.Phase;

/** What the documents say of the code is so. */
final class DocumentationTest {
  private static final Path ROOT = Path.of("..");
  private static final int WIDTH = 100;
  private static final int STAGE_COLUMN = 11;
  private static final String FENCE = "```";
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");

  private static String read(String document) throws IOException {
    return Files.readString(ROOT.resolve(document));
  }

  @Test
  void thePictureOfThePipelineIsThePipeline() throws IOException {
    String picture =
        Pipeline.STANDARD.phases().stream()
            .map(DocumentationTest::line)
            .collect(Collectors.joining("", FENCE + "\n", FENCE + "\n"));
    assertTrue(
        read("ARCHITECTURE.md").contains(picture),
        () -> "ARCHITECTURE.md: expected this block:\n" + picture);
  }

  /** A stage and the passes that lead to it; lines are broken at the width of the documents. */
  private static String line(Phase phase) {
    StringBuilder result = new StringBuilder();
    StringBuilder line = new StringBuilder(phase.stage().label());
    line.repeat(' ', STAGE_COLUMN - line.length());
    for (Pass pass : phase.passes()) {
      boolean last = pass.equals(phase.passes().getLast());
      String word = pass.id() + (last ? "" : ", ");
      if (line.length() + word.stripTrailing().length() > WIDTH) {
        result.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder().repeat(' ', STAGE_COLUMN);
      }
      line.append(word);
    }
    return result.append(line).append('\n').toString();
  }

  @Test
  void theFilesToTouchAreThere() throws IOException {
    List<String> names =
        CODE.matcher(BLOCK.matcher(read("docs/adding.md")).replaceAll(""))
            .results()
            .map(match -> match.group(1))
            .filter(name -> name.chars().noneMatch(Character::isWhitespace))
            .filter(name -> name.endsWith(".java") || name.contains("/"))
            .distinct()
            .toList();
    assertTrue(names.size() > 60, () -> "only " + names);
    List<String> files = files();
    for (String name : names) {
      List<String> found = files.stream().filter(file -> file.endsWith("/" + name)).toList();
      assertEquals(1, found.size(), () -> name + ": expected the end of one path, found " + found);
    }
  }

  /** The files of the project, with a slash before each. */
  private static List<String> files() throws IOException {
    List<String> result = new ArrayList<>();
    for (String folder : List.of("interpreter", "compiler", "metal-exec", "fuzz", "docs")) {
      try (Stream<Path> paths = Files.walk(ROOT.resolve(folder))) {
        paths
            .filter(Files::isRegularFile)
            .map(path -> "/" + ROOT.relativize(path).toString().replace('\\', '/'))
            .filter(path -> !path.contains("/target/"))
            .forEach(result::add);
      }
    }
    return result;
  }

  @Test
  void theGlossaryIsAlphabetical() throws IOException {
    List<String> terms =
        read("docs/glossary.md")
            .lines()
            .filter(line -> line.startsWith("- **"))
            .map(line -> line.substring("- **".length(), line.indexOf("**", 4)))
            .toList();
    assertFalse(terms.isEmpty());
    assertEquals(terms.stream().sorted(Comparator.naturalOrder()).toList(), terms);
  }

  static List<String> documents() throws IOException {
    List<String> result = new ArrayList<>();
    for (String folder : List.of("", "docs", "corpus", "reports", "interpreter")) {
      try (Stream<Path> paths = Files.list(ROOT.resolve(folder))) {
        paths
            .map(path -> ROOT.relativize(path).toString().replace('\\', '/'))
            .filter(path -> path.endsWith(".md"))
            .filter(path -> !path.startsWith("reports/grid-")) // Written by a command.
            .forEach(result::add);
      }
    }
    return result.stream().sorted().toList();
  }

  /** Rows of tables cannot be wrapped. */
  @ParameterizedTest
  @MethodSource("documents")
  void documentsWrapAndTheirLinksLeadSomewhere(String document) throws IOException {
    String text = read(document);
    for (String line : text.lines().toList()) {
      assertTrue(line.length() <= WIDTH || line.startsWith("| "), () -> document + ": " + line);
    }
    Path folder = ROOT.resolve(document).toAbsolutePath().normalize().getParent();
    for (MatchResult link : LINK.matcher(text).results().toList()) {
      String target = link.group(1);
      assertTrue(
          target.startsWith("https://") || (folder != null && Files.exists(folder.resolve(target))),
          () -> document + ": no such file: " + target);
    }
  }
}
