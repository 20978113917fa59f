package winofuzz.compiler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the packages of a module say that they may depend on: the last paragraph of each {@code
 * package-info.java} is {@code May depend on} packages, or on {@code nothing of this project}.
 */
final class PackageContracts {
  private static final Pattern SENTENCE =
      Pattern.compile(
          "<p>May depend on (nothing of this project|\\{@code [a-z.]+}(?:, \\{@code [a-z.]+})*)\\.");
  private static final Pattern PACKAGE = Pattern.compile("\\{@code ([a-z.]+)}");

  private PackageContracts() {}

  /**
   * Returns the packages that each package may depend on, by its name.
   *
   * @param sources a source folder
   */
  static Map<String, Set<String>> read(Path sources) {
    Map<String, Set<String>> result = new TreeMap<>();
    for (Path folder : packages(sources)) {
      String name = sources.relativize(folder).toString().replace('/', '.').replace('\\', '.');
      result.put(name, contract(folder.resolve("package-info.java")));
    }
    return result;
  }

  private static List<Path> packages(Path sources) {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(Path::getParent)
          .distinct()
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> contract(Path file) {
    String text;
    try {
      text = Files.readString(file).replaceAll("\\s*\\n \\*\\s*", " ");
    } catch (IOException e) {
      throw new AssertionError(file + ": expected a package-info.java in every package", e);
    }
    Matcher sentence = SENTENCE.matcher(text);
    if (!sentence.find()) {
      throw new AssertionError(file + ": expected a sentence \"May depend on ..\", found none");
    }
    Set<String> result = new TreeSet<>();
    Matcher name = PACKAGE.matcher(sentence.group(1));
    while (name.find()) {
      result.add(name.group(1));
    }
    if (result.isEmpty() != sentence.group(1).startsWith("nothing")) {
      throw new AssertionError(file + ": expected packages or nothing, found " + sentence.group());
    }
    return result;
  }
}
