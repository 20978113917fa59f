package winofuzz.fuzz.terminal;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Text that fits a number of columns. */
public final class Texts {
  public static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
  public static final AttributedStyle STRONG = AttributedStyle.BOLD;
  public static final AttributedStyle FAINT = AttributedStyle.DEFAULT.faint();
  public static final AttributedStyle GOOD = color(AttributedStyle.GREEN);
  public static final AttributedStyle BAD = color(AttributedStyle.RED);
  public static final AttributedStyle BUSY = color(AttributedStyle.YELLOW);
  public static final AttributedStyle MOVING = color(AttributedStyle.CYAN);

  /** What stands between the parts of a line. */
  private static final String GAP = "  ";

  private static final String ELLIPSIS = "…";
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private Texts() {}

  private static AttributedStyle color(int color) {
    return AttributedStyle.DEFAULT.foreground(color);
  }

  /** Returns text in a style; what would move the cursor is blank in it. */
  public static AttributedString styled(String text, AttributedStyle style) {
    return new AttributedString(CONTROL.matcher(text).replaceAll(" "), style);
  }

  /** Returns text without a style. */
  public static AttributedString plain(String text) {
    return styled(text, PLAIN);
  }

  /** Returns texts one after the other. */
  public static AttributedString joined(AttributedString... texts) {
    AttributedStringBuilder result = new AttributedStringBuilder();
    for (AttributedString text : texts) {
      result.append(text);
    }
    return result.toAttributedString();
  }

  /** Returns the beginning of a text, with an ellipsis where it does not fit. */
  public static AttributedString shortened(AttributedString text, int columns) {
    if (text.columnLength() <= columns) {
      return text;
    }
    return columns < 1
        ? AttributedString.EMPTY
        : joined(text.columnSubSequence(0, columns - 1), styled(ELLIPSIS, FAINT));
  }

  /** Returns the first parts of a line, as many as fit. */
  public static AttributedString fitting(List<AttributedString> parts, int columns) {
    AttributedString result = AttributedString.EMPTY;
    for (AttributedString part : parts) {
      AttributedString longer =
          result.length() == 0 ? part : joined(result, new AttributedString(GAP), part);
      if (longer.columnLength() > columns) {
        break;
      }
      result = longer;
    }
    return result;
  }

  /** Returns a line with one text at its left, which is shortened, and one at its right. */
  public static AttributedString row(AttributedString left, AttributedString right, int columns) {
    int room = columns - right.columnLength() - GAP.length();
    if (room < 1) {
      return shortened(left, columns);
    }
    AttributedString fit = shortened(left, room);
    String blanks = " ".repeat(room - fit.columnLength()) + GAP;
    return joined(fit, new AttributedString(blanks), right);
  }

  /**
   * Returns a bar that is filled in part.
   *
   * @param part of it that is filled, from 0 to 1
   */
  public static AttributedString bar(double part, int columns) {
    int filled = (int) Math.round(Math.clamp(part, 0, 1) * columns);
    return joined(styled("━".repeat(filled), MOVING), styled("╌".repeat(columns - filled), FAINT));
  }

  /** Returns a time as a clock shows it, such as 0:07 or 1:00:00; none is less than zero. */
  public static String clock(Duration time) {
    Duration shown = time.isNegative() ? Duration.ZERO : time;
    return shown.toHours() > 0
        ? String.format(
            Locale.ROOT,
            "%d:%02d:%02d",
            shown.toHours(),
            shown.toMinutesPart(),
            shown.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", shown.toMinutes(), shown.toSecondsPart());
  }

  /** Returns a number of things, such as 1 case or 2 cases. */
  public static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Returns what is drawn by no more than ASCII, in as many columns. */
  static String ascii(String text) {
    StringBuilder result = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      result.append(ascii(text.charAt(i)));
    }
    return result.toString();
  }

  private static char ascii(char c) {
    return switch (c) {
      case '━' -> '=';
      case '╌' -> '-';
      case '…' -> '~';
      default -> Activity.SPINNER.indexOf(c) >= 0 ? '*' : c; // What else there is stays.
    };
  }
}
