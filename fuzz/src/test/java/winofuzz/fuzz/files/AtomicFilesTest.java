package winofuzz.fuzz.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AtomicFilesTest {
  @TempDir Path folder;

  /** Writes the file that is named. */
  public static void main(String[] args) throws IOException {
    AtomicFiles.write(Path.of(args[0]), "contents");
  }

  @ParameterizedTest
  @CsvSource({"022, rw-r--r--", "002, rw-rw-r--", "027, rw-r-----", "077, rw-------"})
  void whoMayReadAFileIsUpToTheUmask(String umask, String permissions) throws Exception {
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "no permissions");
    Path file = folder.resolve("report.json");
    String java = ProcessHandle.current().info().command().orElseThrow();
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String command = "umask " + umask + "; exec \"$0\" \"$@\"";
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                command,
                java,
                "-cp",
                classes,
                AtomicFilesTest.class.getName(),
                file.toString())
            .inheritIO()
            .start();
    assertEquals(0, process.waitFor());
    assertEquals(permissions, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void whatAnotherProcessWritesIsNotClearedAway() throws IOException {
    Path live =
        Files.createFile(folder.resolve(".%d-7.tmp".formatted(ProcessHandle.current().pid())));
    Path dead = Files.createFile(folder.resolve(".999999999999-7.tmp"));
    Path other = Files.createFile(folder.resolve(".abc.json123.tmp"));
    AtomicFiles.clear(folder);
    assertTrue(Files.exists(live));
    assertFalse(Files.exists(dead));
    assertFalse(Files.exists(other));
  }
}
