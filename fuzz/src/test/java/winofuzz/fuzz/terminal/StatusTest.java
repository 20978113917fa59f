package winofuzz.fuzz.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.Test;

/** What is on the screen, or in a file, while something goes on. */
final class StatusTest {
  private static final int HEIGHT = 12;
  private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int width = 40;
  private long now;

  private PrintStream stream(Charset charset) {
    return new PrintStream(bytes, true, charset);
  }

  private LiveStatus live() throws IOException {
    Optional<Screen> screen = screen(XTERM, StandardCharsets.UTF_8);
    PlainStatus plain = new PlainStatus(stream(StandardCharsets.UTF_8), () -> now);
    return new LiveStatus(() -> screen, plain, () -> now);
  }

  private Optional<Screen> screen(Map<String, String> environment, Charset charset)
      throws IOException {
    return Screen.of(stream(charset), () -> width, environment::get);
  }

  private static Panel panel(String... lines) {
    return new Panel() {
      @Override
      public List<AttributedString> lines(int columns) {
        List<AttributedString> result = new ArrayList<>();
        for (String line : lines) {
          result.add(Texts.shortened(Texts.styled(line, Texts.BAD), columns));
        }
        return result;
      }

      @Override
      public String line() {
        return String.join("; ", lines);
      }
    };
  }

  /** What a terminal shows of all that was written, without the empty rest of lines and rows. */
  private List<String> shown() {
    ScreenTerminal terminal = new ScreenTerminal(width, HEIGHT);
    // The driver of a terminal returns the carriage at the end of a line.
    terminal.write(bytes.toString(StandardCharsets.UTF_8).replace("\n", "\r\n"));
    long[] cells = new long[width * HEIGHT];
    terminal.dump(cells, 0, 0, HEIGHT, width, new int[2]);
    List<String> rows = new ArrayList<>();
    for (int y = 0; y < HEIGHT; y++) {
      StringBuilder row = new StringBuilder();
      for (int x = 0; x < width; x++) {
        row.appendCodePoint(ScreenTerminal.cellCodePoint(cells[y * width + x]));
      }
      rows.add(row.toString().replace('\0', ' ').stripTrailing());
    }
    while (!rows.isEmpty() && rows.getLast().isEmpty()) {
      rows.removeLast();
    }
    return rows;
  }

  @Test
  void aPanelIsRedrawnInPlace() throws IOException {
    LiveStatus status = live();
    status.show(panel("one", "two"));
    status.tick();
    assertEquals(List.of("one", "two"), shown());
    status.show(panel("three"));
    status.tick();
    assertEquals(List.of("three"), shown());
    status.show(panel("3", "4", "5"));
    status.tick();
    assertEquals(List.of("3", "4", "5"), shown());
    status.clear();
    assertEquals(List.of(), shown());
  }

  @Test
  void whatStaysIsAboveThePanel() throws IOException {
    LiveStatus status = live();
    status.show(panel("one", "two"));
    status.tick();
    status.say("found something that is longer than the window is wide");
    status.say("second\nline\u001B[2J");
    assertEquals(
        List.of("found something that is longer than th…", "second line [2J", "one", "two"),
        shown());
    status.close();
    status.note("kept in /a/folder/whose/name/is/longer/than/it");
    assertEquals(
        List.of(
            "found something that is longer than th…",
            "second line [2J",
            "kept in /a/folder/whose/name/is/longer/t",
            "han/it"),
        shown());
  }

  @Test
  void aPanelFitsTheWindowThatItHasNow() throws IOException {
    LiveStatus status = live();
    status.show(panel("a line that is far too long for this window"));
    status.tick();
    assertEquals(List.of("a line that is far too long for this w…"), shown());
    bytes.reset();
    width = 20;
    status.tick();
    // The window wrapped the line: it is two rows up.
    assertTrue(bytes.toString(StandardCharsets.UTF_8).contains("\u001B[A\u001B[A\u001B[J"));
    assertEquals(List.of("a line that is far…"), shown());
  }

