import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds every Java source below a folder to google-java-format: {@code check} names the files that
 * differ and fails, {@code fix} rewrites them, {@code none} does neither. Run by the build with the
 * formatter's jar on the class path.
 */
final class Format {

  public static void main(String[] args) throws IOException {
    if (args[0].equals("none")) {
      return;
    }
    boolean fix = args[0].equals("fix");
    Path root = Path.of(args[1]);
    List<Path> sources;
    try (Stream<Path> files = Files.walk(root)) {
      sources =
          files
              .filter(f -> f.toString().endsWith(".java"))
              .filter(f -> !root.relativize(f).toString().contains("target/"))
              .toList();
    }
    List<Path> different = sources.parallelStream().filter(f -> differs(f, fix)).toList();
    different.forEach(
        f -> System.err.println((fix ? "formatted: " : "not formatted: ") + root.relativize(f)));
    if (!fix && !different.isEmpty()) {
      System.err.println("Format them with: mvn -N validate -Dformat=fix");
      System.exit(1);
    }
  }

  private static boolean differs(Path file, boolean fix) {
    try {
      String before = Files.readString(file);
      String ordered =
          ImportOrderer.reorderImports(
              RemoveUnusedImports.removeUnusedImports(before), Style.GOOGLE);
      String after = new Formatter().formatSource(ordered);
      if (fix && !after.equals(before)) {
        Files.writeString(file, after);
      }
      return !after.equals(before);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FormatterException e) {
      System.err.println(file + ": " + e.getMessage());
      return true;
    }
  }
}
