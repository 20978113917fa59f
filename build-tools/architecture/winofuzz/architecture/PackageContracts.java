package winofuzz.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
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
 * What the packages of a module say that they may depend on, and what they depend on. The last
 * paragraph of each {@code package-info.java} is {@code May depend on} packages of this project, or
 * on {@code nothing of this project}; libraries are not listed.
 */
public final class PackageContracts {
  private static final Pattern SENTENCE =
      Pattern.compile(
          "<p>May depend on (nothing of this project|\\{@code [a-z.]+}(?:, \\{@code [a-z.]+})*)\\.");
  private static final Pattern PACKAGE = Pattern.compile("\\{@code ([a-z.]+)}");

  private PackageContracts() {}

  /** Returns what each package below a source folder says, by the name of the package. */
  public static SortedMap<String, Set<String>> written(Path sources) {
    SortedMap<String, Set<String>> result = new TreeMap<>();
    for (Path folder : packages(sources)) {
      String name = sources.relativize(folder).toString().replace('/', '.').replace('\\', '.');
      Path file = folder.resolve("package-info.java");
      try {
        result.put(name, sentence(file.toString(), Files.readString(file)));
      } catch (IOException e) {
        throw new AssertionError(file + ": expected a package-info.java in every package", e);
      }
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

  /**
   * Returns the packages that a text lists.
   *
   * @param where what errors begin with
   */
  public static Set<String> sentence(String where, String text) {
    Matcher sentence = SENTENCE.matcher(text.replaceAll("\\s*\\n \\*\\s*", " "));
    if (!sentence.find()) {
      throw new AssertionError(where + ": expected a sentence \"May depend on ..\", found none");
    }
    Set<String> result = new TreeSet<>();
    Matcher name = PACKAGE.matcher(sentence.group(1));
    while (name.find()) {
      result.add(name.group(1));
    }
    return result;
  }

  /** Returns the packages of this project that each package depends on, by its name. */
  public static SortedMap<String, Set<String>> found(JavaClasses classes) {
    SortedMap<String, Set<String>> result = new TreeMap<>();
    for (JavaClass origin : classes) {
      String from = origin.getPackageName();
      Set<String> targets = result.computeIfAbsent(from, name -> new TreeSet<>());
      for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
        String to = dependency.getTargetClass().getBaseComponentType().getPackageName();
        if (to.startsWith("winofuzz.") && !to.equals(from)) {
          targets.add(to);
        }
      }
    }
    return result;
  }
}
