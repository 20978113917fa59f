package winofuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The sentences "May depend on ..." at the end of each {@code package-info.java}: what the classes
 * of a package may use of this project, besides the package itself.
 */
final class PackageContracts {
  private static final String NAME = "\\{@code (winofuzz[\\w.]*)\\}";

  private static final Pattern CODE = Pattern.compile(NAME);

  /** The last paragraph of a comment whose line ends and asterisks are spaces. */
  private static final Pattern SENTENCE =
      Pattern.compile(
          "<p>May depend on (nothing of this project|" + NAME + "(?:, " + NAME + ")*)\\. \\*/");

  private PackageContracts() {}

  /**
   * Returns the packages that each package with sources below a folder may depend on.
   *
   * @throws AssertionError if a package has no such sentence
   */
  static SortedMap<String, Set<String>> read(Path sources) {
    SortedMap<String, Set<String>> result = new TreeMap<>();
    for (Path folder : packages(sources)) {
      String name =
          sources.relativize(folder).toString().replace(folder.getFileSystem().getSeparator(), ".");
      result.put(name, allowed(name, text(folder.resolve("package-info.java"))));
    }
    return result;
  }

  /** Returns the packages that a {@code package-info.java} allows. */
  static Set<String> allowed(String name, String packageInfo) {
    Matcher sentence = SENTENCE.matcher(packageInfo.replaceAll("\\s+(\\*(?!/)\\s*)?", " "));
    if (!sentence.find()) {
      throw new AssertionError(
          name + ": expected a package-info.java that ends with \"<p>May depend on ...\"");
    }
    Set<String> result = new TreeSet<>();
    CODE.matcher(sentence.group(1)).results().forEach(found -> result.add(found.group(1)));
    return result;
  }

  private static List<Path> packages(Path sources) {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(Path::getParent)
          .distinct()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
