package winofuzz.fuzz.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/**
 * The last lines of a terminal. The cursor stays at the begin of the line below them, so that a
 * process may end at any time.
 *
 * <p>It only writes to the terminal, and asks for its width: a terminal of {@link
 * org.jline.terminal.TerminalBuilder} would be closed by a hook of its own while a command that was
 * interrupted still has something to say, needs standard input, and sets attributes when it is
 * closed, which stops a process in the background. Used by one thread at a time.
 */
final class Screen {
  private static final int USUAL_WIDTH = 80;
  private static final int LEAST_WIDTH = 10;

  /** A line that is longer is hard to read. */
  private static final int MOST_COLUMNS = 110;

  /** More than any panel has. */
  private static final int ROWS = 50;

  private final Terminal terminal;
  private final IntSupplier widthNow;
  private final UnaryOperator<AttributedString> drawable;
  private Display display;
  private int width;
  private List<AttributedString> shown = List.of();

  /**
   * A screen on which nothing is drawn.
   *
   * @param widthNow in columns; not positive where it is not known
   * @param drawable what the terminal can show of a line
   */
  private Screen(
      Terminal terminal, IntSupplier widthNow, UnaryOperator<AttributedString> drawable) {
    this.terminal = terminal;
    this.widthNow = widthNow;
    this.drawable = drawable;
    width = measured();
    display = fresh();
  }

  /** Returns the terminal that standard error is; empty if nothing can be redrawn there. */
  static Optional<Screen> open(PrintStream err) {
    try {
      TerminalProvider provider = TerminalProvider.load("ffm");
      IntSupplier width = () -> provider.systemStreamWidth(SystemStream.Error);
      int _ = width.getAsInt();
      return of(err, width, System::getenv);
    } catch (IOException | RuntimeException | LinkageError e) {
      // Lines are written instead.
      return Optional.empty();
    }
  }

  /**
   * Returns a terminal.
   *
   * @param env the variables of the environment, by their names
   */
  static Optional<Screen> of(PrintStream err, IntSupplier width, Environment env)
      throws IOException {
    String type = env.get("TERM");
    if (type == null || type.startsWith(Terminal.TYPE_DUMB)) {
      return Optional.empty();
    }
    Terminal terminal =
        new DumbTerminal("winofuzz", type, InputStream.nullInputStream(), err, err.charset());
    if (terminal.getStringCapability(Capability.cursor_up) == null
        || terminal.getStringCapability(Capability.clr_eos) == null) {
      return Optional.empty();
    }
    String noColor = env.get("NO_COLOR");
    boolean isColored = noColor == null || noColor.isEmpty();
    boolean isUnicode = err.charset().newEncoder().canEncode('━');
    return Optional.of(
        new Screen(
            terminal,
            width,
            line -> {
              AttributedString styled = isColored ? line : new AttributedString(line.toString());
              return isUnicode ? styled : new AttributedString(Texts.ascii(styled.toString()));
            }));
  }

  /** The variables of an environment. */
  interface Environment {
    /** Returns the value of a variable; null if it has none. */
    @Nullable String get(String name);
  }

  /** Draws a panel in place of the one before. */
  void draw(Panel panel) {
    int now = measured();
    if (now != width) {
      eraseAt(now);
    }
    List<AttributedString> lines = new ArrayList<>();
    for (AttributedString line : panel.lines(Math.min(now - 1, MOST_COLUMNS))) {
      lines.add(drawable.apply(line));
    }
    List<AttributedString> ended = new ArrayList<>();
    lines.forEach(line -> ended.add(Texts.joined(line, AttributedString.NEWLINE)));
    ended.add(AttributedString.EMPTY);
    // What was typed may have moved the cursor.
    terminal.puts(Capability.carriage_return);
    display.update(ended, Size.of(width, ROWS).cursorPos(lines.size(), 0));
    shown = List.copyOf(lines);
  }

  /** Removes what is drawn; the cursor is where it began. */
  void erase() {
    eraseAt(measured());
  }

  /** Removes what is drawn on a terminal that has wrapped it since then. */
  private void eraseAt(int now) {
    terminal.puts(Capability.carriage_return);
    for (AttributedString line : shown) {
      int rows = Math.max(1, Math.ceilDiv(line.columnLength(), now));
      for (int i = 0; i < rows; i++) {
        terminal.puts(Capability.cursor_up);
      }
    }
    if (!shown.isEmpty()) {
      terminal.puts(Capability.clr_eos);
    }
    terminal.flush();
    shown = List.of();
    width = now;
    display = fresh();
  }

  /** Writes a line above what is drawn next, and wraps it. */
  void print(AttributedString line) {
    drawable.apply(line).println(terminal);
    terminal.flush();
  }

  /** Writes a line above what is drawn next, as much of it as fits. */
  void printShortened(AttributedString line) {
    print(Texts.shortened(line, width - 1));
  }

  private int measured() {
    int now = widthNow.getAsInt();
    return now <= 0 ? USUAL_WIDTH : Math.max(LEAST_WIDTH, now);
  }

  private Display fresh() {
    Display result = new Display(terminal, false);
    result.resize(Size.of(width, ROWS));
    return result;
  }
}
