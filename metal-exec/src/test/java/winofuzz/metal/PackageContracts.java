package winofuzz.metal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the {@code package-info.java} files of a source tree promise about dependencies.
 *
 * <p>The Javadoc of every package ends with a sentence of one of two forms: <code>May depend on
 * {&#64;code a.b}, {&#64;code a.c}.</code> lists all packages of this project that it may depend
 * on, and {@code May depend on nothing of this project.} allows none. Libraries are not listed.
 */
final class PackageContracts {

  private static final String NAMES = "\\{@code [\\w.]+}(?:, \\{@code [\\w.]+})*";
  private static final Pattern SENTENCE =
      Pattern.compile("<p>May depend on (nothing of this project|" + NAMES + ")\\. \\*/");
  private static final Pattern NAME = Pattern.compile("\\{@code ([\\w.]+)}");
  private static final Pattern PACKAGE = Pattern.compile("\\bpackage ([\\w.]+);");

  private PackageContracts() {}

  /**
   * Returns the packages that each package of a source tree may depend on, by its name.
   *
   * @param sources a folder such as {@code src/main/java}
   * @throws AssertionError if a package has no {@code package-info.java}, or one that does not end
   *     with such a sentence
   */
  static SortedMap<String, Set<String>> read(Path sources) {
    SortedMap<String, Set<String>> contracts = new TreeMap<>();
    for (Path file : packageInfos(sources)) {
      if (!Files.exists(file)) {
        throw new AssertionError(file + ": expected a file, found none");
      }
      String text = text(file);
      contracts.put(found(PACKAGE, text, file, "a package"), allowed(text, file));
    }
    return contracts;
  }

  private static Set<String> allowed(String text, Path file) {
    // Joins the lines of the Javadoc, so that a sentence may be wrapped anywhere.
    String joined = text.replaceAll("\\s*\\R( \\*(?!/))?\\s*", " ");
    String list = found(SENTENCE, joined, file, "'<p>May depend on ...' as the last sentence");
    Matcher names = NAME.matcher(list);
    Set<String> allowed = new TreeSet<>();
    while (names.find()) {
      allowed.add(names.group(1));
    }
    return allowed;
  }

  private static String found(Pattern pattern, String text, Path file, String expected) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new AssertionError(file + ": expected " + expected + ", found none");
    }
    return matcher.group(1);
  }

  /** Returns where each folder that holds Java files has, or lacks, its package-info.java. */
  private static Set<Path> packageInfos(Path sources) {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(f -> f.toString().endsWith(".java"))
          .map(f -> f.resolveSibling("package-info.java"))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
