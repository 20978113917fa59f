package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jline.utils.ScreenTerminal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose standard error is a terminal, until somebody types Ctrl-C. */
final class PseudoTerminalTest {
  private static final int COLUMNS = 50;
  private static final int ROWS = 200;
  private static final char CONTROL_C = 3;

  @TempDir Path folder;

  @Test
  void theTerminalIsLeftCleanByAnInterrupt() throws IOException, InterruptedException {
    assumeTrue(hasScript(), "script of util-linux");
    Process process =
        new ProcessBuilder("script", "-qec", shell(command()), "/dev/null")
            .redirectErrorStream(true)
            .start();
    StringBuilder shown = new StringBuilder();
    try (OutputStream keys = process.getOutputStream();
        Reader reader = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      read(reader, shown, "shape class");
      keys.write(CONTROL_C);
      keys.flush();
      read(reader, shown, null);
    }
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    assertEquals(ExitCode.INTERRUPTED, process.exitValue(), shown.toString());
    assertFalse(shown.toString().contains("\u001B[?25l"), "the cursor is never hidden");
    List<String> rows = rows(shown.toString());
    List<String> kept = rows.stream().filter(row -> row.startsWith("kept in    ")).toList();
    assertEquals(1, kept.size(), rows.toString());
    int end = rows.indexOf(kept.getFirst());
    assertTrue(rows.stream().limit(end).allMatch(row -> row.length() < COLUMNS), rows.toString());
    assertTrue(rows.stream().noneMatch(row -> row.contains(" left  ")), rows.toString());
    assertTrue(rows.stream().noneMatch(row -> row.contains("^C")), rows.toString());
  }

  /** Reads to a text, or to the end. */
  private static void read(Reader reader, StringBuilder into, @Nullable String until)
      throws IOException {
    try {
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        into.append((char) c);
        if (until != null && into.toString().endsWith(until)) {
          return;
        }
      }
    } catch (IOException e) {
      // So ends the output of a terminal whose other side is closed.
      assertTrue(until == null, e.getMessage());
    }
  }

  private List<String> command() {
    return List.of(
        ProcessHandle.current().info().command().orElseThrow(),
        "-Xss16m",
        "--enable-native-access=ALL-UNNAMED",
        "-Dstderr.encoding=UTF-8",
        "-Dwinofuzz.terminal=true",
        "-Dwinofuzz.home=" + folder,
        "-cp",
        System.getProperty("java.class.path", ""),
        Main.class.getName(),
        "run",
        "--jobs",
        "1",
        "--budget",
        "5m");
  }

  private String shell(List<String> command) {
    List<String> words = new ArrayList<>();
    command.forEach(word -> words.add("'" + word.replace("'", "'\\''") + "'"));
    return "stty cols "
        + COLUMNS
        + " rows 24; export TERM=xterm-256color; exec "
        + String.join(" ", words)
        + " >'"
        + folder.resolve("out")
        + "'";
  }

  private static boolean hasScript() throws InterruptedException {
    try {
      Process version = new ProcessBuilder("script", "--version").start();
      String text = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return version.waitFor() == 0 && text.contains("util-linux");
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> rows(String written) {
    ScreenTerminal terminal = new ScreenTerminal(COLUMNS, ROWS);
    terminal.write(written);
    long[] cells = new long[COLUMNS * ROWS];
    terminal.dump(cells, 0, 0, ROWS, COLUMNS, new int[2]);
    List<String> rows = new ArrayList<>();
    for (int y = 0; y < ROWS; y++) {
      StringBuilder row = new StringBuilder();
      for (int x = 0; x < COLUMNS; x++) {
        row.appendCodePoint(ScreenTerminal.cellCodePoint(cells[y * COLUMNS + x]));
      }
      rows.add(row.toString().stripTrailing());
    }
    return rows;
  }
}