  @Test
  void noColorIsShownWhereNoneIsAskedFor() throws IOException {
    draw(XTERM, StandardCharsets.UTF_8);
    assertTrue(bytes.toString(StandardCharsets.UTF_8).contains("\u001B[31m"));
    draw(Map.of("TERM", "xterm-256color", "NO_COLOR", ""), StandardCharsets.UTF_8);
    assertTrue(bytes.toString(StandardCharsets.UTF_8).contains("\u001B[31m"));
    draw(Map.of("TERM", "xterm-256color", "NO_COLOR", "1"), StandardCharsets.UTF_8);
    assertFalse(bytes.toString(StandardCharsets.UTF_8).contains("m"));
    assertEquals(List.of("bad"), shown());
  }

  @Test
  void nothingIsRedrawnWhereTheTerminalCannot() throws IOException {
    assertTrue(screen(Map.of("TERM", "dumb"), StandardCharsets.UTF_8).isEmpty());
    assertTrue(screen(Map.of(), StandardCharsets.UTF_8).isEmpty());
  }

  @Test
  void linesAreWrittenWhereTheTerminalCannotBeOpened() {
    PlainStatus plain = new PlainStatus(stream(StandardCharsets.UTF_8), () -> now);
    LiveStatus status = new LiveStatus(Optional::empty, plain, () -> now);
    status.show(panel("one", "two"));
    status.tick();
    now = Duration.ofSeconds(10).toNanos();
    status.tick();
    status.say("found something");
    status.close();
    assertEquals("one; two\nfound something\n", bytes.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aTerminalWithoutUnicodeGetsAscii() throws IOException {
    Screen screen = screen(XTERM, StandardCharsets.US_ASCII).orElseThrow();
    screen.draw(
        new Panel() {
          @Override
          public List<AttributedString> lines(int columns) {
            return List.of(Texts.bar(0.5, 10), Texts.shortened(Texts.plain("abcdef"), 4));
          }

          @Override
          public String line() {
            return "";
          }
        });
    assertEquals(List.of("=====-----", "abc~"), shown());
  }

  private void draw(Map<String, String> environment, Charset charset) throws IOException {
    bytes.reset();
    screen(environment, charset).orElseThrow().draw(panel("bad"));
  }

  @Test
  void withoutATerminalALineIsWrittenEveryTenSeconds() {
    PlainStatus status = new PlainStatus(stream(StandardCharsets.UTF_8), () -> now);
    status.show(panel("one", "two"));
    status.tick();
    at(status, 9);
    assertEquals("", bytes.toString(StandardCharsets.UTF_8));
    at(status, 10);
    at(status, 19);
    status.say("found something");
    at(status, 20);
    status.clear();
    at(status, 40);
    status.close();
    assertEquals(
        List.of("one; two", "found something", "one; two"),
        bytes.toString(StandardCharsets.UTF_8).lines().toList());
  }

  private void at(PlainStatus status, int seconds) {
    now = Duration.ofSeconds(seconds).toNanos();
    status.tick();
  }

  @Test
  void onlyWhatMustNotBeMissedIsSaidQuietly() {
    Status status = Status.quiet(stream(StandardCharsets.UTF_8));
    status.show(panel("one"));
    Activity activity = status.begin("working");
    activity.at("working", 1, 2);
    status.say("found something");
    status.note("kept in a folder");
    status.warn("moved to a folder");
    status.close();
    assertEquals("moved to a folder", bytes.toString(StandardCharsets.UTF_8).strip());
  }

  @Test
  void workTellsWhatIsDoneAndForHowLong() {
    Activity activity = new Activity("judging", () -> now);
    now = Duration.ofSeconds(75).toNanos();
    assertEquals("⠋ judging" + " ".repeat(27) + "1:15", line(activity, 40));
    assertEquals("judging, for 1:15", activity.line());
    activity.at("judging", 3, 12);
    assertEquals("⠋ judging 3 of 12  ━━━━╌╌╌╌╌╌╌╌╌╌╌  1:15", line(activity, 40));
    assertEquals("judging 3 of 12, for 1:15", activity.line());
    activity.at("shrinking to 12 elements");
    assertEquals("⠋ shrinking…  1:15", line(activity, 18));
    assertEquals("⠋…", line(activity, 2));
  }

  private static String line(Activity activity, int columns) {
    return activity.lines(columns).getFirst().toString();
  }
}
