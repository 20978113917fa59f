package winofuzz.fuzz.report;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import winofuzz.fuzz.story.Story;
import winofuzz.fuzz.story.Story.KernelSide;
import winofuzz.fuzz.story.Story.PathSide;
import winofuzz.fuzz.story.Story.SourceLine;

/**
 * The kernels of a story for a terminal: those of the first two paths side by side where the window
 * is wide enough, else one below the other; lines to blame are marked.
 */
final class KernelsText {
  /** Below this width of a column Metal text is hard to read. */
  private static final int NARROWEST = 56;

  private static final int NUMBER = 5;
  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
  private static final AttributedStyle STRONG = PLAIN.bold();
  private static final AttributedStyle FAINT = PLAIN.faint();
  private static final AttributedStyle BAD = PLAIN.bold().foreground(AttributedStyle.RED);

  private final Story story;
  private final int width;

  KernelsText(Story story, int width) {
    this.story = story;
    this.width = width;
  }

  List<AttributedString> lines() {
    List<PathSide> lowered =
        story.paths().stream().filter(path -> !path.kernels().isEmpty()).toList();
    List<AttributedString> result = new ArrayList<>();
    if (lowered.isEmpty()) {
      return result;
    }
    result.add(AttributedString.EMPTY);
    String grids = story.gridClass() == null ? "" : "; grids: " + story.gridClass().label();
    result.add(new AttributedString("Kernels, in launch order" + grids, STRONG));
    int column = (width - 3) / 2;
    if (lowered.size() == 2 && column >= NARROWEST) {
      sideBySide(result, column(lowered.get(0)), column(lowered.get(1)), column);
    } else {
      for (PathSide path : lowered) {
        column(path).forEach(line -> result.add(shortened(line)));
      }
    }
    return result;
  }

  private AttributedString shortened(AttributedString line) {
    return line.columnLength() <= width
        ? line
        : new AttributedStringBuilder()
            .append(line.columnSubSequence(0, width - 1))
            .append("…", FAINT)
            .toAttributedString();
  }

  private static void sideBySide(
      List<AttributedString> result,
      List<AttributedString> left,
      List<AttributedString> right,
      int column) {
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      AttributedString l = i < left.size() ? left.get(i) : AttributedString.EMPTY;
      AttributedString r = i < right.size() ? right.get(i) : AttributedString.EMPTY;
      AttributedStringBuilder line = new AttributedStringBuilder();
      line.append(l.columnSubSequence(0, column));
      line.append(" ".repeat(Math.max(0, column - l.columnLength())));
      line.append(" | ", FAINT).append(r.columnSubSequence(0, column));
      result.add(line.toAttributedString());
    }
  }

  private static List<AttributedString> column(PathSide path) {
    List<AttributedString> result = new ArrayList<>();
    for (KernelSide kernel : path.kernels()) {
      result.add(new AttributedString(path.path().label() + ": " + kernel.name(), STRONG));
      result.add(new AttributedString("  launch " + kernel.launch(), FAINT));
      int before = 0;
      for (SourceLine line : kernel.lines()) {
        gap(result, line.number() - before - 1);
        before = line.number();
        result.addAll(source(line));
      }
      gap(result, kernel.length() - before);
    }
    return result;
  }

  private static void gap(List<AttributedString> result, int lines) {
    if (lines > 0) {
      result.add(
          new AttributedString("     … %d line%s".formatted(lines, lines == 1 ? "" : "s"), FAINT));
    }
  }

  private static List<AttributedString> source(SourceLine line) {
    boolean guilty = !line.mark().isEmpty();
    AttributedString text =
        new AttributedStringBuilder()
            .append(String.format("%" + (NUMBER - 1) + "d", line.number()), FAINT)
            .append(guilty ? ">" : " ", BAD)
            .append(line.text().stripTrailing(), guilty ? STRONG : PLAIN)
            .toAttributedString();
    return guilty
        ? List.of(text, new AttributedString(" ".repeat(NUMBER) + "^ " + line.mark(), BAD))
        : List.of(text);
  }
}
