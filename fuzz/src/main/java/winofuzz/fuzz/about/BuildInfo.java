package winofuzz.fuzz.about;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Which build of the tool this is, and on what it runs.
 *
 * @param version such as {@code 0.1.0}
 * @param revision the commit that was built, such as {@code abc1234}, followed by {@code -dirty} if
 *     files differed from it; {@code unknown} for a build outside a repository
 * @param runtime the Java runtime: its version and who made it
 * @param system the operating system and the processor's architecture
 */
public record BuildInfo(String version, String revision, String runtime, String system) {
  /** The version of the tool, which is that of its modules. */
  public static final String VERSION = "0.1.0";

  private static final String FILE = "revision.properties";

  /** Returns what is known of the running build. */
  public static BuildInfo current() {
    return new BuildInfo(
        VERSION,
        revision(written()),
        "%s (%s)".formatted(property("java.runtime.version"), property("java.vendor")),
        "%s %s, %s".formatted(property("os.name"), property("os.version"), property("os.arch")));
  }

  /**
   * Returns the revision in the properties that a build wrote, which are empty if it wrote none.
   */
  static String revision(Properties written) {
    @Nullable String commit = written.getProperty("commit");
    if (commit == null || commit.isBlank()) {
      return "unknown";
    }
    return Boolean.parseBoolean(written.getProperty("dirty")) ? commit + "-dirty" : commit;
  }

  /** {@code winofuzz 0.1.0 (revision abc1234)}. */
  public String title() {
    return "winofuzz %s (revision %s)".formatted(version, revision);
  }

  private static Properties written() {
    Properties result = new Properties();
    try (InputStream file = BuildInfo.class.getResourceAsStream(FILE)) {
      if (file != null) {
        result.load(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return result;
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
