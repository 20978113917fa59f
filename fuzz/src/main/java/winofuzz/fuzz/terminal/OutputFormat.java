package winofuzz.fuzz.terminal;

import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jline.terminal.Terminal;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/**
 * How results are laid out on standard output.
 *
 * @param width in columns
 * @param isColored whether styles are shown
 */
public record OutputFormat(int width, boolean isColored) {
  /** Of a file or a pipe. */
  public static final OutputFormat PLAIN = new OutputFormat(80, false);

  private static final int NARROWEST = 40;

  /**
   * Returns the layout of standard output. Colours are left out where {@code NO_COLOR} is set or
   * the terminal has none.
   *
   * @param isTerminal whether it is a terminal
   * @param env the variables of the environment, by their names
   */
  public static OutputFormat of(boolean isTerminal, UnaryOperator<@Nullable String> env) {
    if (!isTerminal) {
      return PLAIN;
    }
    String type = env.apply("TERM");
    String noColor = env.apply("NO_COLOR");
    boolean isColored =
        type != null
            && !type.startsWith(Terminal.TYPE_DUMB)
            && (noColor == null || noColor.isEmpty());
    return new OutputFormat(measured(), isColored);
  }

  private static int measured() {
    try {
      int width = TerminalProvider.load("ffm").systemStreamWidth(SystemStream.Output);
      return width <= 0 ? PLAIN.width : Math.max(NARROWEST, width);
    } catch (IOException | RuntimeException | LinkageError e) {
      return PLAIN.width;
    }
  }

  /** Returns lines as they are printed, each with the end of a line. */
  public String print(List<AttributedString> lines) {
    StringBuilder text = new StringBuilder();
    for (AttributedString line : lines) {
      text.append(isColored ? line.toAnsi() : line.toString().stripTrailing());
      text.append(System.lineSeparator());
    }
    return text.toString();
  }
}
